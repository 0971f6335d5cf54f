"""Files of figures for tests: text, XLSX and ODS as spreadsheets write them."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from typing import Any

import xlsxwriter

from tenir.core.people.models import Organisation
from tenir.modules.indicators import actions
from tenir.modules.indicators.importing import mapping, reading
from tenir.modules.indicators.importing.checking import Prepared, prepare
from tenir.modules.indicators.importing.ground import Ground as Known
from tenir.modules.indicators.importing.ground import reach
from tenir.modules.indicators.importing.holding import hold
from tenir.modules.indicators.importing.mapping import Chosen
from tenir.modules.indicators.models import ImportBatch, Indicator
from tenir.modules.indicators.permissions import DECLARE
from tenir.modules.indicators.tests.builders import ME
from tests.builders import an_organisation

HEAD = "indicateur;code;période;valeur;raison"


def csv(*lines: str, head: str = HEAD) -> bytes:
    return "\n".join((head, *lines)).encode()


def xlsx(rows: list[list[Any]], touch: Callable[[Any, Any], None] | None = None) -> bytes:
    """A workbook of one sheet; `touch` adds what rows cannot say."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet("Chiffres")
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
        if touch is not None:
            touch(book, page)
    return file.getvalue()


def ods(rows: str) -> bytes:
    """An ODS whose one sheet has these rows, in its own XML."""
    names = "".join(
        f' xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in ("office", "table", "text")
    )
    names += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    xml = (
        f'<?xml version="1.0"?><office:document-content{names} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Chiffres">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", xml)
    return file.getvalue()


def ods_row(*cells: str, more: str = "") -> str:
    written = "".join(
        f'<table:table-cell office:value-type="string"{more}><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row>{written}</table:table-row>"


def read(data: bytes) -> list[dict[str, Any]]:
    sheets: list[dict[str, Any]] = reading.read(data)["sheets"]
    return sheets


def chosen(sheets: list[dict[str, Any]], **more: Any) -> Chosen:
    """What titles alone tell, with what the person adds."""
    head = [title for sheet in sheets for row in sheet["rows"][:2] for title in row]
    return Chosen(columns=mapping.guess(head), **more)


def checked(data: bytes, by: Any = ME, **more: Any) -> Prepared:
    sheets = read(data)
    return prepare(sheets, chosen(sheets, **more), Known.load(), reach(by, DECLARE))


def told(found: Prepared) -> list[tuple[str, str]]:
    return [(error.cell, error.sentence) for error in found.errors]


def received(data: bytes, sender: Organisation | None = None, by: Any = ME, **more: Any) -> ImportBatch:
    """A file that waits, its columns said."""
    sheets = read(data)
    told = actions.Received("chiffres.csv", hashlib.sha256(data).hexdigest(), sheets)
    batch = actions.receive_import(by=by, sender=sender or an_organisation(), received=told)
    return actions.map_import(by=by, batch=batch, chosen=chosen(sheets, **more))


def commit(
    data: bytes, sender: Organisation | None = None, by: Any = ME, accept: bool = True, reason: str = "", **more: Any
) -> ImportBatch:
    """A file whole: received, mapped, looked at, committed."""
    batch = received(data, sender, by, **more)
    asked = Chosen.of_json(batch.mapping)
    prepared = prepare(batch.cells.sheets, asked, Known.load(), reach(by, DECLARE))
    order = actions.Order(hold(prepared, asked).state, accept=accept, reason=reason)
    return actions.commit_import(by=by, batch=batch, prepared=prepared, order=order)


def line(indicator: Indicator, code: str, value: str, period: str = "2019-S1", reason: str = "") -> str:
    return f"{indicator.slug};{code};{period};{value};{reason}"
