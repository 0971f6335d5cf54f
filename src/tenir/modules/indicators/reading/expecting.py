"""How many answers are expected of places over periods: as the table keeps them, or as told at a past instant."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import QuerySet

from tenir.core.places.models import Place
from tenir.modules.indicators import expected
from tenir.modules.indicators.models import Expected, Indicator

# Periodicity and number of a period that is asked.
Key = tuple[str, int]
# Columns that name a place, read through a row about it; and of the place itself.
SPOT = ("place_id", "place__kind", "place__code", "place__name", "place__is_invented")
_OF_PLACE = tuple(name.removeprefix("place__") for name in SPOT[1:])
Named = tuple[int, str, str, str, bool]


def over_time(
    indicator: Indicator, place: Place, keys: Collection[Key], known_at: datetime | None = None
) -> dict[Key, int]:
    """Of one place, by period; one query today."""
    if known_at is not None:
        then = _then(indicator, keys, known_at)
        return {key: answers[place.pk] for key, answers in then.items() if place.pk in answers}
    rows = Expected.objects.filter(panel=indicator.panel_id, place=place)
    found = rows.order_by().values_list("periodicity", "period", "answers")
    return {(periodicity, period): answers for periodicity, period, answers in found}


def across(
    indicator: Indicator, key: Key, places: QuerySet[Place], known_at: datetime | None = None
) -> Iterator[tuple[Named, int]]:
    """Of these places for one period, those of which an answer is expected, by name; one query today.

    Of an indicator in words nobody adds up anything: one answer of each place of its panel.
    """
    if known_at is not None:
        yield from _across_then(indicator, key, places, known_at)
        return
    wanted = places.order_by().values("pk")
    if indicator.is_in_words:
        members = indicator.panel.members.filter(place__in=wanted).order_by("place__name", "place_id")
        yield from ((row, 1) for row in members.values_list(*SPOT))
        return
    rows = Expected.objects.filter(panel=indicator.panel_id, periodicity=key[0], period=key[1], place__in=wanted)
    for *named, answers in rows.order_by("place__name", "place_id").values_list(*SPOT, "answers"):
        yield tuple(named), answers


def _across_then(
    indicator: Indicator, key: Key, places: QuerySet[Place], known_at: datetime
) -> Iterator[tuple[Named, int]]:
    if indicator.is_in_words:
        answers = dict.fromkeys(indicator.panel.asked(known_at), 1)
    else:
        answers = dict(_then(indicator, [key], known_at)[key])
    for row in places.order_by("name", "pk").values_list("pk", *_OF_PLACE):
        if row[0] in answers:
            yield row, answers[row[0]]


def _then(indicator: Indicator, keys: Collection[Key], known_at: datetime) -> dict[Key, dict[int, int]]:
    asked = {expected.Asked(indicator.panel_id, *key): key for key in keys}
    found = expected.in_each(indicator.panel, asked, known_at)
    return {asked[one]: answers for one, answers in found}
