"""What every format writes: headings, paragraphs, a numbered list, tables, maps. Order and words are `layout`'s."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tenir.core.web.tilemap import TileMap


@dataclass(frozen=True)
class Heading:
    """A section title: level 1 for a section, 2 for what is in it."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """`style`: `body`, `lead` under the title, `notice` for what must be seen, `small` for what is read last."""

    text: str
    style: str = "body"


@dataclass(frozen=True)
class Numbered:
    """Points in their order, each with a second line or none."""

    items: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Bar:
    """Counts by level as a drawing; `alt` is told to those who do not see it."""

    counts: Mapping[str, int]
    alt: str


Cell = str | Bar


@dataclass(frozen=True)
class Table:
    """A captioned table with one line of titles; `widths` are shares of the page that add up to 100."""

    caption: str
    head: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Map:
    """A captioned tile map; `alt` is told to those who do not see it, and a table of the same numbers follows."""

    caption: str
    tiles: TileMap
    alt: str


Block = Heading | Paragraph | Numbered | Table | Map


@dataclass(frozen=True)
class Sheet:
    """A whole document in French."""

    title: str
    kicker: str
    made_at: datetime
    footer: str
    blocks: Sequence[Block] = field(default=())
