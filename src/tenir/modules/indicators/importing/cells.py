"""Names of cells, and what is wrong in one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong in one cell; `cell` is its name, with that of its sheet where there are several."""

    cell: str
    sentence: str


def name(row: int, column: int) -> str:
    """The name of a cell from its row (1: the first) and the rank of its column (0: A)."""
    return str(xl_rowcol_to_cell(row - 1, column))


def position(cell: str) -> tuple[int, int]:
    """Row (1: the first) and rank of the column (0: A) of a cell's name; ValueError when it is none."""
    found = _CELL.fullmatch(cell)
    if found is None:
        raise ValueError(cell)
    rank = 0
    for sign in found[1].upper():
        rank = rank * 26 + ord(sign) - ord("A") + 1
    return int(found[2]), rank - 1
