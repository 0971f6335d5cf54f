"""The stream of `document.xml` -> paragraphs as they are written, before numbers are computed."""

from dataclasses import dataclass, field

from tenir.engines.documents.readers.docx.names import is_on, number, value
from tenir.engines.documents.readers.stream import Stream
from tenir.engines.documents.readers.xml import End, Start
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


class Body(Stream[Raw, Raw]):
    """Follows the elements of a story; `paragraphs` gives each when it ends, those of a text box after their host."""

    left_out = _LEFT_OUT

    def __init__(self) -> None:
        super().__init__()
        self.galleries: list[bool] = []
        self.reading = False

    def say(self, text: str) -> None:
        if self.reading and not self.open[-1].hidden:
            self.open[-1].pieces.append(text)

    def start(self, event: Start) -> None:
        name = event.name
        if name in _TEXTS:
            self.reading = True
        elif name == "w:p":
            contents = any(self.galleries)
            self.open.append(Raw(cell=self.cell(), is_contents=contents))
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
            self.open_table(column=1)
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

    def end(self, event: End) -> None:
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


def _sign(code: str) -> str:
    """The character of a symbol font by its code; a bullet glyph of a private font stays what it is."""
    try:
        return chr(int(code, 16)) if 0x20 <= int(code, 16) < 0xD800 or 0xE000 <= int(code, 16) < 0xFFFE else ""
    except ValueError:
        return ""
