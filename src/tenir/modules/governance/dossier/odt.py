"""ODT by odfdo: the same styles and tables as the DOCX, for who works with LibreOffice."""

from __future__ import annotations

import hashlib
import io
from html import escape
from typing import Any

from odfdo import Document, Element, Header, List, ListItem
from odfdo import Paragraph as Line

from tenir.modules.governance.dossier import bars, maps
from tenir.modules.governance.dossier.blocks import Bar, Block, Cell, Heading, Map, Numbered, Paragraph, Sheet, Table

LANGUAGE = "fr-FR"
# Width of a map, in centimetres.
MAP = 8.5
STYLES = {"body": "Text_20_body", "lead": "Chapeau", "notice": "Avis", "small": "Petit"}
FACE = 'style:font-name="Liberation Sans"'
# Of what the template has not, or has otherwise: name, parent, properties of the paragraph, of its letters.
PARAGRAPHS = (
    ("Title", "Standard", 'fo:margin-bottom="0.3cm"', f'{FACE} fo:font-size="20pt" fo:color="#06323c"'),
    ("Chapeau", "Standard", 'fo:margin-bottom="0.2cm"', f'{FACE} fo:font-size="11.5pt"'),
    (
        "Avis",
        "Standard",
        'fo:margin="0.3cm" fo:padding="0.2cm" fo:border-left="0.1cm solid #8a4b08"',
        f'{FACE} fo:font-size="10.5pt" fo:font-weight="bold"',
    ),
    ("Petit", "Standard", 'fo:margin-bottom="0.2cm"', f'{FACE} fo:font-size="9pt" fo:color="#404040"'),
    (
        "Caption",
        "Standard",
        'fo:keep-with-next="always" fo:margin-top="0.3cm" fo:margin-bottom="0.1cm"',
        f'{FACE} fo:font-size="9.5pt" fo:font-weight="bold" fo:color="#06323c"',
    ),
    ("Case", "Standard", "", f'{FACE} fo:font-size="9pt"'),
    ("Titre_20_de_20_colonne", "Standard", "", f'{FACE} fo:font-size="9pt" fo:font-weight="bold"'),
)


def write(sheet: Sheet) -> bytes:
    """The document."""
    made = Document("text")
    _dress(made, sheet)
    made.meta.title, made.meta.creator, made.meta.initial_creator = sheet.title, "Tenir", "Tenir"
    made.meta.language = LANGUAGE
    made.meta.creation_date = made.meta.date = sheet.made_at.replace(tzinfo=None, microsecond=0)
    # A picture of the library's empty page.
    made.del_part("Thumbnails/thumbnail.png")
    made.manifest.del_full_path("Thumbnails/thumbnail.png")
    _foot(made, sheet.footer)
    body = made.body
    body.clear()
    body.append(Line(sheet.kicker, style="Petit"))
    body.append(Line(sheet.title, style="Title"))
    for block in sheet.blocks:
        _add(made, block)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _dress(made: Document, sheet: Sheet) -> None:
    made.language = LANGUAGE
    for name, parent, paragraph, letters in PARAGRAPHS:
        told = (
            f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{parent}">'
            f"<style:paragraph-properties {paragraph}/><style:text-properties {letters}/></style:style>"
        )
        made.insert_style(_element(told))
    edge = 'fo:border="0.5pt solid #969696" fo:padding="0.1cm"'
    made.insert_style(
        _element(
            '<style:style style:name="Cellule" style:family="table-cell">'
            f"<style:table-cell-properties {edge}/></style:style>"
        ),
        automatic=True,
    )
    made.insert_style(
        _element(
            '<style:style style:name="Tableau" style:family="table">'
            '<style:table-properties style:width="17cm" table:align="margins"/></style:style>'
        ),
        automatic=True,
    )
    for share in {share for one in sheet.blocks if isinstance(one, Table) for share in one.widths}:
        made.insert_style(
            _element(
                f'<style:style style:name="Part{share}" style:family="table-column">'
                f'<style:table-column-properties style:column-width="{17 * share / 100:.2f}cm" '
                f'style:rel-column-width="{share}*"/></style:style>'
            ),
            automatic=True,
        )


