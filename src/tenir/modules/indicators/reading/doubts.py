"""What looks wrong in values that wait: told to their judge beside each, never corrected (`engines.rollup.quality`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from django.db.models import F

from tenir.core.web.french import liste_et
from tenir.engines.rollup import Observation as Answer
from tenir.engines.rollup import Total as Sum
from tenir.engines.rollup import numbers, quality
from tenir.engines.rollup.quality import Bounds, Check, Finding
from tenir.modules.indicators import described
from tenir.modules.indicators.models import CountedValue, Indicator, Margin, Observation, Total
from tenir.modules.indicators.reading import history

Key = tuple[int, int, int]


def of(observations: Sequence[Observation]) -> dict[int, str]:
    """For each value that raises a doubt, by its key, what is doubtful; four queries for all."""
    counts = [one for one in observations if one.numerator is not None]
    if not counts:
        return {}
    indicators = {one.indicator_id: one.indicator for one in counts}
    found: dict[Key, list[Finding]] = defaultdict(list)
    for finding in _findings(counts, indicators):
        found[finding.indicator, finding.place, finding.period].append(finding)
    return {
        one.pk: liste_et(_words(one.indicator, finding) for finding in found[_key(one)])
        for one in counts
        if found[_key(one)]
    }


def _findings(counts: list[Observation], indicators: dict[int, Indicator]) -> Iterator[Finding]:
    """Each check on what waits, with what counts around it."""
    answers = [_answer(one) for one in counts]
    around, whole_of = _around(counts, indicators)
    own = {_key(one) for one in counts}
    yield from quality.outside(answers, {pk: _bounds(one) for pk, one in indicators.items() if not one.is_share})
    others = [one for one in around if (one.indicator, one.place, one.period) not in own]
    yield from (one for one in quality.jumps([*others, *answers]) if (one.indicator, one.place, one.period) in own)
    engine = [described.of_engine(one) for one in indicators.values()]
    yield from quality.parts_above_wholes([*answers, *_wholes(around, whole_of)], engine, whole_of)
    yield from quality.contradictions(answers, _totals(counts))


def _around(counts: list[Observation], indicators: dict[int, Indicator]) -> tuple[list[Answer], dict[int, int]]:
    """What counts for these places, of these indicators and of those that they are a part of."""
    whole_of = dict(Margin.objects.filter(part__in=indicators).values_list("part", "whole"))
    rows = CountedValue.objects.filter(
        indicator__in={*indicators, *whole_of.values()},
        place__in={one.place_id for one in counts},
        observation__numerator__isnull=False,
    ).select_related("observation")
    return [_answer(row.observation) for row in rows], whole_of


def _wholes(around: Iterable[Answer], whole_of: dict[int, int]) -> list[Answer]:
    wholes = set(whole_of.values())
    return [one for one in around if one.indicator in wholes]


def _totals(counts: list[Observation]) -> list[Sum]:
    """Our sums for the same places and periods: of a place that is not asked, a value given is held against them."""
    columns = list(zip(*(_key(one) for one in counts), strict=True))
    rows = Total.objects.filter(indicator__in=columns[0], place__in=columns[1], period__in=columns[2])
    asked = set(rows.filter(indicator__panel__members__place=F("place")).values_list("indicator", "place", "period"))
    told = rows.values_list("indicator", "place", "period", "numerator", "denominator", "answered")
    # How many were expected does not matter here: a doubt is told, whatever may explain it.
    return [Sum(*row, expected=row[-1]) for row in told if row[:3] not in asked]


def _answer(one: Observation) -> Answer:
    return Answer(one.indicator_id, one.place_id, one.period, one.pk, one.numerator or 0, one.denominator)


def _bounds(indicator: Indicator) -> Bounds:
    return Bounds(indicator.lower_bound, indicator.upper_bound)


def _key(one: Observation) -> Key:
    return one.indicator_id, one.place_id, one.period


def _words(indicator: Indicator, finding: Finding) -> str:
    against = _figure(indicator, finding.against)
    match finding.check:
        case Check.BELOW:
            return f"sous la plus petite valeur possible ({against})"
        case Check.ABOVE:
            return f"au-dessus de la plus grande valeur possible ({against})"
        case Check.JUMP:
            return f"loin de ce qui était d'habitude ({against})"
        case Check.PART_ABOVE_WHOLE:
            return f"plus que l'ensemble dont c'est une partie ({against})"
    return f"autre que la somme des réponses ({against})"


def _figure(indicator: Indicator, value: Fraction) -> str:
    """A median may fall between two whole numbers."""
    if indicator.is_share:
        return f"{numbers.show(numbers.half_up(value * 100, decimals=1), decimals=1)}\u202f%"
    return history.figure(indicator, numbers.half_up(value))
