"""Where the places of figures lie on a day: the wholes of each, and how many of a panel lie in each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import islice

from django.db import connection

from tenir.core.places.models import climbing
from tenir.modules.indicators.models import Panel

# Places asked about in one statement; SQLite of Debian 12 takes 32,766 values in one.
PLACES = 1000


def wholes(places: Iterable[int], *, on: date) -> Mapping[int, list[int]]:
    """For each place every place that contains it on a day, itself included, each once."""
    found: dict[int, list[int]] = defaultdict(list)
    waiting = iter(sorted(set(places)))
    while keys := list(islice(waiting, PLACES)):
        sql, values = climbing(keys, on=on)
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            for start, whole in cursor.fetchall():
                found[start].append(whole)
    return found


def members(panel: Panel) -> frozenset[int]:
    """The places of a panel."""
    return frozenset(panel.members.values_list("place_id", flat=True))


def leaves_in_each(panel: Panel, *, on: date) -> Counter[int]:
    """How many places of a panel each place contains on a day."""
    return Counter(whole for wholes_of_one in wholes(members(panel), on=on).values() for whole in wholes_of_one)
