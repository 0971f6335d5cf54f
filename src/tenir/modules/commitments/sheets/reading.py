"""Reads a workbook or a CSV into plain cells. Runs in the child process (`core.sandbox`): knows no Django."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time, timedelta
from typing import Any

from tenir.core.errors import BadInput
from tenir.core.sandbox import check_archive
from tenir.core.workbooks import opened

MOST_ROWS = 20_000
MOST_COLUMNS = 60
SHEET = "Engagements"
SAVE_AGAIN = "Enregistrez-le au format XLSX ou CSV."
Cells = list[list[str]]


def read(data: bytes) -> dict[str, Any]:
    """`{"sheet": name, "rows": [[cell, …], …]}`, the heading row first; every cell is text, empty ones are ""."""
    sheet, rows = _workbook(data) if data[:2] == b"PK" else (SHEET, _csv(data))
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) > MOST_ROWS + 1:
        raise BadInput(f"la feuille dépasse {MOST_ROWS} lignes.", remedy="Découpez-la en plusieurs.")
    if rows and max(map(len, rows)) > MOST_COLUMNS:
        raise BadInput(f"la feuille dépasse {MOST_COLUMNS} colonnes.", remedy="N'en gardez que celles de Tenir.")
    return {"sheet": sheet, "rows": rows}


def _workbook(data: bytes) -> tuple[str, Cells]:
    check_archive(data)
    with opened(data, save=SAVE_AGAIN) as book:
        names = book.sheet_names
        name = SHEET if SHEET in names else names[0]
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=MOST_ROWS + 2)
    return name, [[_text(cell) for cell in row] for row in rows]


def _text(cell: Any) -> str:
    """A cell as a person would have typed it: whole numbers without decimals, dates as ISO 8601."""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return "" if cell is None or isinstance(cell, timedelta) else str(cell).replace("\0", "").strip()


def _csv(data: bytes) -> Cells:
    text = _decoded(data)
    head = text.partition("\n")[0]
    # A French spreadsheet writes semicolons; others write commas or tabs.
    separator = max(";\t,", key=head.count)
    try:
        return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=separator)]
    except csv.Error as error:
        raise BadInput("ce n'est pas un tableau lisible.", remedy="Enregistrez-le au format XLSX ou CSV.") from error


def _decoded(data: bytes) -> str:
    if b"\0" in data:
        raise BadInput("ce n'est pas un classeur lisible.", remedy=SAVE_AGAIN)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
