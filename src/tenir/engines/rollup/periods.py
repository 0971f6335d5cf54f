"""Periods: which shorter ones make up a longer one, how people write them, how they are printed.

A code is what files carry (`2019`, `2019-S1`, `2019-T3`, `2019-03`, `2018/2019`, `2019-07-10`), a label what people
read (« 1er semestre 2019 »). A half-year, a quarter and a year are of the calendar; a school year is made of months
only. Nothing longer than a year is made, and dates make up nothing: nobody says how many are expected.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from tenir.engines.documents.french import MONTHS, fold
from tenir.engines.rollup.errors import BadFigure
from tenir.engines.rollup.model import KIND_DIGITS, Period, PeriodKind

# Months that a period of each sort lasts; a date lasts a day.
_LENGTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF_YEAR: 6,
    PeriodKind.YEAR: 12,
    PeriodKind.SCHOOL_YEAR: 12,
}
_SEPTEMBER = 9
# Longer sorts that each sort makes up.
LONGER = {
    PeriodKind.DATE: (),
    PeriodKind.MONTH: (PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.YEAR, PeriodKind.SCHOOL_YEAR),
    PeriodKind.QUARTER: (PeriodKind.HALF_YEAR, PeriodKind.YEAR),
    PeriodKind.HALF_YEAR: (PeriodKind.YEAR,),
    PeriodKind.YEAR: (),
    PeriodKind.SCHOOL_YEAR: (),
}
NAMES = {
    PeriodKind.DATE: "date",
    PeriodKind.MONTH: "mois",
    PeriodKind.QUARTER: "trimestre",
    PeriodKind.HALF_YEAR: "semestre",
    PeriodKind.YEAR: "année",
    PeriodKind.SCHOOL_YEAR: "année scolaire",
}
_REMEDY = (
    "Écrivez par exemple 2019, 2019-S1, 2019-T3, 2019-03, 2018/2019 (année scolaire) ou 2019-07-10, "
    "ou bien « 1er semestre 2019 », « mars 2019 »."
)
_PRINTED_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


def containing(kind: PeriodKind, day: date) -> Period:
    """The period of a sort that a day falls in."""
    if kind is PeriodKind.DATE:
        return Period(kind, day, day)
    shift = _SEPTEMBER - 1 if kind is PeriodKind.SCHOOL_YEAR else 0
    months = day.year * 12 + day.month - 1 - shift
    start = months - months % _LENGTHS[kind] + shift
    return Period(kind, _month(start), _month(start + _LENGTHS[kind]) - timedelta(days=1))


def year(number: int) -> Period:
    """1 January to 31 December."""
    return containing(PeriodKind.YEAR, date(number, 1, 1))


def half_year(number: int, half: int) -> Period:
    """The first or second half of a year."""
    return containing(PeriodKind.HALF_YEAR, date(number, half * 6, 1))


def quarter(number: int, rank: int) -> Period:
    """A quarter of a year, 1 to 4."""
    return containing(PeriodKind.QUARTER, date(number, rank * 3, 1))


def month(number: int, rank: int) -> Period:
    """A month of a year, 1 to 12."""
    return containing(PeriodKind.MONTH, date(number, rank, 1))


def school_year(first: int) -> Period:
    """1 September of the first year to 31 August of the next."""
    return containing(PeriodKind.SCHOOL_YEAR, date(first, _SEPTEMBER, 1))


def day(value: date) -> Period:
    """A single day."""
    return containing(PeriodKind.DATE, value)


# A page reads the same few periods on thousands of rows; a century of months is 1,200 of them.
@lru_cache(maxsize=4096)
def from_id(number: int) -> Period:
    """The period that has a number (`Period.id`); ValueError when none has."""
    stamp, digit = divmod(number, 10)
    kinds = {digit: kind for kind, digit in KIND_DIGITS.items()}
    first = date(stamp // 10_000, stamp // 100 % 100, stamp % 100)
    if digit not in kinds or (found := containing(kinds[digit], first)).first != first:
        raise ValueError(f"no period has number {number}")
    return found


def following(period: Period, steps: int = 1) -> Period:
    """The next period of the same sort; `steps` further ones, back when negative."""
    if period.kind is PeriodKind.DATE:
        return day(period.first + timedelta(days=steps))
    start = period.first.year * 12 + period.first.month - 1
    return containing(period.kind, _month(start + steps * _LENGTHS[period.kind]))


def longer(period: Period) -> tuple[Period, ...]:
    """The longer periods that it makes up with others, the shortest first."""
    return tuple(containing(kind, period.first) for kind in LONGER[period.kind])


def shorter(period: Period, kind: PeriodKind) -> tuple[Period, ...]:
    """The periods of a sort that make it up, in order; itself for its own sort, none when they make it up not."""
    if kind is period.kind:
        return (period,)
    if period.kind not in LONGER[kind]:
        return ()
    count = _LENGTHS[period.kind] // _LENGTHS[kind]
    first = containing(kind, period.first)
    return tuple(following(first, step) for step in range(count))


def code(period: Period) -> str:
    """As files carry it; `parse` reads it back."""
    first = period.first
    codes: dict[PeriodKind, str] = {
        PeriodKind.DATE: f"{first:%Y-%m-%d}",
        PeriodKind.MONTH: f"{first:%Y-%m}",
        PeriodKind.QUARTER: f"{first.year}-T{_rank(period)}",
        PeriodKind.HALF_YEAR: f"{first.year}-S{_rank(period)}",
        PeriodKind.YEAR: f"{first.year}",
        PeriodKind.SCHOOL_YEAR: f"{first.year}/{first.year + 1}",
    }
    return codes[period.kind]


def label(period: Period) -> str:
    """As people read it, to stand within a sentence; `parse` reads it back."""
    first = period.first
    printed = _PRINTED_MONTHS[first.month - 1]
    labels: dict[PeriodKind, str] = {
        PeriodKind.DATE: f"{'1er' if first.day == 1 else first.day} {printed} {first.year}",
        PeriodKind.MONTH: f"{printed} {first.year}",
        PeriodKind.QUARTER: f"T{_rank(period)} {first.year}",
        PeriodKind.HALF_YEAR: f"{'1er' if _rank(period) == 1 else '2e'} semestre {first.year}",
        PeriodKind.YEAR: f"{first.year}",
        PeriodKind.SCHOOL_YEAR: f"année scolaire {first.year}-{first.year + 1}",
    }
    return labels[period.kind]


def _rank(period: Period) -> int:
    return (period.first.month - 1) // _LENGTHS.get(period.kind, 1) + 1


def _month(number: int) -> date:
    """The first day of a month numbered from the year 0."""
    return date(number // 12, number % 12 + 1, 1)


# --- as people write them ---------------------------------------------------------------------------------------------
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_NTH = r"(?P<rank>[1-4]|premier|premiere|second|deuxieme|troisieme|quatrieme) ?(?:ere?|e|eme|nde?|d)?"
_RANKS = {"premier": 1, "premiere": 1, "second": 2, "deuxieme": 2, "troisieme": 3, "quatrieme": 4}
_NAME = rf"(?P<name>{'|'.join(MONTHS)})"
_OTHER_YEAR = r"(?P<other>(?:19|20)[0-9]{2})"
_SHAPES: tuple[tuple[str, Callable[[re.Match[str]], Period]], ...] = (
    (rf"(?:annee )?{_YEAR}", lambda match: year(int(match["year"]))),
    (rf"(?:annee scolaire )?{_YEAR} ?[/-] ?{_OTHER_YEAR}", lambda match: _school(match)),
    (rf"{_YEAR}[ -]?s(?P<rank>[12])", lambda match: half_year(*_numbers(match))),
    (rf"s(?P<rank>[12])[ -]?{_YEAR}", lambda match: half_year(*_numbers(match))),
    (rf"{_NTH} semestre (?:de )?{_YEAR}", lambda match: half_year(*_numbers(match))),
    (rf"{_YEAR}[ -]?[tq](?P<rank>[1-4])", lambda match: quarter(*_numbers(match))),
    (rf"[tq](?P<rank>[1-4])[ -]?{_YEAR}", lambda match: quarter(*_numbers(match))),
    (rf"{_NTH} trimestre (?:de )?{_YEAR}", lambda match: quarter(*_numbers(match))),
    (rf"{_YEAR}-(?P<month>[0-9]{{2}})", lambda match: month(int(match["year"]), _month_rank(match))),
    (rf"(?P<month>[0-9]{{1,2}})/{_YEAR}", lambda match: month(int(match["year"]), _month_rank(match))),
    (rf"{_NAME} {_YEAR}", lambda match: month(int(match["year"]), _month_rank(match))),
    (rf"{_YEAR}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})", lambda match: _date(match)),
    (rf"(?P<day>[0-9]{{1,2}})[/.](?P<month>[0-9]{{1,2}})[/.]{_YEAR}", lambda match: _date(match)),
    (rf"(?P<day>[0-9]{{1,2}})(?:er)? {_NAME} {_YEAR}", lambda match: _date(match)),
)
_COMPILED = tuple((re.compile(shape), made) for shape, made in _SHAPES)
_LONGEST = 60


def parse(text: str, *, kind: PeriodKind | None = None) -> Period:
    """The period that a text says; `kind` when only one sort will do. BadFigure, in French, for anything else."""
    plain = " ".join(fold(text).split()) if len(text) <= _LONGEST else ""
    period = next((_made(made, match, text) for shape, made in _COMPILED if (match := shape.fullmatch(plain))), None)
    if period is None:
        raise BadFigure(f"« {_cut(text)} » n'est pas une période.", remedy=_REMEDY)
    if kind is not None and period.kind is not kind:
        raise BadFigure(
            f"« {_cut(text)} » se lit : {label(period)}.",
            remedy=f"Une période de la sorte « {NAMES[kind]} » est attendue.",
        )
    return period


def _made(made: Callable[[re.Match[str]], Period], match: re.Match[str], text: str) -> Period:
    """A month 13 or a 31 June has the shape of a period and is none."""
    try:
        return made(match)
    except BadFigure:
        raise
    except ValueError:
        raise BadFigure(f"« {_cut(text)} » n'existe pas dans le calendrier.", remedy=_REMEDY) from None


def _numbers(match: re.Match[str]) -> tuple[int, int]:
    """Year and rank in the year."""
    return int(match["year"]), _RANKS.get(match["rank"]) or int(match["rank"])


def _month_rank(match: re.Match[str]) -> int:
    """The month, by its number or its name."""
    found = match.groupdict()
    return int(found["month"]) if found.get("month") else MONTHS.index(found["name"]) + 1


def _date(match: re.Match[str]) -> Period:
    return day(date(int(match["year"]), _month_rank(match), int(match["day"])))


def _school(match: re.Match[str]) -> Period:
    first, second = int(match["year"]), int(match["other"])
    if second != first + 1:
        raise BadFigure(
            f"{first}-{second} n'est pas une année scolaire.",
            remedy=f"Elle va d'une année à la suivante : {first}/{first + 1}.",
        )
    return school_year(first)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
