"""PDF/UA-1 by typst: the words go in as data, never as markup; fonts are those that come in the wheel (OFL)."""

from __future__ import annotations

import json
import re
from datetime import UTC
from importlib import resources
from typing import Any

import typst

from tenir.modules.governance.dossier import bars, maps
from tenir.modules.governance.dossier.blocks import Bar, Block, Cell, Heading, Map, Numbered, Paragraph, Sheet, Table

TEMPLATE = "sheet.typ"
UNDRAWN = "□"
_UNDRAWN = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def write(sheet: Sheet) -> bytes:
    """The document; raises `typst.TypstError` where it would not be PDF/UA, a fault of ours."""
    told = {
        "title": sheet.title,
        "kicker": sheet.kicker,
        "footer": sheet.footer,
        "blocks": [_block(one) for one in sheet.blocks],
    }
    data = json.dumps(told, ensure_ascii=False)
    try:
        return _compiled(data, sheet)
    except typst.TypstError as error:
        # PDF/UA forbids a letter without a drawing: emoji, bullets of a private font that came by copy and paste.
        return _compiled(_drawable(data, error), sheet)


def _compiled(data: str, sheet: Sheet) -> bytes:
    made: Any = typst.compile(
        resources.files(__package__).joinpath(TEMPLATE).read_bytes(),
        format="pdf",
        font_paths=typst.Fonts(include_system_fonts=False),
        sys_inputs={"sheet": data},
        pdf_standards=["ua-1"],
        # typst takes no time zone that has a summer, and whole seconds.
        timestamp=sheet.made_at.astimezone(UTC).replace(microsecond=0),
    )
    return bytes(made)


def _drawable(data: str, error: typst.TypstError) -> str:
    """The same with « □ » for each letter that the error names; raises the error again where it names none."""
    named = "".join(_UNDRAWN.findall(error.diagnostic))
    letters = {chr(int(code, 16)) for code in _ESCAPED.findall(named)} | set(_ESCAPED.sub("", named))
    # Never what the JSON itself is made of.
    undrawn = {letter for letter in letters if not letter.isascii()}
    if not undrawn:
        raise error
    return data.translate({ord(letter): UNDRAWN for letter in undrawn})


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"sort": "heading", "text": block.text, "level": block.level}
        case Paragraph():
            return {"sort": "paragraph", "text": block.text, "style": block.style}
        case Numbered():
            return {"sort": "numbered", "items": [list(one) for one in block.items]}
        case Table():
            rows = [_cell(cell) for row in block.rows for cell in row]
            head, widths = list(block.head), list(block.widths)
            return {"sort": "table", "caption": block.caption, "head": head, "widths": widths, "cells": rows}
        case Map():
            return {"sort": "map", "caption": block.caption, "svg": maps.svg(block.tiles), "alt": block.alt}


def _cell(cell: Cell) -> dict[str, str]:
    return {"svg": bars.svg(cell.counts), "alt": cell.alt} if isinstance(cell, Bar) else {"text": cell}
