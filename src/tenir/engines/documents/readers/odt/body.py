"""The stream of `content.xml` -> paragraphs."""

from collections import defaultdict
from dataclasses import dataclass, field

from tenir.engines.documents.readers.odt.styles import OUTLINE, ListStyles, number
from tenir.engines.documents.readers.story import Counters, Paragraph
from tenir.engines.documents.readers.stream import Stream
from tenir.engines.documents.readers.xml import End, Start

# Deleted words, remarks in the margin, tables of contents and other indexes that the software makes by itself.
_LEFT_OUT = frozenset(
    ("text:tracked-changes", "office:annotation", "text:note-citation", "office:forms", "text:sequence-decls")
) | {f"text:{name}" for name in ("table-of-content", "illustration-index", "table-index", "alphabetical-index")}
_MOST_SPACES = 100


@dataclass(slots=True)
class _List:
    style: str
    counters: Counters
    start: int | None = None
    waiting: bool = False


@dataclass(slots=True)
class _Open:
    paragraph: Paragraph
    pieces: list[str] = field(default_factory=list)
    note: str = ""


class Body(Stream[_Open, Paragraph]):
    """Follows the elements of `content.xml`; paragraphs of a frame or a note come out on their own."""

    left_out = _LEFT_OUT

    def __init__(self, styles: ListStyles) -> None:
        super().__init__()
        self.styles = styles
        self.notes = defaultdict[str, list[str]](list)
        self.lists: list[_List] = []
        self.open_notes: list[str] = []
        self.outline, self.known, self.last = Counters(), dict[str, Counters](), Counters()
        self.note_count = 0
        self.in_text = False

    def say(self, text: str) -> None:
        self.open[-1].pieces.append(" ".join(text.split("\n")))

    def start(self, event: Start) -> None:
        if event.name == "office:text":
            self.in_text = True
        elif not self.in_text:
            self.styles.take(event)
        elif event.name in ("text:p", "text:h"):
            self._start_paragraph(event)
        elif event.name.startswith("text:list"):
            self._start_list(event)
        elif event.name.startswith("table:"):
            self._start_in_table(event)
        elif self.open:
            self._start_in_paragraph(event, self.open[-1])

    def _start_paragraph(self, event: Start) -> None:
        depth = max(1, number(event, "text:outline-level", 1)) if event.name == "text:h" else 0
        label = self._label(event, depth)
        paragraph = Paragraph("", label, depth, bool(self.lists) and not depth, self.cell())
        self.open.append(_Open(paragraph, note=self.open_notes[-1] if self.open_notes else ""))

    def _label(self, event: Start, depth: int) -> str:
        """The number of a list goes to its first paragraph; a heading out of lists has that of the outline."""
        if self.lists:
            one = self.lists[-1]
            if not one.waiting:
                return ""
            one.waiting = False
            return self.styles.label(one.style, len(self.lists), one.counters, one.start)
        if depth and event.attributes.get("text:is-list-header") != "true":
            return self.styles.label(OUTLINE, depth, self.outline, None)
        return ""

    def _start_list(self, event: Start) -> None:
        if event.name == "text:list":
            style = event.attributes.get("text:style-name", "") or (self.lists[-1].style if self.lists else "")
            self.lists.append(_List(style, self._counters(event)))
        elif event.name == "text:list-item" and self.lists:
            start = number(event, "text:start-value", -1)
            self.lists[-1].start = None if start < 0 else start
            self.lists[-1].waiting = True

    def _counters(self, event: Start) -> Counters:
        """Those of the list above, of the list that it continues, or new ones."""
        if self.lists:
            return self.lists[-1].counters
        continued = self.known.get(event.attributes.get("text:continue-list", ""))
        if continued is None:
            keeps_on = event.attributes.get("text:continue-numbering") == "true"
            continued = self.last if keeps_on else Counters()
        self.last = continued
        name = event.attributes.get("xml:id", "")
        if name and len(self.known) < 10_000:
            self.known[name] = continued
        return continued

    def _start_in_table(self, event: Start) -> None:
        if event.name == "table:table":
            self.open_table(column=0)
        elif self.tables:
            table = self.tables[-1]
            if event.name == "table:table-row":
                table.row, table.column = table.row + 1, 0
            elif event.name in ("table:table-cell", "table:covered-table-cell"):
                table.column += 1

    def _start_in_paragraph(self, event: Start, one: _Open) -> None:
        match event.name:
            case "text:s":
                one.pieces.append(" " * min(number(event, "text:c", 1), _MOST_SPACES))
            case "text:tab":
                one.pieces.append(" ")
            case "text:line-break":
                one.pieces.append("\v")
            case "text:note":
                self.note_count += 1
                self.open_notes.append(str(self.note_count))
                one.paragraph.notes.append(str(self.note_count))

    def end(self, event: End) -> None:
        match event.name:
            case "text:p" | "text:h" if self.open:
                self._close(self.open.pop())
            case "text:list" if self.lists:
                self.lists.pop()
            case "table:table" if self.tables:
                self.tables.pop()
            case "text:note" if self.open_notes:
                self.open_notes.pop()

    def _close(self, one: _Open) -> None:
        text = "\n".join(" ".join(line.split()) for line in "".join(one.pieces).split("\v"))
        if one.note:
            self.notes[one.note].append(text)
            return
        one.paragraph.text = text
        self.done.append(one.paragraph)
