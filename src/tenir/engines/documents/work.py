"""What the steps of the pipeline hand to one another."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from tenir.engines.documents.model import Item, Level, Repair, Source
from tenir.engines.documents.recognisers.followup_table.model import Table
from tenir.engines.documents.recognisers.lists.model import Opener, Section


class Cell(NamedTuple):
    """A cell of a table: the number of the table, its row and its column, in the order of the text."""

    table: int
    row: int
    column: int


class Line(NamedTuple):
    """One line of the source: `text` repaired, `plain` the same folded (same length), `dropped` why it is set aside.

    What is not plain text says where the line stands: the `page` of a PDF, `where` in a Word document (in French),
    and the `cell` that holds it, where the file has tables.
    """

    number: int
    text: str
    plain: str
    new_page: bool = False
    dropped: str = ""
    page: int | None = None
    where: str = ""
    cell: Cell | None = None
    # Of what the file itself calls a heading, from 1 for the widest; 0 elsewhere.
    depth: int = 0


class Block(NamedTuple):
    """Lines that stand together: positions in `Work.lines`, `last` included."""

    first: int
    last: int


class SummaryRow(NamedTuple):
    """A line of a printed summary: how many `measures` stand at a level (`None`: the total), and the share."""

    level: Level | None
    text: str
    measures: int
    percent: float | None
    lines: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Work:
    """The document on its way through the pipeline. A step receives one and returns another; none changes in place."""

    source: Source
    data: bytes = b""
    encoding: str = ""
    # Decoded, until `split_lines`; for what is not plain text, the lines that were made of it, to the end.
    text: str = ""
    lines: tuple[Line, ...] = ()
    printed: tuple[str, ...] = ()  # the lines as printed, spaces included: columns side by side stand on them
    blocks: tuple[Block, ...] = ()
    repairs: tuple[Repair, ...] = ()
    summary: tuple[SummaryRow, ...] = ()
    tables: tuple[Table, ...] = field(default=())
    openers: tuple[Opener, ...] = ()
    sections: tuple[Section, ...] = ()
    items: tuple[Item, ...] = ()


# A step says what it did in one French sentence; an empty sentence means that it had nothing to do.
Step = Callable[[Work], tuple[Work, str]]