def _element(told: str) -> Any:
    return Element.from_tag(told)


def _foot(made: Document, words: str) -> None:
    """« Comité, réunion du … – 3 / 12 »."""
    page: Any = made.styles.get_element("//style:master-page")
    page.append(
        _element(
            f'<style:footer><text:p text:style-name="Petit">{escape(words)} – '
            '<text:page-number text:select-page="current">1</text:page-number> / '
            "<text:page-count>1</text:page-count></text:p></style:footer>"
        )
    )


def _add(made: Document, block: Block) -> None:
    body = made.body
    match block:
        case Heading():
            title: Any = Header(block.level, block.text)
            title.set_attribute("text:style-name", f"Heading_20_{block.level}")
            body.append(title)
        case Paragraph():
            body.append(Line(block.text, style=STYLES[block.style]))
        case Numbered():
            body.append(_numbered(block))
        case Table():
            body.append(Line(block.caption, style="Caption"))
            number = 1 + len(body.get_elements("//table:table"))
            body.append(_table(made, block, number))
        case Map():
            body.append(Line(block.caption, style="Caption"))
            size = (MAP, MAP * maps.HEIGHT / maps.WIDTH)
            frame = _frame(_picture(made, maps.png(block.tiles)), block.alt, *size)
            body.append(_element(f'<text:p text:style-name="Text_20_body">{frame}</text:p>'))


def _numbered(block: Numbered) -> List:
    found = List(style="Numbering_20_1")
    for title, why in block.items:
        item = ListItem(Line(title, style="Text_20_body"))
        if why:
            item.append(Line(why, style="Petit"))
        found.append(item)
    return found


def _table(made: Document, block: Table, number: int) -> Any:
    """Written as elements: the library's own cells cost a second for 200 lines."""
    columns = "".join(f'<table:table-column table:style-name="Part{share}"/>' for share in block.widths)
    head = "".join(_cell_of(one, "Titre_20_de_20_colonne") for one in block.head)
    rows = "".join(
        f"<table:table-row>{''.join(_cell(made, one) for one in row)}</table:table-row>" for row in block.rows
    )
    name = escape(block.caption)
    return _element(
        f'<table:table table:name="Tableau {number}" table:style-name="Tableau">'
        f"<table:title>{name}</table:title>{columns}"
        f"<table:table-header-rows><table:table-row>{head}</table:table-row></table:table-header-rows>{rows}</table:table>"
    )


def _cell_of(words: str, style: str) -> str:
    return (
        '<table:table-cell table:style-name="Cellule" office:value-type="string">'
        f'<text:p text:style-name="{style}">{escape(words)}</text:p></table:table-cell>'
    )


def _cell(made: Document, cell: Cell) -> str:
    if not isinstance(cell, Bar):
        return _cell_of(cell, "Case")
    frame = _frame(_picture(made, bars.png(cell.counts)), cell.alt, 4.4, 0.3)
    line = f'<text:p text:style-name="Case">{frame}</text:p>'
    return f'<table:table-cell table:style-name="Cellule">{line}</table:table-cell>'


def _frame(path: str, alt: str, width: float, height: float) -> str:
    """A picture in a line of words; `width` and `height` in centimetres."""
    return (
        f'<draw:frame text:anchor-type="as-char" svg:width="{width:.2f}cm" svg:height="{height:.2f}cm">'
        f'<draw:image xlink:href="{path}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>'
        f"<svg:desc>{escape(alt)}</svg:desc></draw:frame>"
    )


def _picture(made: Document, png: bytes) -> str:
    """Its path in the container, once each; `Document.add_file` would not say that it is a PNG."""
    path = f"Pictures/{hashlib.sha256(png).hexdigest()[:32]}.png"
    if made.manifest.get_media_type(path) is None:
        made.container.set_part(path, png)  # type: ignore[union-attr]
        made.manifest.add_full_path(path, "image/png")
    return path
