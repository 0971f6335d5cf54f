"""What a file would change, indicator by indicator and period by period: values, and the total of the territory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tenir.core.places.models import Place
from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Period, Value
from tenir.modules.indicators import grounds
from tenir.modules.indicators.counting import value_of
from tenir.modules.indicators.enums import OverPlaces
from tenir.modules.indicators.importing.checking import Prepared, Row
from tenir.modules.indicators.importing.holding import Held
from tenir.modules.indicators.models import CountedValue, Indicator, PanelPlace, Total
from tenir.modules.indicators.values import words

# Indicators and periods shown; the others are counted.
SHOWN = 12
Pair = tuple[int, int]


@dataclass(frozen=True)
class Effect:
    """Of one indicator and period: values new and corrected, and the total of `place` now and once all is accepted."""

    indicator: Indicator
    period: Period
    place: Place
    new: int
    corrected: int
    before: Value | None
    after: Value | None

    @property
    def label(self) -> str:
        """« 1er semestre 2019 »."""
        return periods.label(self.period)

    @property
    def before_in_words(self) -> str:
        """« 1 234 postes », « non renseigné »."""
        return words(self.indicator, self.before)

    @property
    def after_in_words(self) -> str:
        """The same once the file is accepted."""
        return words(self.indicator, self.after)


def effects(prepared: Prepared, held: Held, *, most: int = SHOWN) -> tuple[list[Effect], int]:
    """The first pairs of an indicator and a period, and how many more there are; as many queries as days shown."""
    new = Counter((row.indicator, row.period) for row in held.new)
    corrected = Counter((one.row.indicator, one.row.period) for one in held.corrections)
    titles = {pk: one.title for pk, one in prepared.indicators.items()}
    pairs = sorted({*new, *corrected}, key=lambda pair: (titles[pair[0]], pair[1]))
    shown = set(pairs[:most])
    moved = _moved([row for row in held.rows if (row.indicator, row.period) in shown], prepared.indicators)
    places = Place.objects.in_bulk({prepared.indicators[pk].place_id for pk, _ in shown})
    totals = _totals(shown, set(places))
    found = []
    for pair in pairs[:most]:
        indicator = prepared.indicators[pair[0]]
        before = totals.get((*pair, indicator.place_id))
        after = _added(before, moved.get(pair), indicator)
        place, period = places[indicator.place_id], periods.from_id(pair[1])
        found.append(Effect(indicator, period, place, new[pair], corrected[pair], before, after))
    return found, max(0, len(pairs) - most)


def _totals(pairs: set[Pair], places: set[int]) -> dict[tuple[int, int, int], Value]:
    rows = Total.objects.filter(indicator__in={one for one, _ in pairs}, period__in={one for _, one in pairs})
    rows = rows.filter(place__in=places)
    return {(row.indicator_id, row.period, row.place_id): Value(row.numerator, row.denominator) for row in rows}


def _added(before: Value | None, moved: list[int] | None, indicator: Indicator) -> Value | None:
    """The total with what comes in; nothing of nothing where the indicator adds up over no places."""
    if moved is None:
        return before
    top, bottom = (before.numerator, before.denominator or 0) if before else (0, 0)
    return Value(top + moved[0], bottom + moved[1] if indicator.is_share else None)


def _moved(rows: list[Row], indicators: dict[int, Indicator]) -> dict[Pair, list[int]]:
    """What each pair adds to the total of its indicator's territory, numerator and denominator."""
    counted, inside = _counted(rows), _inside(rows, indicators)
    found: dict[Pair, list[int]] = {}
    for row in rows:
        if row.key in inside and row.numerator is not None:
            sums = found.setdefault((row.indicator, row.period), [0, 0])
            old = counted.get(row.key) or Value(0)
            sums[0] += row.numerator - old.numerator
            sums[1] += (row.denominator or 0) - (old.denominator or 0)
    return found


def _counted(rows: Iterable[Row]) -> dict[tuple[int, int, int], Value]:
    keys = {row.key for row in rows}
    found = CountedValue.objects.filter(
        indicator__in={key[0] for key in keys}, period__in={key[2] for key in keys}
    ).select_related("observation")
    values = {(one.indicator_id, one.place_id, one.period): value_of(one.observation) for one in found}
    return {key: value for key, value in values.items() if value is not None and key in keys}


def _inside(rows: list[Row], indicators: dict[int, Indicator]) -> set[tuple[int, int, int]]:
    """Keys of places that are asked and lie in the territory of their indicator on the last day of their period."""
    panels = {indicators[row.indicator].panel_id for row in rows}
    asked = set(PanelPlace.objects.filter(panel__in=panels).values_list("panel_id", "place_id"))
    days = defaultdict(set)
    for row in rows:
        indicator = indicators[row.indicator]
        if indicator.over_places == OverPlaces.SUM and (indicator.panel_id, row.place) in asked:
            days[periods.from_id(row.period).last].add(row.place)
    wholes = {day: grounds.wholes(places, on=day) for day, places in days.items()}
    return {
        row.key
        for row in rows
        if indicators[row.indicator].place_id in wholes.get(periods.from_id(row.period).last, {}).get(row.place, ())
    }
