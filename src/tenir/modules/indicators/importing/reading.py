"""Reads a workbook or a CSV into plain cells. Runs in the child process (`core.sandbox`): knows no Django.

The answer is JSON: `{"sheets": [{"name", "rows", "formulas", "merged", "short"}]}`. Every cell is text, as a person
would have typed it. `formulas` and `merged` name cells; `short` gives the numbers of lines of a CSV with fewer cells
than most: a separator was lost there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from tenir.core.errors import BadInput
from tenir.core.sandbox import check_archive
from tenir.core.workbooks import opened
from tenir.modules.indicators.importing import biff, delimited, marks
from tenir.modules.indicators.importing.cells import name
from tenir.modules.indicators.importing.marks import Marks

MOST_ROWS = 200_000
MOST_COLUMNS = 60
MOST_SHEETS = 100
# Formulas of each column, and merges, of which the first ones are told: the others are of the same sort.
MOST_MARKS = 200
# Digits of a floating-point number that a spreadsheet vouches for.
_DIGITS = 15
_SAVE_AGAIN = "Enregistrez-le au format XLSX, ODS ou CSV."
Cells = list[list[str]]


def read(data: bytes) -> dict[str, Any]:
    """The sheets that hold something, in their order. Raises `BadInput`, naming the cell where there is one."""
    if data[:2] == b"PK":
        check_archive(data)
        sheets = _workbook(data, marks.of_archive(data))
    elif data[:4] == biff.SIGNATURE:
        sheets = _workbook(data, dict(enumerate(biff.marks(data))))
    elif data.lstrip()[:1] == b"<":
        raise BadInput("ce fichier est une page web, quoi que dise son nom.", remedy=_SAVE_AGAIN)
    else:
        rows = delimited.read(data)
        sheets = [{"name": "", "rows": rows, "formulas": [], "merged": [], "short": _short(rows)}]
    found = [sheet for sheet in map(_trimmed, sheets) if sheet["rows"]]
    if not found:
        raise BadInput("le fichier ne contient aucune ligne.", remedy="Vérifiez que c'est le bon fichier.")
    _require_small(found)
    return {"sheets": found}


def _require_small(sheets: list[dict[str, Any]]) -> None:
    if sum(len(sheet["rows"]) for sheet in sheets) > MOST_ROWS:
        raise BadInput(f"le fichier dépasse {MOST_ROWS} lignes.", remedy="Découpez-le en plusieurs.")
    for sheet in sheets:
        for number, row in enumerate(sheet["rows"], start=1):
            if len(row) > MOST_COLUMNS:
                raise _too_wide(name(number, len(row) - 1))


def _too_wide(cell: str) -> BadInput:
    return BadInput(
        f"cette case est au-delà de la {MOST_COLUMNS}e colonne ou de la {MOST_ROWS}e ligne.",
        where=cell,
        remedy="Effacez ce qui est écrit loin du tableau, puis renvoyez le fichier.",
    )


def _workbook(data: bytes, found: Mapping[Any, Marks]) -> list[dict[str, Any]]:
    """Its sheets; `found` has the marks of each by its name, or by its rank."""
    for one in found.values():
        if one.rows > MOST_ROWS or one.columns > MOST_COLUMNS:
            raise _too_wide(one.furthest)
    with opened(data, save=_SAVE_AGAIN) as book:
        names = book.sheet_names
        if len(names) > MOST_SHEETS:
            raise BadInput(f"le classeur a plus de {MOST_SHEETS} onglets.", remedy="N'en gardez que les tableaux.")
        # A sheet without marks (a binary workbook in an archive) is not read: formulas would pass unseen.
        known = [found[one if one in found else rank] for rank, one in enumerate(names)]
        return [_sheet(book.get_sheet_by_name(one), told) for one, told in zip(names, known, strict=True)]


def _sheet(sheet: Any, found: Marks) -> dict[str, Any]:
    rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    for (number, column), told in found.errors.items():
        _put(rows, number, column, told)
    return {
        "name": sheet.name,
        "rows": rows,
        "formulas": _first_of_columns(found.formulas),
        "merged": found.merged[:MOST_MARKS],
        "short": [],
    }


def _put(rows: Cells, number: int, column: int, told: str) -> None:
    """What a cell shows where the library gives nothing: an error is no empty cell."""
    rows += [[] for _ in range(number - len(rows))]
    row = rows[number - 1]
    row += [""] * (column + 1 - len(row))
    row[column] = told


def _first_of_columns(cells: list[str]) -> list[str]:
    """The first ones of each column: which columns are read is not known yet."""
    seen: Counter[str] = Counter()
    kept = []
    for cell in cells:
        column = cell.rstrip("0123456789")
        seen[column] += 1
        if seen[column] <= MOST_MARKS:
            kept.append(cell)
    return kept


def _short(rows: Cells) -> list[int]:
    """Lines with fewer cells than most lines have; an empty line and a title above the table are no table's."""
    sizes = Counter(len(row) for row in rows if any(row))
    usual = sizes.most_common(1)[0][0] if sizes else 0
    return [number for number, row in enumerate(rows, start=1) if any(row) and len(row) < usual][:MOST_MARKS]


def _text(cell: Any) -> str:
    """A cell as a person would have typed it: whole numbers without decimals, dates as ISO 8601."""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return "" if cell is None or isinstance(cell, timedelta) else str(cell).replace("\0", "").strip()


def _number(value: float) -> str:
    """0.1 + 0.2 of a spreadsheet is 0.3; what is no number (`inf`, `nan`) says so, and is refused in its cell."""
    if value.is_integer() and abs(value) < 10**_DIGITS:
        return str(int(value))
    given = Decimal(f"{value:.{_DIGITS}g}")
    return f"{given:f}" if given.is_finite() and abs(given.adjusted()) < 2 * _DIGITS else str(value)


def _trimmed(sheet: dict[str, Any]) -> dict[str, Any]:
    """Without the empty cells at the end of rows nor the empty rows at the end."""
    rows: Cells = sheet["rows"]
    while rows and not any(rows[-1]):
        rows.pop()
    for row in rows:
        while row and not row[-1]:
            row.pop()
    return sheet
