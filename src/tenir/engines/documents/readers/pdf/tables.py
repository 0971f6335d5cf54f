"""Bordered tables: the cells that rulings close, merged ones included, in the order in which they are read."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from tenir.engines.documents.readers.pdf.rulings import NEAR, Ruling, Rulings
from tenir.engines.documents.readers.pdf.words import Word

MOST_PAIRS = 250_000  # of rulings compared on one page
MOST_CELLS = 20_000


class Table(NamedTuple):
    """Edges of columns and rows, and for each square of that grid the square that its cell begins at."""

    columns: list[float]
    rows: list[float]
    cell_of: dict[tuple[int, int], tuple[int, int]]

    @property
    def top(self) -> float:
        return self.rows[0]

    def holds(self, word: Word) -> bool:
        x, y = word.left + word.right, word.top + word.bottom
        return 2 * self.columns[0] <= x <= 2 * self.columns[-1] and 2 * self.rows[0] <= y <= 2 * self.rows[-1]

    def cells_of(self, words: Iterable[Word]) -> list[tuple[int, int, list[Word]]]:
        """Row, column and words of each cell, cell after cell, row after row; empty cells are left out."""
        cells = defaultdict[tuple[int, int], list[Word]](list)
        for word in words:
            x, y = word.middle
            square = (_rank(self.rows, y), _rank(self.columns, x))
            cells[self.cell_of[square]].append(word)
        return [(row, column, cells[row, column]) for row, column in sorted(cells)]


def _rank(edges: list[float], at: float) -> int:
    return min(max(bisect_right(edges, at) - 1, 0), len(edges) - 2)


def tables_of(rulings: Rulings) -> list[Table]:
    """The tables of a page from top to bottom; a frame around another one is none."""
    if len(rulings.across) * len(rulings.down) > MOST_PAIRS:
        return []
    made = [_table(across, down) for across, down in _groups(rulings)]
    tables = [table for table in made if table is not None]
    inner = [table for table in tables if not any(_frames(table, other) for other in tables if other is not table)]
    return sorted(inner, key=lambda table: (table.top, table.columns[0]))


def _frames(table: Table, other: Table) -> bool:
    """Whether one that has a single cell goes around another."""
    if len(set(table.cell_of.values())) > 1:
        return False
    return (
        table.columns[0] <= other.columns[0] + NEAR
        and other.columns[-1] <= table.columns[-1] + NEAR
        and table.rows[0] <= other.rows[0] + NEAR
        and other.rows[-1] <= table.rows[-1] + NEAR
    )


def _groups(rulings: Rulings) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Lines that cross or touch, directly or through others."""
    across, down = rulings.across, rulings.down
    leader = list(range(len(across) + len(down)))
    for i, one in enumerate(across):
        for j, other in enumerate(down):
            if _touch(one, other):
                leader[_lead(leader, i)] = _lead(leader, len(across) + j)
    groups = defaultdict[int, tuple[list[Ruling], list[Ruling]]](lambda: ([], []))
    for i, one in enumerate(across):
        groups[_lead(leader, i)][0].append(one)
    for j, other in enumerate(down):
        groups[_lead(leader, len(across) + j)][1].append(other)
    return [(a, d) for a, d in groups.values() if len(a) >= 2 and d]


def _touch(across: Ruling, down: Ruling) -> bool:
    return across.start - NEAR <= down.at <= across.end + NEAR and down.start - NEAR <= across.at <= down.end + NEAR


def _lead(leader: list[int], one: int) -> int:
    while leader[one] != one:
        leader[one] = leader[leader[one]]
        one = leader[one]
    return one


def _table(across: list[Ruling], down: list[Ruling]) -> Table | None:
    """Outer edges need not be drawn: the ends of the other lines tell them."""
    columns = _edges([one.at for one in down] + [one.start for one in across] + [one.end for one in across])
    rows = _edges([one.at for one in across] + [one.start for one in down] + [one.end for one in down])
    if len(columns) < 2 or len(rows) < 2 or len(columns) * len(rows) > MOST_CELLS:
        return None
    return Table(columns, rows, _cells(columns, rows, across, down))


def _edges(places: list[float]) -> list[float]:
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > NEAR:
            edges.append(place)
    return edges


_Square = tuple[int, int]


def _cells(columns: list[float], rows: list[float], across: list[Ruling], down: list[Ruling]) -> dict[_Square, _Square]:
    """Squares with no line between them are one cell, named by the first of its rows and columns."""
    below, beside = _barred(across, rows, columns), _barred(down, columns, rows)
    leader: dict[_Square, _Square] = {}
    for row in range(len(rows) - 1):
        for column in range(len(columns) - 1):
            here = leader[row, column] = (row, column)
            if row and (row, column) not in below:
                _tie(leader, here, (row - 1, column))
            if column and (column, row) not in beside:
                _tie(leader, here, (row, column - 1))
    return {square: _first(leader, square) for square in leader}


def _tie(leader: dict[_Square, _Square], one: _Square, other: _Square) -> None:
    first, second = sorted((_first(leader, one), _first(leader, other)))
    leader[second] = first


def _first(leader: dict[_Square, _Square], square: _Square) -> _Square:
    while leader[square] != square:
        leader[square] = leader[leader[square]]
        square = leader[square]
    return square


def _barred(lines: list[Ruling], edges: list[float], sides: list[float]) -> set[tuple[int, int]]:
    """(edge, side): sides of squares along which a line is drawn, by more than half."""
    found = set[tuple[int, int]]()
    for line in lines:
        edge = min(range(len(edges)), key=lambda rank: abs(edges[rank] - line.at))
        for side, (start, end) in enumerate(pairwise(sides)):
            if min(end, line.end) - max(start, line.start) > (end - start) / 2:
                found.add((edge, side))
    return found
