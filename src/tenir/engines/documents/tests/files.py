"""Small PDF, Word and OpenDocument files made by hand, each with what a test is about and nothing else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 595, 842  # points of A4


def show(x: float, top: float, text: str, size: float = 11) -> str:
    """A line of text whose baseline is `top` points under the top edge."""
    safe = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 {size} Tf 1 0 0 1 {x} {HEIGHT - top} Tm ({safe}) Tj ET\n"


def show_lines(x: float, top: float, lines: Iterable[str], size: float = 11, leading: float = 1.2) -> str:
    """Lines one under the other."""
    return "".join(show(x, top + rank * size * leading, line, size) for rank, line in enumerate(lines))


def rule(x1: float, top1: float, x2: float, top2: float) -> str:
    """A straight stroke."""
    return f"{x1} {HEIGHT - top1} m {x2} {HEIGHT - top2} l S\n"


def grid(columns: Sequence[float], rows: Sequence[float]) -> str:
    """Every border of a table."""
    across = "".join(rule(columns[0], row, columns[-1], row) for row in rows)
    return across + "".join(rule(column, rows[0], column, rows[-1]) for column in columns)


def pdf(*pages: str, rotate: int = 0, extra: str = "", encrypt: bool = False) -> bytes:
    """A PDF of these pages; `extra` goes into the dictionary of each, `encrypt` asks for a password nobody knows."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for content in pages:
        data = content.encode("cp1252").decode("latin-1")
        objects.append(f"<< /Length {len(data)} >>\nstream\n{data}\nendstream")
        kids.append(f"{len(objects) + 1} 0 R")
        box = f"/MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {rotate} {extra}"
        fonts = "/Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {box} {fonts} /Contents {len(objects)} 0 R >>")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    lock = ""
    if encrypt:
        secret = "00" * 32
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /O <{secret}> /U <{secret}> /P -4 >>")
        lock = f"/Encrypt {len(objects)} 0 R /ID [<00> <00>]"
    return _assembled(objects, lock)


def _assembled(objects: list[str], lock: str) -> bytes:
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1"))
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{place:010} 00000 n \n" for place in places).encode())
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R {lock} >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def archive(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP of these parts, the first one stored as it is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for rank, (name, data) in enumerate(parts.items()):
            file.writestr(name, data, None if rank else zipfile.ZIP_STORED)
    return out.getvalue()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_W += ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def docx(body: str, **parts: str) -> bytes:
    """A Word document; `parts` are the insides of `styles`, `numbering`, `footnotes`."""
    whole: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
    }
    whole |= {f"word/{name}.xml": f"<w:{name} {_W}>{inside}</w:{name}>" for name, inside in parts.items()}
    return archive(whole)


def p(text: str, properties: str = "") -> str:
    """A paragraph of Word."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def listed(text: str, list_id: int = 1, depth: int = 0) -> str:
    """A paragraph that Word numbers."""
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')


def heading(text: str, level: int = 1, properties: str = "") -> str:
    """A heading of Word, by its style."""
    return p(text, f'<w:pStyle w:val="Titre{level}"/>{properties}')


HEADINGS = "".join(
    f'<w:style w:styleId="Titre{level}"><w:name w:val="heading {level}"/>'
    f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
    for level in (1, 2, 3)
)


def numbering(*levels: tuple[str, str], start: int = 1, more: str = "") -> str:
    """One list of these (format, text) by depth, in use as list 1; `more` follows."""
    inside = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="7">{inside}</w:abstractNum>{num(1)}{more}'


def num(list_id: int, inside: str = "") -> str:
    """A list that follows the model of `numbering`."""
    return f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="7"/>{inside}</w:num>'


def table(*rows: Sequence[str]) -> str:
    """A table of Word; a cell is its text, or whole XML when it begins with `<`."""
    inside = "".join("<w:tr>" + "".join(map(cell, row)) + "</w:tr>" for row in rows)
    return f"<w:tbl>{inside}</w:tbl>"


def cell(text: str) -> str:
    """A cell of Word."""
    return text if text.startswith("<w:tc>") else f"<w:tc>{p(text)}</w:tc>"


_ODT = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "style")
)


def odt(body: str, *, styles: str = "", outline: str = "", manifest: str = "<m/>") -> bytes:
    """An OpenDocument text."""
    content = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    content += f"<office:body><office:text>{body}</office:text></office:body>"
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": manifest,
            "content.xml": f"<office:document-content {_ODT}>{content}</office:document-content>",
            "styles.xml": f"<office:document-styles {_ODT}>{outline}</office:document-styles>",
        }
    )
