"""Zones made into a grid in which almost every point is settled by reading one to three numbers.

Blocks of 0.05 degree, each of them settled (wholly in one zone, or in none) or cut into cells, which are settled or cut
again. A cell of the last cut that is not settled has a short list: the zones whose border crosses it and that could win
by the rule, in order, then the zone that holds the whole cell, if any.

What makes a settled cell sure: every cell within 1e-9 degree of an edge counts as crossed by it, far more than what
rounding can do, and between two crossed cells of a row a zone holds all cells or none, which GEOS says of one point.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from tenir.engines.localisation.raster import Edges, edges, spread, touched
from tenir.engines.localisation.zones import Floats, Geometries, Ints, Wide, Zones

BLOCKS_PER_DEGREE = 20
MARGIN = 1e-9
NONE = -1
# In a table, -2 - n says: go on in block n of the next table, or, in the last one, by list n.
OPEN = -2
# Pieces of rows filled at once.
GO = 500_000
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Grid:
    """`tables[0]` is `height` × `width` blocks with a ring of empty ones around; `cuts` says how many cells a side.

    List n: `candidates[first[n]:first[n + 1]]`, then `otherwise[n]`. Cuts are powers of two: dividing is shifting.
    """

    west: float
    south: float
    width: int
    height: int
    cuts: tuple[int, ...]
    tables: tuple[Ints, ...]
    first: Ints
    candidates: Ints
    otherwise: Ints

    @property
    def finest(self) -> int:
        """Cells of the last cut on a side of a block."""
        return math.prod(self.cuts)

    @property
    def scale(self) -> float:
        """Cells of the last cut a degree."""
        return float(BLOCKS_PER_DEGREE * self.finest)


@dataclass(frozen=True)
class _Frame:
    west: float
    south: float
    width: int
    height: int


@dataclass(frozen=True)
class _Crossed:
    """Cells of one size that borders cross: zone, row and column, in this order."""

    zone: Wide
    row: Wide
    column: Wide


@dataclass(frozen=True)
class _Runs:
    """Cells of a row that a zone holds whole: `length` of them from `column` on."""

    zone: Wide
    row: Wide
    column: Wide
    length: Wide

    def some(self, chosen: slice | Flags) -> _Runs:
        return _Runs(self.zone[chosen], self.row[chosen], self.column[chosen], self.length[chosen])


def build(zones: Zones, cuts: Sequence[int]) -> Grid:
    """The grid of these zones; `cuts` are powers of two."""
    points, ring, zone = vertices(zones.geometries)
    frame = _frame(points)
    finest = math.prod(cuts)
    units = (points - [frame.west, frame.south]) * (BLOCKS_PER_DEGREE * finest)
    border = _crossed_by(edges(units, ring, zone), MARGIN * BLOCKS_PER_DEGREE * finest)
    tables: list[Ints] = []
    for level in range(len(cuts) + 1):
        side = math.prod(cuts[:level])
        crossed = _coarser(border, finest // side)
        held = _held(crossed, zones.geometries, frame, BLOCKS_PER_DEGREE * side)
        table, lists = _table(tables, frame, cuts[:level], crossed, held)
        tables.append(table)
    return Grid(frame.west, frame.south, frame.width, frame.height, tuple(cuts), tuple(tables), *lists)


def vertices(geometries: Geometries) -> tuple[Floats, Wide, Wide]:
    """All vertices (n × 2), the number of the ring of each, and of the zone."""
    parts, zone = shapely.get_parts(geometries, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    return points, ring.astype(np.int64), zone[part[ring]].astype(np.int64)


def _frame(points: Floats) -> _Frame:
    low = np.floor(points.min(axis=0) * BLOCKS_PER_DEGREE) - 1
    high = np.floor(points.max(axis=0) * BLOCKS_PER_DEGREE) + 2
    (width, height), (west, south) = (high - low).astype(int), low / BLOCKS_PER_DEGREE
    return _Frame(float(west), float(south), int(width), int(height))


def _crossed_by(many: Edges, margin: float) -> _Crossed:
    edge, column, row = touched(many, margin, margin)
    return _distinct(many.zone[edge], row, column)


def _coarser(border: _Crossed, by: int) -> _Crossed:
    return border if by == 1 else _distinct(border.zone, border.row // by, border.column // by)


def _distinct(zone: Wide, row: Wide, column: Wide) -> _Crossed:
    wide, high = int(column.max()) + 1, int(row.max()) + 1
    key = (zone * high + row) * wide + column
    key.sort()
    rest, column = np.divmod(key[_news(key)], wide)
    zone, row = np.divmod(rest, high)
    return _Crossed(zone, row, column)


def _news(ordered: Wide) -> Flags:
    """Which values differ from the one before: `np.unique` hashes first, many times slower here."""
    return np.append(True, ordered[1:] != ordered[:-1])


def _held(crossed: _Crossed, geometries: Geometries, frame: _Frame, scale: int) -> _Runs:
    """Runs of cells between crossed ones of a row, when a point of the first cell is in the zone."""
    zone, row, column = crossed.zone, crossed.row, crossed.column
    same = (zone[1:] == zone[:-1]) & (row[1:] == row[:-1])
    gap = np.flatnonzero(same & (column[1:] > column[:-1] + 1))
    runs = _Runs(zone[gap], row[gap], column[gap] + 1, column[gap + 1] - column[gap] - 1)
    x, y = frame.west + (runs.column + 0.5) / scale, frame.south + (runs.row + 0.5) / scale
    shapely.prepare(geometries)
    return runs.some(shapely.intersects_xy(geometries[runs.zone], x, y))


def _table(
    above: Sequence[Ints], frame: _Frame, cuts: Sequence[int], crossed: _Crossed, held: _Runs
) -> tuple[Ints, tuple[Ints, Ints, Ints]]:
    """What each cell of this cut says, and the lists of those that are not settled."""
    whole = np.full(_size(above, frame, cuts), NONE, dtype=np.int32)
    for cell, zone in _filled(above, frame, cuts, held):
        whole[cell] = zone
    cell, zone = _at_border(above, frame, cuts, crossed)
    wins = (whole[cell] == NONE) | (zone < whole[cell])
    zones = int(crossed.zone.max()) + 1
    key = cell[wins] * zones + zone[wins]
    key.sort()
    cell, zone = np.divmod(key, zones)
    first = np.flatnonzero(_news(cell))
    open_cells = cell[first]
    lists = (np.append(first, len(key)).astype(np.int32), zone.astype(np.int32), whole[open_cells])
    whole[open_cells] = OPEN - np.arange(len(open_cells), dtype=np.int32)
    return whole, lists


def _size(above: Sequence[Ints], frame: _Frame, cuts: Sequence[int]) -> int:
    """How many cells: all blocks, or those of each cell that was left open."""
    if not above:
        return frame.width * frame.height
    return int(np.count_nonzero(above[-1] <= OPEN)) * int(cuts[-1]) ** 2


def _at_border(above: Sequence[Ints], frame: _Frame, cuts: Sequence[int], crossed: _Crossed) -> tuple[Wide, Wide]:
    """Crossed cells that are in the table, with the zone whose border it is."""
    cell = _located(above, frame, cuts, crossed.row, crossed.column)
    there = cell >= 0
    return cell[there], crossed.zone[there]


def _filled(above: Sequence[Ints], frame: _Frame, cuts: Sequence[int], held: _Runs) -> Iterator[tuple[Wide, Wide]]:
    """Cells and the zone that holds each whole; the smallest code comes last, so that it is written last."""
    for stop in range(len(held.zone), 0, -GO):
        pieces = held.some(slice(max(stop - GO, 0), stop))
        if cuts:
            pieces = _pieces(pieces, cuts[-1])
        cell = _located(above, frame, cuts, pieces.row, pieces.column)
        there = np.flatnonzero(cell >= 0)[::-1]
        whose, step = spread(pieces.length[there])
        yield cell[there][whose] + step, pieces.zone[there][whose]


def _pieces(runs: _Runs, cut: int) -> _Runs:
    """The same cells, no run reaching from one block into the next."""
    begin = runs.column // cut
    run, step = spread((runs.column + runs.length - 1) // cut - begin + 1)
    block = begin[run] + step
    left = np.maximum(runs.column[run], block * cut)
    right = np.minimum(runs.column[run] + runs.length[run], (block + 1) * cut)
    return _Runs(runs.zone[run], runs.row[run], left, right - left)


def _located(above: Sequence[Ints], frame: _Frame, cuts: Sequence[int], row: Wide, column: Wide) -> Wide:
    """Where cells are in the table of the last of `cuts`; -1 when a table above has settled them."""
    if not cuts:
        return row * frame.width + column
    cut = int(cuts[-1])
    parent = _located(above[:-1], frame, cuts[:-1], row // cut, column // cut)
    says = np.where(parent >= 0, above[-1][parent], NONE).astype(np.int64)
    cell = ((OPEN - says) * cut + row % cut) * cut + column % cut
    return np.where(says <= OPEN, cell, -1)
