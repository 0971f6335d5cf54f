"""The stream of `document.xml` -> paragraphs as they are written, before numbers are computed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tenir.engines.documents.readers.docx.names import is_on, number, value
from tenir.engines.documents.readers.xml import End, Event, Start
from tenir.engines.documents.work import Cell

# Deleted or moved words, what a later reader would show instead of the same thing, formats as they were before.
_LEFT_OUT = frozenset(
    (
        "w:del",
        "w:moveFrom",
        "mc:Fallback",
        "w:pPrChange",
        "w:rPrChange",
        "w:tblPrChange",
        "w:tcPrChange",
        "w:sectPrChange",
    )
)
_SIGNS = {"w:tab": " ", "w:cr": "\n", "w:noBreakHyphen": "-", "w:softHyphen": "", "w:ptab": " "}
_TEXTS = frozenset(("w:t", "m:t"))


@dataclass(slots=True)
class Raw:
    """A paragraph as the file has it."""

    pieces: list[str] = field(default_factory=list)
    style: str = ""
    list_id: str | None = None
    depth: int | None = None
    outline: int | None = None
    cell: Cell | None = None
    notes: list[str] = field(default_factory=list)
    in_run: bool = False
    hidden: bool = False
    is_contents: bool = False

    @property
    def text(self) -> str:
        return "".join(self.pieces)


@dataclass(slots=True)
class _Table:
    number: int
    row: int = 0
    column: int = 1
    span: int = 1


class Body:
    """Follows the elements of a story; `paragraphs` gives each when it ends, those of a text box after their host."""

    def __init__(self) -> None:
        self.open: list[Raw] = []
        self.done: list[Raw] = []
        self.tables: list[_Table] = []
        self.table_count = self.skipped = 0
        self.galleries: list[bool] = []
        self.reading = False

    def paragraphs(self, stream: Iterable[Event]) -> Iterator[Raw]:
        """Every paragraph of the stream."""
        for event in stream:
            self.take(event)
            if self.done and not self.open:
                yield from (self.done[-1], *self.done[:-1])
                self.done.clear()

    def take(self, event: Event) -> None:
        """One event; what stands in an element that is left out only moves the count of its depth."""
        if isinstance(event, str):
            if self.reading and not self.skipped and self.open and not self.open[-1].hidden:
                self.open[-1].pieces.append(event)
        elif isinstance(event, Start):
            if self.skipped or event.name in _LEFT_OUT:
                self.skipped += 1
            else:
                self._start(event)
        elif self.skipped:
            self.skipped -= 1
        else:
            self._end(event)

    def _start(self, event: Start) -> None:
        name = event.name
        if name in _TEXTS:
            self.reading = True
        elif name == "w:p":
            contents = any(self.galleries)
            self.open.append(Raw(cell=self._cell(), is_contents=contents))
        elif name.startswith(("w:tbl", "w:tr", "w:tc", "w:grid")):
            self._start_in_table(event)
        elif name == "w:sdt":
            self.galleries.append(False)
        elif name == "w:docPartGallery" and self.galleries:
            self.galleries[-1] = value(event) == "Table of Contents"
        elif self.open:
            self._start_in_paragraph(event, self.open[-1])

    def _start_in_table(self, event: Start) -> None:
        if event.name == "w:tbl":
            self.table_count += 1
            self.tables.append(_Table(self.table_count))
        elif self.tables:
            table = self.tables[-1]
            match event.name:
                case "w:tr":
                    table.row, table.column = table.row + 1, 1
                case "w:gridBefore":
                    table.column += number(event, 0)
                case "w:tc":
                    table.span = 1
                case "w:gridSpan":
                    table.span = max(number(event, 1), 1)

    def _start_in_paragraph(self, event: Start, paragraph: Raw) -> None:
        match event.name:
            case "w:pStyle":
                paragraph.style = value(event)
            case "w:numId":
                paragraph.list_id = value(event)
            case "w:ilvl":
                paragraph.depth = number(event, 0)
            case "w:outlineLvl":
                paragraph.outline = number(event, 9)
            case "w:r" | "m:r":
                paragraph.in_run, paragraph.hidden = True, False
            case _ if paragraph.in_run:
                self._start_in_run(event, paragraph)

    def _start_in_run(self, event: Start, paragraph: Raw) -> None:
        match event.name:
            case "w:vanish":
                paragraph.hidden = is_on(event)
            case "w:br":
                paragraph.pieces.append(" " if value(event, "w:type") in ("page", "column") else "\n")
            case "w:sym":
                paragraph.pieces.append(_sign(value(event, "w:char")))
            case "w:footnoteReference" | "w:endnoteReference":
                paragraph.notes.append(f"{event.name[2:-9]} {value(event, 'w:id')}")
            case name if name in _SIGNS:
                paragraph.pieces.append(_SIGNS[name])

    def _end(self, event: End) -> None:
        match event.name:
            case "w:t" | "m:t":
                self.reading = False
            case "w:p" if self.open:
                self.done.append(self.open.pop())
            case "w:r" | "m:r" if self.open:
                self.open[-1].in_run = self.open[-1].hidden = False
            case "w:tc" if self.tables:
                self.tables[-1].column += self.tables[-1].span
            case "w:tbl" if self.tables:
                self.tables.pop()
            case "w:sdt" if self.galleries:
                self.galleries.pop()

    def _cell(self) -> Cell | None:
        if not self.tables:
            return None
        table = self.tables[-1]
        return Cell(table.number, table.row, table.column)


def _sign(code: str) -> str:
    """The character of a symbol font by its code; a bullet glyph of a private font stays what it is."""
    try:
        return chr(int(code, 16)) if 0x20 <= int(code, 16) < 0xD800 or 0xE000 <= int(code, 16) < 0xFFFE else ""
    except ValueError:
        return ""
