"""Where the places of figures lie on a day: the wholes of each, and how many of a panel lie in each.

`known_at`: as told at an instant of the past, instead of now (docs/decisions/0018).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from itertools import islice

from django.db import connection

from tenir.core.places import history
from tenir.core.places.models import climbing
from tenir.engines import rollup
from tenir.modules.indicators import described
from tenir.modules.indicators.models import Panel

# Places asked about in one statement; SQLite of Debian 12 takes 32,766 values in one.
PLACES = 1000
# Days for which the database climbs; of more, all containments are read.
FEW = 3


def wholes(places: Iterable[int], *, on: date, known_at: datetime | None = None) -> Mapping[int, list[int]]:
    """For each place every place that contains it on a day, itself included, each once."""
    if known_at is not None and history.moved_since(known_at):
        ways = rollup.closure(described.edges(known_at), set(places), [on])[on]
        return {place: sorted(above) for place, above in ways.items()}
    found: dict[int, list[int]] = defaultdict(list)
    waiting = iter(sorted(set(places)))
    while keys := list(islice(waiting, PLACES)):
        sql, values = climbing(keys, on=on)
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            for start, whole in cursor.fetchall():
                found[start].append(whole)
    return found


def leaves_on(panel: Panel, days: Collection[date], known_at: datetime | None = None) -> dict[date, Counter[int]]:
    """How many places of a panel each place contains on several days.

    Of many days, every containment is read once; days between two changes share an answer.
    """
    if known_at is None and len(days) <= FEW:
        return {day: leaves_in_each(panel, on=day) for day in days}
    counted: dict[int, Counter[int]] = {}
    found = {}
    for day, ways in rollup.closure(described.edges(known_at), panel.asked(known_at), days).items():
        if id(ways) not in counted:
            counted[id(ways)] = Counter(whole for way in ways.values() for whole in way)
        found[day] = counted[id(ways)]
    return found


def leaves_in_each(panel: Panel, *, on: date) -> Counter[int]:
    """How many places of a panel each place contains on a day."""
    return Counter(whole for wholes_of_one in wholes(panel.asked(), on=on).values() for whole in wholes_of_one)
