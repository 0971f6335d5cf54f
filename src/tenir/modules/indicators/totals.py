"""Totals of every place that contains a value, moved in the transaction of the write (docs/decisions/0018).

What an answer changes is said by `engines.rollup`; this file asks where its place lies, and adds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tenir.engines import rollup
from tenir.engines.rollup import periods
from tenir.modules.indicators import expected, grounds, sums
from tenir.modules.indicators.counting import Change
from tenir.modules.indicators.described import of_engine
from tenir.modules.indicators.models import Indicator, PanelPlace

Indicators = Mapping[int, Indicator]
# Thousands of values are of a few periods.
_period = lru_cache(maxsize=1000)(periods.from_id)


@dataclass(frozen=True)
class Plan:
    """Which periods are answered, each with a place that did, and what to add to which totals (to be read once)."""

    answers: list[tuple[expected.Asked, int]]
    additions: Iterator[sums.Addition]


def move(changes: Iterable[Change]) -> None:
    """Bring totals up to date with what counts now; a constant number of queries for one value.

    A value given for a place that is not asked (a total sent by a département) enters no sum.
    """
    planned = plan(changes)
    expected.prepare(planned.answers)
    sums.add(planned.additions)


def plan(changes: Iterable[Change]) -> Plan:
    """What `move` would do; nothing is written."""
    moved = [change for change in changes if change.before != change.now]
    indicators = Indicator.objects.in_bulk({change.key.indicator_id for change in moved})
    asked = _asked(moved, indicators)
    # One place that answered is enough to know which periods are asked.
    questions = {(one.key.indicator_id, one.key.period): one for one in asked}
    answers = [(_question(one, indicators), one.key.place_id) for one in questions.values()]
    return Plan(answers, _summed(asked, indicators))


def _question(change: Change, indicators: Indicators) -> expected.Asked:
    """A period that stands alone is asked by itself, whatever the indicator's own."""
    kind = periods.from_id(change.key.period).kind
    return expected.Asked(indicators[change.key.indicator_id].panel_id, kind, change.key.period)


def _asked(changes: Sequence[Change], indicators: Indicators) -> list[Change]:
    """Those about a place of the indicator's panel."""
    panels = {indicator.panel_id for indicator in indicators.values()}
    places = {change.key.place_id for change in changes}
    rows = PanelPlace.objects.filter(panel__in=panels)
    # A whole panel is read rather than thousands of places listed.
    rows = rows.filter(place__in=places) if len(places) < grounds.PLACES else rows
    known = set(rows.values_list("panel_id", "place_id"))
    return [one for one in changes if (indicators[one.key.indicator_id].panel_id, one.key.place_id) in known]


def _summed(changes: Sequence[Change], indicators: Indicators) -> Iterator[sums.Addition]:
    """One addition a total, whatever the number of values that enter it."""
    described = {pk: of_engine(indicator) for pk, indicator in indicators.items()}
    ground = _ground(changes)
    added: dict[tuple[int, int, int], list[int]] = defaultdict(lambda: [0, 0, 0])
    for change in changes:
        key, period = change.key, _period(change.key.period)
        for gain in rollup.increments(
            described[key.indicator_id],
            leaf=key.place_id,
            period=period,
            wholes=ground[period.last][key.place_id],
            before=change.before,
            after=change.now,
        ):
            sum_ = added[key.indicator_id, gain.period, gain.place]
            sum_[0] += gain.numerator
            sum_[1] += gain.denominator or 0
            sum_[2] += gain.answered
    for (indicator, number, place), (numerator, denominator, answered) in added.items():
        parts = denominator if indicators[indicator].is_share else None
        yield sums.Addition(indicator, number, place, numerator, parts, answered)


def _ground(changes: Sequence[Change]) -> dict[date, Mapping[int, list[int]]]:
    """For each last day of a period, where the places of its values lie."""
    places: dict[date, set[int]] = defaultdict(set)
    for change in changes:
        places[_period(change.key.period).last].add(change.key.place_id)
    return {day: grounds.wholes(found, on=day) for day, found in places.items()}
