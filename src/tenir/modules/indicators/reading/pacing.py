"""What each period must still bring for a target to be reached in time, and how far behind its trajectory a figure is.

Counted from the last period that has a value, whichever the page shows. Nothing is said of what adds up over periods:
the figure of a year says nothing of the next one's, and a text seldom tells whether it aims at one or at their sum.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tenir.core.web import french
from tenir.engines.rollup import numbers, periods
from tenir.engines.rollup import targets as engine
from tenir.engines.rollup.model import PeriodKind, Value
from tenir.modules.indicators import values
from tenir.modules.indicators.enums import Direction, OverPeriods, Trajectory
from tenir.modules.indicators.models import Indicator, Target
from tenir.modules.indicators.publishing import Figure
from tenir.modules.indicators.reading import wording

# Dates stand at no regular distance: they have no pace.
_EVERY: dict[str, str] = {
    PeriodKind.YEAR: "par an",
    PeriodKind.HALF_YEAR: "par semestre",
    PeriodKind.QUARTER: "par trimestre",
    PeriodKind.MONTH: "par mois",
    PeriodKind.SCHOOL_YEAR: "par année scolaire",
}


def sentences(
    indicator: Indicator, shown: Figure | None, series: Sequence[Figure], targets: Sequence[Target], today: date
) -> dict[int, str]:
    """For each target with a day, by its key, what follows the distance. `shown` is the figure that the distance is
    of, and `series` those of the place by period.
    """
    last = _last(indicator, series)
    if last is None or not _has_a_pace(indicator):
        return {}
    ways = ((one.pk, _way(indicator, last, one)) for one in targets)
    return {pk: way.told(shown, today) for pk, way in ways if way is not None}


def _has_a_pace(indicator: Indicator) -> bool:
    """What is neither better higher nor lower has no way to go."""
    regular = indicator.periodicity in _EVERY and indicator.over_periods != OverPeriods.SUM
    return regular and indicator.direction != Direction.NEITHER


def _last(indicator: Indicator, series: Sequence[Figure]) -> Figure | None:
    """Of the indicator's own periods, the last that has a value."""
    own = (one for one in series if periods.from_id(one.period).kind == indicator.periodicity)
    known = (one for one in own if one.value is not None)
    return max(known, key=lambda one: periods.from_id(one.period).last, default=None)


@dataclass(frozen=True)
class _Way:
    """From the `last` figure, exactly `value` on `day`, to a target; `aim` is that target as the engine knows it."""

    indicator: Indicator
    last: Figure
    value: engine.Exact
    day: date
    target: Target
    aim: engine.Target

    def told(self, shown: Figure | None, today: date) -> str:
        """Pace and lag, and that answers still missing may change both."""
        parts = [part for part in (self.pace(shown, today), self.behind()) if part]
        if parts and wording.is_incomplete(self.last):
            parts.append("Les réponses qui manquent peuvent changer ces nombres.")
        return " ".join(parts)

    def pace(self, shown: Figure | None, today: date) -> str:
        """« Il faut 98 postes de plus par an pour l'atteindre à temps. », or why that cannot be said."""
        told = shown is not None and shown.value is not None and shown.period == self.last.period
        last = f"la dernière valeur ({wording.when(self.last)})"
        if engine.distance(self.aim, self.value) <= 0:
            return "" if told else f"L{last[1:]} l'atteint."
        if self.aim.aim.day < today:
            return "Le délai est passé."
        needed = engine.pace(self.aim, self.value, after=self.day, kind=PeriodKind(self.indicator.periodicity))
        if needed is None:
            return "Plus aucune période entière ne reste d'ici là."
        return f"Il faut {self._each(needed)} pour l'atteindre à temps{'' if told else f', à partir de {last}'}."

    def _each(self, needed: Fraction) -> str:
        about = "environ " if self.last.rounded else ""
        way = "de moins" if self.indicator.direction == Direction.LESS else "de plus"
        return f"{about}{_much(self.indicator, needed, up=True)} {way} {_EVERY[self.indicator.periodicity]}"

    def behind(self) -> str:
        """« Au 30 juin 2025, c'est 6 places de retard sur la trajectoire… », of a straight one, until it ends; by steps
        nothing is due before the day.
        """
        start = self.aim.baseline.day
        if self.target.trajectory != Trajectory.LINEAR or not start < self.day < self.aim.aim.day or start == date.min:
            return ""
        late = Fraction(engine.behind(self.aim, self.value, self.day))
        much, way = _much(self.indicator, abs(late)), "de retard" if late > 0 else "d'avance"
        stands = f"c'est {much} {way}" if late else "la valeur est"
        return f"Au {french.date_longue(self.day)}, {stands} sur la trajectoire {self._from()}."

    def _from(self) -> str:
        start = Value(self.target.baseline_numerator or 0, self.target.baseline_denominator)
        return f"partie de {values.words(self.indicator, start)} le {french.date_longue(self.aim.baseline.day)}"


def _way(indicator: Indicator, last: Figure, target: Target) -> _Way | None:
    """None without a day, and of a share of nothing. Where no starting point is told, any earlier day will do: only the
    trajectory asks for it.
    """
    value = _exact(last.value.numerator, last.value.denominator) if last.value else None
    wanted = _exact(target.numerator, target.denominator)
    if value is None or wanted is None or target.on is None:
        return None
    start = _exact(target.baseline_numerator, target.baseline_denominator)
    known = target.baseline_on if start is not None else None
    aim = engine.Target(
        baseline=engine.Milestone(known or date.min, start or 0),
        aim=engine.Milestone(target.on, wanted),
        direction=engine.Direction(indicator.direction),
    )
    return _Way(indicator, last, value, periods.from_id(last.period).last, target, aim)


def _exact(numerator: int | None, denominator: int | None) -> engine.Exact | None:
    """Whole smallest units, or the fraction of a share; None where there is none."""
    if numerator is None or denominator == 0:
        return None
    return numerator if denominator is None else Fraction(numerator, denominator)


def _much(indicator: Indicator, difference: Fraction, *, up: bool = False) -> str:
    """« 98 postes », « 1,5 point »; `up`: what must be brought is never told smaller than it is."""
    places = values.PERCENT_PLACES if indicator.is_share else indicator.decimals
    told = difference * 100 * 10**places if indicator.is_share else difference
    whole = math.ceil(told) if up else numbers.half_up(told)
    return wording.much(indicator, Decimal(whole).scaleb(-places))
