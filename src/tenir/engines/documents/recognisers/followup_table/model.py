"""What the table's steps hand to one another."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from tenir.engines.documents.model import Level


class Place(NamedTuple):
    """A position in a `Body`: the rank of a line and a column in it."""

    line: int
    column: int


class BodyLine(NamedTuple):
    """A line of the table's body: its number in the source, its block, how many headers and breaks stand before it."""

    number: int
    text: str
    plain: str
    block: int
    headers: int
    breaks: int


class Anchor(NamedTuple):
    """A level found on the place of a cell: from `first` to `last` (excluded)."""

    level: Level
    first: Place
    last: Place


class RowStart(NamedTuple):
    """A number that may open a row; `form`: `alone` on its line, `leading` (and its mark), …"""

    place: Place
    text: Place
    printed: str
    main: int
    rank: int
    form: str
    weight: float


@dataclass(frozen=True)
class Body:
    """The printed lines of a table without its headers, and the same as one folded text to search in."""

    lines: tuple[BodyLine, ...]

    @cached_property
    def plain(self) -> str:
        return "\n".join(line.plain for line in self.lines)

    @cached_property
    def _starts(self) -> list[int]:
        starts, offset = [], 0
        for line in self.lines:
            starts.append(offset)
            offset += len(line.plain) + 1
        return starts

    def place(self, offset: int) -> Place:
        """The place of an offset in `plain`."""
        line = bisect_right(self._starts, offset) - 1
        return Place(line, offset - self._starts[line])

    @property
    def end(self) -> Place:
        return Place(len(self.lines), 0)


class Bit(NamedTuple):
    """A part of a line that belongs to a cell."""

    line: int
    text: str


class Layout(NamedTuple):
    """Where the level stands in the rows of a table."""

    name: str
    words: str


AFTER_TITLE = Layout("after_title", "après le titre")
BEFORE_TITLE = Layout("before_title", "entre le numéro et le titre")
BEFORE_NUMBER = Layout("before_number", "avant le numéro")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: its span in the body, and what marks it."""

    start: Place
    end: Place
    number: RowStart | None
    anchor: Anchor | None
    follows: bool = False
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell read: its text, and the first and last line of the source that hold it."""

    text: str
    lines: tuple[int, int]
    number: str | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row with its cells, and the source lines of its span that are none of them."""

    row: Row
    title: Piece
    indicators: tuple[Piece, ...]
    heading: Piece | None
    strays: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Title:
    """The table's own title, and the ISO date printed in it."""

    text: str
    line: int
    date: str | None
    times: int


@dataclass(frozen=True, slots=True)
class Table:
    """A follow-up table on its way through its steps; `titles` are those printed above each of its headers."""

    body: Body
    columns: frozenset[str]
    header: tuple[int, int] | None
    titles: tuple[Title | None, ...] = ()
    title: Title | None = None
    anchors: tuple[Anchor, ...] = ()
    layout: Layout = AFTER_TITLE
    rows: tuple[Row, ...] = ()
    read: tuple[ReadRow, ...] = ()
