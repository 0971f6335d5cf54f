"""How often a body must meet, and by when it should have met. Pure: knows no table and no clock."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

_DURATION = re.compile(r"P([1-9]\d{0,2})([DWMY])")
_SAID = {
    "P1W": "chaque semaine",
    "P1M": "chaque mois",
    "P3M": "chaque trimestre",
    "P6M": "chaque semestre",
    "P1Y": "chaque année",
}
_UNITS = {"D": "tous les {} jours", "W": "toutes les {} semaines", "M": "tous les {} mois", "Y": "tous les {} ans"}


@dataclass(frozen=True)
class Cadence:
    """A longest time between two meetings (`every`, ISO 8601: P2M, P6M, P1Y), or a least number in a calendar year."""

    every: str = ""
    times_a_year: int | None = None

    def __bool__(self) -> bool:
        """Whether anything is asked at all."""
        return bool(self.every or self.times_a_year)

    @property
    def words(self) -> str:
        """« tous les 2 mois », « chaque semestre », « au moins 3 fois par an », or nothing."""
        if self.times_a_year:
            return f"au moins {self.times_a_year} fois par an"
        if not self.every or self.every in _SAID:
            return _SAID.get(self.every, "")
        number, unit = _parts(self.every)
        return _UNITS[unit].format(number)


def next_due(cadence: Cadence, held: Iterable[date], followed_from: date | None) -> date | None:
    """The last day on which the next meeting keeps the cadence; None when nothing is asked, or known.

    `held` are the days of the meetings that took place, `followed_from` the first day of which Tenir knows. A time
    between meetings runs from the latest of these, clamped to the end of a short month. A number a year is owed by
    31 December of each year that was followed from its first day; once it is reached, by that of the next year.
    """
    days = sorted(held)
    if not cadence or not (days or followed_from):
        return None
    if cadence.every:
        return after(days[-1] if days else followed_from or days[0], cadence.every)
    return _end_of_owed_year(cadence.times_a_year or 1, days, followed_from)


def _end_of_owed_year(times: int, days: list[date], followed_from: date | None) -> date:
    first = _first_whole_year(followed_from) if followed_from else days[0].year
    if not days:
        return date(first, 12, 31)
    year = days[-1].year
    reached = sum(day.year == year for day in days) >= times
    return date(max(first, year + 1 if reached else year), 12, 31)


def _first_whole_year(day: date) -> int:
    return day.year if (day.month, day.day) == (1, 1) else day.year + 1


def after(day: date, duration: str) -> date:
    """`day` plus an ISO duration of one unit: 31 January + P1M is the last day of February.

    Raises `ValueError` on anything else than `P<number><D|W|M|Y>`.
    """
    number, unit = _parts(duration)
    if unit in "DW":
        return day + timedelta(days=number * (7 if unit == "W" else 1))
    months = number * (12 if unit == "Y" else 1)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def readable(duration: str) -> bool:
    """Whether a text is a duration that `after` understands."""
    return _DURATION.fullmatch(duration) is not None


def _parts(duration: str) -> tuple[int, str]:
    found = _DURATION.fullmatch(duration)
    if found is None:
        raise ValueError(f"not a duration of one unit: {duration!r}")
    return int(found[1]), found[2]
