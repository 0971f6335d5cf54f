"""A Word document to lines: headings, automatic numbers, lists, tables with merged cells, notes."""

from collections import defaultdict
from collections.abc import Iterator

from tenir.engines.documents.readers.archive import Archive
from tenir.engines.documents.readers.docx.body import Body, Raw
from tenir.engines.documents.readers.docx.names import PREFIXES, value
from tenir.engines.documents.readers.docx.numbering import Numbering
from tenir.engines.documents.readers.docx.styles import Styles
from tenir.engines.documents.readers.story import Paragraph, told, written
from tenir.engines.documents.readers.xml import BadXml, End, Start, events
from tenir.engines.documents.work import Work

_BODY = 9
_HEADINGS = ("heading ", "titre ", "title", "titre")
_CONTENTS = ("toc ", "tm ", "table of figures")


def read_docx(work: Work, archive: Archive) -> tuple[Work, str]:
    """The words that Word shows, in the order of the file; running headers and tables of contents are left."""
    try:
        styles = Styles(archive.part("word/styles.xml"))
        numbering = Numbering(archive.part("word/numbering.xml"), styles)
        story = told(work.source.name, _paragraphs(archive, styles, numbering))
        return written(work, story, _notes(archive), "docx")
    except BadXml as error:
        raise archive.damaged() from error


def _paragraphs(archive: Archive, styles: Styles, numbering: Numbering) -> Iterator[Paragraph]:
    for raw in Body().paragraphs(events(archive.part("word/document.xml"), PREFIXES)):
        if raw.is_contents or styles.of(raw.style).name.startswith(_CONTENTS):
            continue
        yield _numbered(raw, styles, numbering)


def _numbered(raw: Raw, styles: Styles, numbering: Numbering) -> Paragraph:
    """The paragraph with what its style and its list put before it. List 0 takes a number away."""
    style = styles.of(raw.style)
    list_id = style.list_id if raw.list_id is None else raw.list_id
    label, listed = "", bool(list_id) and list_id != "0"
    if list_id and listed:
        depth = style.depth if raw.depth is None else raw.depth
        label = numbering.label(list_id, numbering.depth_of(list_id, raw.style) if depth is None else depth)
    outline = style.outline if raw.outline is None else raw.outline
    depth = _depth(style.name, outline)
    return Paragraph(raw.text, label, depth, listed and not depth, raw.cell, raw.notes)


def _depth(name: str, outline: int | None) -> int:
    """Of a heading by its outline level (9 is the body of the text), or by the number in the name of its style."""
    if outline is not None and outline < _BODY:
        return outline + 1
    if not name.startswith(_HEADINGS):
        return 0
    number = name.split()[-1]
    return int(number) if number.isascii() and number.isdecimal() and 0 < int(number) <= _BODY else 1


def _notes(archive: Archive) -> dict[str, list[str]]:
    """The paragraphs of each foot or end note."""
    found = defaultdict[str, list[str]](list)
    for kind in ("footnote", "endnote"):
        if data := archive.part(f"word/{kind}s.xml"):
            body, current = Body(), ""
            for event in events(data, PREFIXES):
                if isinstance(event, Start) and event.name == f"w:{kind}":
                    # Separators have a type; notes have none.
                    current = "" if value(event, "w:type") not in ("", "normal") else f"{kind} {value(event, 'w:id')}"
                body.take(event)
                if isinstance(event, End) and event.name == f"w:{kind}":
                    found[current] += [raw.text for raw in body.done]
                    body.done.clear()
    return found
