"""DOCX by python-docx: real styles, titles that repeat, alternative texts, so that it is amended in Word."""

from __future__ import annotations

import io
from datetime import UTC
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from tenir.modules.governance.dossier import bars, maps
from tenir.modules.governance.dossier.blocks import Bar, Block, Cell, Heading, Map, Numbered, Paragraph, Sheet, Table

LANGUAGE = "fr-FR"
FONT = "Arial"
INK, GREY = RGBColor(0x06, 0x32, 0x3C), RGBColor(0x40, 0x40, 0x40)
# A4 between its margins, in centimetres.
PAGE, MAP = 17.4, 8.5
STYLES = {"body": "Normal", "lead": "Subtitle", "notice": "Intense Quote", "small": "Petit"}


def write(sheet: Sheet) -> bytes:
    """The document."""
    made = docx.Document()
    _dress(made)
    _name(made, sheet)
    _foot(made, sheet.footer)
    made.add_paragraph(sheet.kicker, style="Petit")
    made.add_paragraph(sheet.title, style="Title")
    for block in sheet.blocks:
        _add(made, block)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _name(made: Document, sheet: Sheet) -> None:
    """What a reader and a screen reader are told of the file; the library's own name is no author."""
    told = made.core_properties
    told.title, told.author, told.last_modified_by, told.comments = sheet.title, "Tenir", "Tenir", ""
    told.language = LANGUAGE
    # Without a zone, as the library keeps them: in UTC, which is what the format says.
    told.created = told.modified = sheet.made_at.astimezone(UTC).replace(tzinfo=None)


def _dress(made: Document) -> None:
    """A4, French, one face; the styles keep their usual names, so that Word's own list of styles works."""
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin = section.bottom_margin = Cm(1.8)
    for part, tag in ((made.styles, "w:lang"), (made.settings, "w:themeFontLang")):
        for language in part.element.iter(qn(tag)):
            language.set(qn("w:val"), LANGUAGE)
    sizes = {"Normal": 10.5, "Title": 20, "Subtitle": 11.5, "Heading 1": 14, "Heading 2": 12, "Caption": 9.5}
    for name, size in {**sizes, "Intense Quote": 10.5, "List Number": 10.5}.items():
        _face(made.styles[name], size)
    made.styles["Subtitle"].font.italic = False
    made.styles["Caption"].paragraph_format.space_before = Pt(12)
    made.styles["Caption"].paragraph_format.space_after = Pt(4)
    made.styles["Caption"].paragraph_format.keep_with_next = True
    _own(made, "Petit", Pt(6)).font.color.rgb = GREY
    _own(made, "Case", Pt(1)).paragraph_format.line_spacing = 1
    _own(made, "Titre de colonne", Pt(1)).font.bold = True
    for setting in made.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            # Of Word 2013 and later: an older one opens « en mode de compatibilité ».
            setting.set(qn("w:val"), "15")


def _own(made: Document, name: str, after: Any) -> Any:
    """A style of ours, small, so that whoever amends a table changes one style and not a hundred cells."""
    style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = made.styles["Normal"]
    _face(style, 9)
    style.font.color.rgb = None
    style.paragraph_format.space_after = after
    return style


def _face(style: Any, size: float) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.rPr.rFonts
    # The theme's faces would win over the name.
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:cs"), FONT)
    if style.name != "Normal":
        style.font.color.rgb = INK


def _foot(made: Document, words: str) -> None:
    """« Comité, réunion du … – 3 / 12 »."""
    line = made.sections[0].footer.paragraphs[0]
    line.style = made.styles["Petit"]
    line.add_run(f"{words} – ")
    _field(line, "PAGE")
    line.add_run(" / ")
    _field(line, "NUMPAGES")


def _field(line: Any, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    field.append(OxmlElement("w:r"))
    shown = OxmlElement("w:t")
    shown.text = "1"
    field[0].append(shown)
    line._p.append(field)


def _add(made: Document, block: Block) -> None:
    match block:
        case Heading():
            made.add_heading(block.text, block.level)
        case Paragraph():
            made.add_paragraph(block.text, style=STYLES[block.style])
        case Numbered():
            for title, why in block.items:
                _point(made, title, why)
        case Table():
            _table(made, block)
        case Map():
            _map(made, block)


def _map(made: Document, block: Map) -> None:
    made.add_paragraph(block.caption, style="Caption")
    shape = made.add_paragraph().add_run().add_picture(io.BytesIO(maps.png(block.tiles)), width=Cm(MAP))
    shape._inline.docPr.set("descr", block.alt)


def _point(made: Document, title: str, why: str) -> None:
    line = made.add_paragraph(title, style="List Number")
    if why:
        line.add_run().add_break()
        told = line.add_run(why)
        told.font.size, told.font.color.rgb = Pt(9), GREY


def _table(made: Document, block: Table) -> None:
    made.add_paragraph(block.caption, style="Caption")
    table = made.add_table(rows=1 + len(block.rows), cols=len(block.head), style="Table Grid")
    table.autofit = False
    _described(table, block.caption)
    widths = [Cm(PAGE * share / 100) for share in block.widths]
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = width
    # By their keys: the library looks a style up anew for each of a thousand cells.
    head, body = made.styles["Titre de colonne"].style_id, made.styles["Case"].style_id
    for number, (row, cells) in enumerate(zip(table._tbl.tr_lst, [block.head, *block.rows], strict=True)):
        _whole(row, repeats=number == 0)
        for cell, width, told in zip(row.tc_lst, widths, cells, strict=True):
            cell.width = width
            _fill(docx.table._Cell(cell, table), told, body if number else head)


def _described(table: Any, caption: str) -> None:
    """Its name for who does not see it, and that its first line holds the titles."""
    for tag in ("w:tblCaption", "w:tblDescription"):
        told = OxmlElement(tag)
        told.set(qn("w:val"), caption)
        table._tbl.tblPr.append(told)


def _whole(row: Any, *, repeats: bool) -> None:
    """A line is not cut between two pages; the first comes again on each."""
    wanted = row.get_or_add_trPr()
    wanted.append(OxmlElement("w:cantSplit"))
    if repeats:
        wanted.append(OxmlElement("w:tblHeader"))


def _fill(cell: Any, told: Cell, style: str) -> None:
    line = cell.paragraphs[0]
    line._p.style = style
    if isinstance(told, Bar):
        _picture(line, told)
    else:
        line.add_run(told)


def _picture(line: Any, bar: Bar) -> None:
    shape = line.add_run().add_picture(io.BytesIO(bars.png(bar.counts)), width=Cm(4.4))
    shape._inline.docPr.set("descr", bar.alt)
