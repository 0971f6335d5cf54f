"""What totals are made of. Places, indicators and panels are whole numbers, of the caller's choosing.

Numbers are whole too, in the smallest unit of their indicator (decision 18): see `numbers`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What an indicator measures; a share has a numerator and a denominator, a qualitative one has no number."""

    COUNT = "count"
    AMOUNT = "amount"
    SHARE = "share"
    RATE = "rate"
    QUALITATIVE = "qualitative"


class OverPlaces(StrEnum):
    """How an indicator adds up over places: what does not has no figure but those of its own panel."""

    SUM = "sum"
    NONE = "none"


class OverPeriods(StrEnum):
    """How it adds up over periods, apart from places.

    `SUM` adds the shorter periods, `LAST` takes the last of them (a stock), `ALONE` asks for a longer period by
    itself (people counted once a year), `NONE` has no longer period.
    """

    SUM = "sum"
    LAST = "last"
    ALONE = "alone"
    NONE = "none"


class PeriodKind(StrEnum):
    """Sorts of periods; a school year goes from 1 September to 31 August."""

    DATE = "date"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"
    SCHOOL_YEAR = "school-year"


# The last digit of a period's number; never changed once used.
KIND_DIGITS = {kind: digit for digit, kind in enumerate(PeriodKind, start=1)}


@dataclass(frozen=True, slots=True)
class Period:
    """A sort of period and its first and last day. Made by `periods`, never by hand."""

    kind: PeriodKind
    first: date
    last: date

    @property
    def id(self) -> int:
        """A whole number that says the period for ever: first day, then sort (`201901014`, half-year of January)."""
        day = self.first
        return (day.year * 10_000 + day.month * 100 + day.day) * 10 + KIND_DIGITS[self.kind]


@dataclass(frozen=True, slots=True)
class Indicator:
    """How one indicator adds up; `panel` is who answers, each for a period of sort `periodicity`.

    ValueError when words are to be added up.
    """

    id: int
    kind: Kind
    panel: int
    over_places: OverPlaces
    over_periods: OverPeriods
    periodicity: PeriodKind

    def __post_init__(self) -> None:
        if self.kind is Kind.QUALITATIVE and self.adds_up:
            raise ValueError("a qualitative indicator does not add up")

    @property
    def adds_up(self) -> bool:
        """Whether any two of its answers are ever added."""
        return self.over_places is OverPlaces.SUM or self.over_periods is OverPeriods.SUM

    @property
    def has_parts(self) -> bool:
        """Whether each answer has a denominator, or none has: a ratio adds up through its parts only.

        A rate that never adds up (a median) is a plain number.
        """
        return self.kind is Kind.SHARE or (self.kind is Kind.RATE and self.adds_up)


@dataclass(frozen=True, slots=True)
class Edge:
    """`part` lies in `whole` from a day to a day, both included; no day does not bound it."""

    part: int
    whole: int
    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Member:
    """`leaf` is asked for the indicators of `panel` for the periods that end from a day to a day."""

    panel: int
    leaf: int
    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Value:
    """A figure in whole units; `denominator` is None for what has none."""

    numerator: int
    denominator: int | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """A figure of a place for a period (of number `period`); of those for one key, the highest `rank` counts."""

    indicator: int
    place: int
    period: int
    rank: int
    numerator: int
    denominator: int | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """The figure of a place for a period (of number `period`), and how many answers make it of how many expected."""

    indicator: int
    place: int
    period: int
    numerator: int
    denominator: int | None
    answered: int
    expected: int
