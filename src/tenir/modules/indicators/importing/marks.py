"""What a spreadsheet hides from whoever reads values alone: formulas, errors, merged cells, a cell far from the table.

Looked at in the file itself, before anything is laid out in memory: a lone cell at XFD1048576 would ask for seventeen
thousand million empty ones.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from itertools import islice
from xml.parsers import expat

from tenir.core.sandbox import damaged
from tenir.modules.indicators.importing.cells import name, position

_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=\"([A-Za-z]{1,3}[0-9]{1,7})\"[^>]*?(?:/>|>\s*(<(?:\w+:)?f[\s/>][^>]*)?)")
_AREA = re.compile(rb"\bref=\"([A-Za-z]{1,3}[0-9]{1,7}):([A-Za-z]{1,3}[0-9]{1,7})\"")
_OVER_AREA = re.compile(rb"\bt=\"(?:array|dataTable)\"")
_VALUE = re.compile(rb"<(?:\w+:)?v>(#[^<]{1,20})<")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*?\bref=\"([A-Za-z0-9:$]{2,30})\"")
# A formula has 8,192 signs at most, before its value.
_LONGEST_CELL = 20_000
# Cells named of a formula over an area, row by row: all columns of a table that may be read are among them.
_MOST_OF_AREA = 1_000
ERROR = "#ERREUR!"
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


@dataclass
class Marks:
    """Of one sheet: how far it goes, the cell that goes furthest, cells with a formula, ranges merged; and the error
    that a cell shows instead of a value, by its row (from 1) and column (from 0).
    """

    rows: int = 0
    columns: int = 0
    furthest: str = ""
    formulas: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)

    def reach(self, row: int, column: int) -> None:
        """Note that something stands in a cell (row from 1, column from 0)."""
        if row > self.rows or column >= self.columns:
            self.furthest = name(max(row, self.rows), max(column, self.columns - 1))
        self.rows, self.columns = max(self.rows, row), max(self.columns, column + 1)

    def formula_over(self, first: tuple[int, int], last: tuple[int, int]) -> None:
        """Note a formula that fills an area, from its first corner to its last one."""
        (top, left), (bottom, right) = first, last
        cells = (name(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        self.formulas += islice(cells, _MOST_OF_AREA)


def of_archive(data: bytes) -> dict[str, Marks]:
    """By name of sheet, of an XLSX or an ODS; nothing of another sort of archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "content.xml" in names:
                return _of_ods(archive.read("content.xml"))
            return {one: _of_sheet(archive.read(part)) for one, part in _parts(archive, names) if part in names}
    except (zipfile.BadZipFile, expat.ExpatError, OSError, EOFError, NotImplementedError) as error:
        raise damaged() from error


def _of_sheet(xml: bytes) -> Marks:
    found = Marks(merged=[one.decode() for one in _MERGED.findall(xml)])
    for match in _CELL.finditer(xml):
        # A cell without content holds a format at most: whole columns of them are usual.
        if not match[0].endswith(b"/>"):
            cell = match[1].decode()
            found.reach(*position(cell))
            if match[2]:
                _formula(found, cell, match[2])
            if b't="e"' in match[0].partition(b">")[0]:
                told = _VALUE.search(xml, match.start(), match.start() + _LONGEST_CELL)
                found.errors[position(cell)] = told[1].decode() if told else ERROR
    return found


def _formula(found: Marks, cell: str, opening: bytes) -> None:
    """Only the first cell of a formula over an area has it: the others look like plain values."""
    area = _AREA.search(opening) if _OVER_AREA.search(opening) else None
    if area is None:
        found.formulas.append(cell)
    else:
        found.formula_over(position(area[1].decode()), position(area[2].decode()))


def _parts(archive: zipfile.ZipFile, names: set[str]) -> list[tuple[str, str]]:
    """Name and part of each sheet of an XLSX."""
    if not {_WORKBOOK, _RELATIONS} <= names:
        return []
    targets = {one["Id"]: one["Target"] for one in _elements(archive.read(_RELATIONS), "Relationship")}
    return [
        (sheet["name"], _resolved(targets.get(identifier, "")))
        for sheet in _elements(archive.read(_WORKBOOK), "sheet")
        for key, identifier in sheet.items()
        if key.rpartition(":")[2] == "id"
    ]


def _resolved(target: str) -> str:
    return target[1:] if target.startswith("/") else f"xl/{target}"


def _elements(xml: bytes, tag: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    parser = expat.ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == tag:
            found.append(attributes)

    parser.StartElementHandler = start
    parser.Parse(xml, True)
    return found


class _Ods:
    """Follows the rows of an ODS, where a row or a cell says how often it is repeated."""

    def __init__(self) -> None:
        self.found: dict[str, Marks] = {}
        self.sheet = Marks()
        self.row = self.column = 0

    def start(self, tag: str, told: dict[str, str]) -> None:
        """One element opened."""
        if tag == "table:table":
            self.sheet = self.found.setdefault(told.get("table:name", ""), Marks())
            self.row = 0
        elif tag == "table:table-row":
            self.row += 1
            self.again = int(told.get("table:number-rows-repeated", "1")) - 1
            self.column = 0
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._cell(told)

    def end(self, tag: str) -> None:
        """One element closed."""
        if tag == "table:table-row":
            self.row += self.again

    def _cell(self, told: dict[str, str]) -> None:
        times = int(told.get("table:number-columns-repeated", "1"))
        if "office:value-type" in told or "table:formula" in told:
            self.sheet.reach(self.row + self.again, self.column + times - 1)
        here = name(self.row, self.column)
        if "table:formula" in told:
            wide, high = self._size(told, "matrix-")
            self.sheet.formula_over((self.row, self.column), (self.row + high - 1, self.column + wide - 1))
        if told.get("calcext:value-type") == "error":
            self.sheet.errors[self.row, self.column] = ERROR
        wide, high = self._size(told)
        if wide > 1 or high > 1:
            self.sheet.merged.append(f"{here}:{name(self.row + high - 1, self.column + wide - 1)}")
        self.column += times

    @staticmethod
    def _size(told: dict[str, str], sort: str = "") -> tuple[int, int]:
        """Columns and rows over which a cell, or the formula in it, extends."""
        wide, high = (int(told.get(f"table:number-{sort}{one}-spanned", "1")) for one in ("columns", "rows"))
        return wide, high


def _of_ods(xml: bytes) -> dict[str, Marks]:
    following = _Ods()
    parser = expat.ParserCreate()
    parser.StartElementHandler = following.start
    parser.EndElementHandler = following.end
    parser.Parse(xml, True)
    return following.found
