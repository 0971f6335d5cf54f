"""Tile map of France: a link for each département and collectivity, coloured by value or by level.

Values come from the caller, by official code; a tile that has none is dashed, never zero. Colour is never alone: each
tile carries small bars that fill with its class, its figure is its accessible name, and a data table follows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import slugify

from tenir.core.web import classes, signs, tiles
from tenir.core.web.french import NARROW, accord
from tenir.core.web.quantities import SIGNS, Unit, Value, figure, is_missing, unit_of

UNKNOWN_LEVEL = "niveau non renseigné"


@dataclass(frozen=True)
class Tile:
    """One place: where it stands, what it says, how it is filled."""

    code: str
    name: str
    column: int
    row: int
    tone: str  # CSS class: `value-1` to `value-5`, `step-0` to `step-4`, `step-suspendu`, `no-figure`…
    bars: int | None  # small bars that are full; None: no figure
    said: str  # « 3 engagements en cours »
    url: str = ""

    @property
    def sentence(self) -> str:
        """The accessible name: « Côte-d'Or (21) : 3 engagements en cours »."""
        return f"{self.name} ({self.code}){NARROW}: {self.said}"


@dataclass(frozen=True)
class Key:
    """One line of the legend."""

    tone: str
    bars: int | None
    words: str


@dataclass(frozen=True)
class TileMap:
    """All that the template draws. `of` is how many small bars a full tile has."""

    key: str
    title: str
    unit: str
    mainland: tuple[Tile, ...]
    overseas: tuple[Tile, ...]
    legend: tuple[Key, ...]
    of: int

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """Every tile, as a reader meets them: top to bottom, then overseas."""
        return self.mainland + self.overseas

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """Data table: (code, name, figure in words), by code."""
        return sorted((tile.code, tile.name, tile.said) for tile in self.tiles)


def build(
    values: Mapping[str, Value | None],
    *,
    title: str,
    unit: Unit | str = "",
    links: Mapping[str, str] | None = None,
    breaks: Sequence[Value] | None = None,
    key: str = "",
) -> TileMap:
    """Map of figures by official code, in five classes at most: `breaks`, or as many tiles in each.

    `key` names the map in the page when two share a title. Raises ValueError for a code that has no tile and for
    breaks that do not rise.
    """
    unit = unit_of(unit)
    _check_codes(values)
    cuts = classes.quantile_breaks(values.values()) if breaks is None else tuple(breaks)
    classes.check_breaks(cuts)

    def tone(code: str) -> tuple[str, int | None, str]:
        value = values.get(code)
        if value is None or is_missing(value):
            return "no-figure", None, figure(None)
        rank = classes.class_of(value, cuts)
        return f"value-{_shade(rank, len(cuts) + 1)}", rank, figure(value, unit)

    counted = len(cuts) + 1
    # The legend's title says the words of the unit once; a sign such as % stays with each figure.
    said = unit if unit.title in SIGNS else Unit(places=unit.places)
    keys = [Key(f"value-{_shade(n, counted)}", n, words) for n, words in enumerate(classes.words(cuts, said), start=1)]
    return _assembled(tone, keys, title=title, unit=unit.title, links=links or {}, of=counted, key=key)


def build_levels(
    levels: Mapping[str, str | None], *, title: str, links: Mapping[str, str] | None = None, key: str = ""
) -> TileMap:
    """Map of levels of progress by official code (`signs.LEVELS`). Raises ValueError for a code that has no tile."""
    _check_codes(levels)

    def tone(code: str) -> tuple[str, int | None, str]:
        level = signs.BY_CODE.get(levels.get(code) or "")
        return (tone_of_level(level), level.bars, level.word.lower()) if level else ("no-figure", None, UNKNOWN_LEVEL)

    keys = [Key(tone_of_level(level), level.bars, level.word.lower()) for level in signs.LEVELS]
    return _assembled(tone, keys, title=title, unit="", links=links or {}, of=4, key=key)


def tone_of_level(level: signs.Level) -> str:
    """CSS class of a level, the same on the map and in bars."""
    return f"step-{level.code if level.bars is None else level.bars}"


def _shade(rank: int, count: int) -> int:
    """Where few classes are needed they still go from pale to dark: 1 of 1 is 3, 2 of 2 is 5."""
    return 3 if count == 1 else 1 + (rank - 1) * 4 // (count - 1)


def _assembled(
    tone: Callable[[str], tuple[str, int | None, str]],
    keys: list[Key],
    *,
    title: str,
    unit: str,
    links: Mapping[str, str],
    of: int,
    key: str,
) -> TileMap:
    def strip(cells: Mapping[str, tuple[int, int]]) -> tuple[Tile, ...]:
        return tuple(_tile(code, cell, tone(code), links.get(code, "")) for code, cell in cells.items())

    mainland, overseas = strip(tiles.MAINLAND_CELLS), strip(tiles.OVERSEAS_CELLS)
    legend = [_counted(item, mainland + overseas) for item in (*keys, Key("no-figure", None, "non renseigné"))]
    shown = tuple(item for item in legend if item is not None)
    return TileMap(key or slugify(title) or "carte", title, unit, mainland, overseas, shown, of)


def _tile(code: str, cell: tuple[int, int], tone: tuple[str, int | None, str], url: str) -> Tile:
    (column, row), (name, bars, said) = cell, tone
    return Tile(code, tiles.NAMES[code], column, row, tone=name, bars=bars, said=said, url=url)


def _counted(item: Key, drawn: Sequence[Tile]) -> Key | None:
    """The legend's line with how many tiles it stands for; a class without any is left out."""
    count = sum(tile.tone == item.tone for tile in drawn)
    return Key(item.tone, item.bars, f"{item.words} ({accord(count, 'territoire')})") if count else None


def _check_codes(values: Mapping[str, object]) -> None:
    unknown = sorted(set(values) - set(tiles.NAMES))
    if unknown:
        raise ValueError(f"no tile for {', '.join(unknown)}")
