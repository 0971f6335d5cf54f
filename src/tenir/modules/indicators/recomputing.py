"""All totals computed anew from what counts, and held against those that were moved with each write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.db.models import F

from tenir.core.places.models import Place
from tenir.core.web.french import nombre, pluriel
from tenir.engines import rollup
from tenir.engines.rollup import periods
from tenir.engines.rollup.frames import NO_DENOMINATOR, OBSERVATION, Frame
from tenir.modules.indicators import counting, described
from tenir.modules.indicators.models import Indicator, Total

CHUNK = 20_000
COLUMNS = ("indicateur", "période", "lieu", "enregistré", "calculé")
Sum = tuple[int, int | None, int]


@dataclass(frozen=True)
class Difference:
    """A total that is not what a full computation finds; None where one of the two has no row."""

    indicator_id: int
    period: int
    place_id: int
    stored: Sum | None
    computed: Sum | None


@dataclass(frozen=True)
class Comparison:
    """How many totals were compared, and those that differ."""

    compared: int
    differences: list[Difference]


def compare() -> Comparison:
    """Every stored total against a full computation, one indicator after another: memory is that of the largest."""
    compared, found = 0, list[Difference]()
    edges = described.edges()
    for indicator in Indicator.objects.select_related("panel").order_by("pk"):
        stored, found_anew = _stored(indicator), computed(indicator, edges)
        compared += len(stored.keys() | found_anew.keys())
        found.extend(_differences(indicator, stored, found_anew))
    return Comparison(compared, found)


def differences(indicator: Indicator, edges: list[rollup.Edge]) -> list[Difference]:
    """What of one indicator is not what a full computation finds."""
    return list(_differences(indicator, _stored(indicator), computed(indicator, edges)))


def put_right(found: Iterable[Difference]) -> None:
    """Write what was computed; the indicators must be held."""
    for one in found:
        key: dict[str, Any] = {"indicator_id": one.indicator_id, "period": one.period, "place_id": one.place_id}
        if one.computed is None:
            Total.objects.filter(**key).delete()
        else:
            values = dict(zip(("numerator", "denominator", "answered"), one.computed, strict=True))
            Total.objects.update_or_create(**key, defaults=values)


def sentence(found: Comparison) -> str:
    """« 1 234 totaux comparés : tous identiques. »"""
    many = len(found.differences)
    ends = "tous identiques" if not many else f"{nombre(many)} {pluriel(many, 'diffère', 'diffèrent')}"
    return f"{nombre(found.compared)} {pluriel(found.compared, 'total comparé', 'totaux comparés')}\u202f: {ends}."


def in_words(differences: Sequence[Difference]) -> list[tuple[str, ...]]:
    """Rows of `COLUMNS`; two queries."""
    indicators = Indicator.objects.in_bulk({one.indicator_id for one in differences})
    places = Place.objects.in_bulk({one.place_id for one in differences})
    return [
        (
            indicators[one.indicator_id].slug,
            periods.code(periods.from_id(one.period)),
            f"{places[one.place_id].kind}:{places[one.place_id].code}",
            _told(one.stored),
            _told(one.computed),
        )
        for one in differences
    ]


def _told(sum_: Sum | None) -> str:
    """As the tables keep it: numerator, denominator, answers; nothing where there is no row."""
    return "" if sum_ is None else " / ".join(str(part) for part in sum_ if part is not None)


def _differences(
    indicator: Indicator, stored: dict[tuple[int, int], Sum], anew: dict[tuple[int, int], Sum]
) -> Iterator[Difference]:
    for period, place in sorted(stored.keys() | anew.keys()):
        kept, right = stored.get((period, place)), anew.get((period, place))
        if kept != right:
            yield Difference(indicator.pk, period, place, kept, right)


def _stored(indicator: Indicator) -> dict[tuple[int, int], Sum]:
    rows = Total.objects.filter(indicator=indicator).order_by()
    told = rows.values_list("period", "place", "numerator", "denominator", "answered")
    return {(row[0], row[1]): (row[2], row[3], row[4]) for row in told.iterator(chunk_size=CHUNK)}


def computed(
    indicator: Indicator, edges: list[rollup.Edge], *, known_at: datetime | None = None
) -> dict[tuple[int, int], Sum]:
    """Every total of an indicator, by period and place; as known at an instant, with the `edges` told at it."""
    counted = _counted(indicator, known_at)
    if not len(counted["place"]):
        return {}
    members = described.members(indicator.panel, known_at)
    found = rollup.totals([described.of_engine(indicator)], counted, edges=edges, members=members)
    return {
        (total.period, total.place): (total.numerator, total.denominator, total.answered)
        for total in rollup.rows(found)
    }


def _counted(indicator: Indicator, known_at: datetime | None) -> Frame:
    """What counts by the verdicts themselves, as the engine reads it; the later accepted, the higher its rank."""
    rows = counting.accepted(indicator, known_at=known_at).filter(numerator__isnull=False).order_by()
    told = rows.values_list("place", "period", F("rank"), "numerator", "denominator")
    return _frame(indicator.pk, told.iterator(chunk_size=CHUNK))


def _frame(indicator: int, rows: Iterable[tuple[Any, ...]]) -> Frame:
    table = [
        (indicator, place, period, rank, numerator, NO_DENOMINATOR if denominator is None else denominator)
        for place, period, rank, numerator, denominator in rows
    ]
    columns = np.array(table, dtype=np.int64).reshape(-1, len(OBSERVATION))
    return {name: columns[:, rank].copy() for rank, name in enumerate(OBSERVATION)}
