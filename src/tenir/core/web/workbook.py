"""A sheet as an Excel workbook: typed cells, heading kept in view, and where it comes from on a second sheet.

Numbers and dates use Excel's own formats, which a French Excel shows as « 10 000,5 » and « 15/03/2019 ». Text is always
written as text: nothing that came from a person becomes a formula or a link.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter

from tenir.core.errors import BadInput
from tenir.core.web.columns import Column
from tenir.core.web.exports import Sheet, told

MOST_ROWS = 1_048_575  # of a worksheet, less the heading
LONGEST_TEXT = 32_767
CUT = " […] (coupé, la suite est dans l'export CSV)"
WIDTHS = {"text": 40, "link": 40, "level": 26, "number": 16, "date": 14}
OPTIONS = {"constant_memory": True}


def write(sheet: Sheet, file: IO[bytes]) -> None:
    """Write the workbook into `file`. Raises `BadInput` when there are more rows than a worksheet holds."""
    provenance = told(sheet.provenance())
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        book.set_properties({"title": sheet.title, "comments": sheet.source})
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        _rows(book, sheet, bold)
        page = book.add_worksheet("Source")
        page.set_column(0, 0, 32)
        page.set_column(1, 1, 80)
        for rank, (name, text) in enumerate(provenance):
            page.write_string(rank, 0, name)
            page.write_string(rank, 1, text)


def _rows(book: Any, sheet: Sheet, bold: Any) -> None:
    page = book.add_worksheet("Données")
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    formats = [_format(book, column) for column in sheet.columns]
    for rank, (column, title) in enumerate(zip(sheet.columns, sheet.head, strict=True)):
        page.set_column(rank, rank, max(WIDTHS[column.kind], min(40, len(title) + 2)), formats[rank])
        page.write_string(0, rank, title, bold)
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    for number, row in enumerate(sheet.values(), start=1):
        if number > MOST_ROWS:
            raise BadInput("Il y a trop de lignes pour un tableur.", remedy="Filtrez le tableau, ou demandez le CSV.")
        for rank, value in enumerate(row):
            _cell(page, number, rank, value, moment if isinstance(value, datetime) else formats[rank])


def _format(book: Any, column: Column) -> Any:
    """The column's format; decimals are shown where there are some, « 28,5 » and « 10 000 »."""
    if column.kind == "number":
        places = column.unit.places
        return book.add_format({"num_format": "#,##0" + ("." + "0" * places if places else "")})
    return book.add_format({"num_format": "dd/mm/yyyy"}) if column.kind == "date" else None


def _cell(page: Any, row: int, column: int, value: Any, style: Any) -> None:
    if value is None:
        return
    if isinstance(value, str):
        page.write_string(row, column, value if len(value) <= LONGEST_TEXT else value[: LONGEST_TEXT - len(CUT)] + CUT)
    elif isinstance(value, datetime):
        page.write_datetime(row, column, value.replace(tzinfo=None), style)
    elif isinstance(value, date):
        page.write_datetime(row, column, value, style)
    else:
        page.write_number(row, column, float(value) if isinstance(value, Decimal) else value, style)
