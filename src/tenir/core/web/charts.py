"""Charts as frozen values: what each shows and its data table. `charts_drawing.py` turns them into SVG.

A chart supports a sentence that could stand without it: `sentence` is written under the title and read aloud. A missing
value is a gap and « non renseigné », never zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.text import slugify

from tenir.core.web import signs
from tenir.core.web.french import MISSING, date_longue, nombre, pourcent
from tenir.core.web.quantities import NO_UNIT, Unit, Value, figure, is_missing

# A column of a data table: its title, and the class of its cells.
Head = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """What every chart has. `key` names it in the page when two share a title."""

    title: str
    sentence: str = ""
    unit: Unit = NO_UNIT
    key: str = ""

    @property
    def anchor(self) -> str:
        """Identifier in the page."""
        return self.key or slugify(self.title) or "figure"


@dataclass(frozen=True)
class Bar:
    """One bar; `url` makes its label a link."""

    label: str
    value: Value | None
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Bars(Chart):
    """Horizontal bars from zero, in the order given. Raises ValueError for a negative value: a bar has no below."""

    bars: tuple[Bar, ...]
    # The value of a full bar; None: the greatest of the values.
    full: Value | None = None

    def __post_init__(self) -> None:
        if any(bar.value is not None and not is_missing(bar.value) and bar.value < 0 for bar in self.bars):
            raise ValueError("horizontal bars start at zero; show negative figures in a line or a table")

    @property
    def heads(self) -> list[Head]:
        """Columns of the data table."""
        return [("", ""), (self.unit.title.capitalize() or "Valeur", "number")]

    @property
    def rows(self) -> list[list[str]]:
        """Cells of the data table."""
        return [[bar.label, figure(bar.value, self.unit)] for bar in self.bars]


@dataclass(frozen=True)
class LevelRow:
    """How many at each level, by level code; levels left out count none. `counts` None: not known."""

    label: str
    counts: Mapping[str, int] | None
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class LevelBars(Chart):
    """Shares of the levels of progress, one stacked bar a row (a heading, a holder, a place)."""

    rows_of_levels: tuple[LevelRow, ...]

    @property
    def levels(self) -> list[signs.Level]:
        """The official four, and any other that counts something, from achieved to abandoned."""
        seen = {code for row in self.rows_of_levels for code, count in (row.counts or {}).items() if count}
        return [level for level in signs.LEVELS if level in signs.OFFICIAL or level.code in seen]

    @property
    def heads(self) -> list[Head]:
        """Columns of the data table."""
        return [("", ""), *((level.word, "number") for level in self.levels), ("Total", "number")]

    @property
    def rows(self) -> list[list[str]]:
        """Cells of the data table: count and share."""
        return [[row.label, *self._cells(row.counts)] for row in self.rows_of_levels]

    def _cells(self, counts: Mapping[str, int] | None) -> list[str]:
        if counts is None:
            return [MISSING] * (len(self.levels) + 1)
        total = sum(counts.get(level.code, 0) for level in self.levels)
        return [*(_with_share(counts.get(level.code, 0), total) for level in self.levels), nombre(total)]


@dataclass(frozen=True, kw_only=True)
class LevelColumns(Chart):
    """How many at each level on some days, one stacked column a day, the oldest first; `shorts` are written below."""

    columns: tuple[LevelRow, ...]
    shorts: tuple[str, ...]

    @property
    def levels(self) -> list[signs.Level]:
        """As in `LevelBars`."""
        return self._as_bars.levels

    @property
    def heads(self) -> list[Head]:
        """Columns of the data table."""
        return [("Date", ""), *self._as_bars.heads[1:]]

    @property
    def rows(self) -> list[list[str]]:
        """Cells of the data table: count and share."""
        return self._as_bars.rows

    @property
    def _as_bars(self) -> LevelBars:
        return LevelBars(title=self.title, rows_of_levels=self.columns)


@dataclass(frozen=True)
class Point:
    """A figure on a day; None is a gap."""

    day: date
    value: Value | None


@dataclass(frozen=True, kw_only=True)
class Line(Chart):
    """A figure over time, joined by lines, or by steps where it holds until the next. Gaps stay gaps.

    `target` is the same on every day; `aims` is a way to go, from a starting point to one target or more, straight or
    by steps. Raises ValueError unless the days of each rise strictly.
    """

    points: tuple[Point, ...]
    steps: bool = False
    target: Value | None = None
    target_words: str = "Cible"
    aims: tuple[Point, ...] = ()
    aims_in_steps: bool = False

    def __post_init__(self) -> None:
        for way in (self.points, self.aims):
            days = [point.day for point in way]
            if days != sorted(set(days)):
                raise ValueError("points of a line follow one another in time")

    @property
    def known(self) -> list[tuple[Point, Value]]:
        """Points that have a figure."""
        return [
            (point, point.value) for point in self.points if point.value is not None and not is_missing(point.value)
        ]

    @property
    def heads(self) -> list[Head]:
        """Columns of the data table."""
        return [("Date", ""), (self.unit.title.capitalize() or "Valeur", "number")]

    @property
    def rows(self) -> list[list[str]]:
        """Cells of the data table; what is aimed at comes last."""
        told = [[date_longue(point.day), figure(point.value, self.unit)] for point in self.points]
        told += [[f"{self.target_words}, {date_longue(one.day)}", figure(one.value, self.unit)] for one in self.aims]
        return told if self.target is None else [*told, [self.target_words, figure(self.target, self.unit)]]


@dataclass(frozen=True)
class Sparkline:
    """The way of a figure in a line of text, between its label and its last value, which are words."""

    label: str
    values: tuple[Value | None, ...]
    unit: Unit = NO_UNIT
    target: Value | None = None

    @property
    def sentence(self) -> str:
        """What the drawing says, for who does not see it."""
        known = [value for value in self.values if value is not None and not is_missing(value)]
        if not known:
            return f"{self.label}, {MISSING}"
        gaps = len(self.values) - len(known)
        way = f"de {figure(known[0], self.unit)} à {figure(known[-1], self.unit)}"
        aim = f", cible {figure(self.target, self.unit)}" if self.target is not None else ""
        lost = f", {gaps} non renseigné{'s' if gaps > 1 else ''}" if gaps else ""
        return f"{self.label}, {way}{aim}{lost}"


def _with_share(count: int, total: int) -> str:
    return f"{nombre(count)} ({pourcent(count, total)})" if total else nombre(count)
