"""How far the nearest border is, for millions of points: edges by the small cells that they are near.

Made for one distance: beyond it, the answer is that no border is so near.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tenir.engines.localisation import raster
from tenir.engines.localisation.grid import BLOCKS_PER_DEGREE, NONE, vertices
from tenir.engines.localisation.index import cell_of
from tenir.engines.localisation.metres import a_degree, reach, to_edges
from tenir.engines.localisation.raster import Edges, spread
from tenir.engines.localisation.zones import Floats, Ints, Wide, Zones

# Cells on a side of a block: about 90 m, more when borders are looked for from further away.
CUTS = ((60.0, 64), (250.0, 16), (1_000.0, 4))
FURTHEST = CUTS[-1][0]
CHUNK = 1 << 16


@dataclass(frozen=True)
class Borders:
    """Edges in degrees; `blocks` then `cells` lead to list n of edges: `listed[first[n]:first[n + 1]]`."""

    metres: float
    west: float
    south: float
    width: int
    height: int
    cut: int
    edges: Edges
    blocks: Ints
    cells: Ints
    first: Wide
    listed: Ints

    @classmethod
    def of(cls, zones: Zones, metres: float) -> Borders:
        """For points up to `metres` (above 0, at most `FURTHEST`) from a border."""
        if not 0 < metres <= FURTHEST:
            raise ValueError(f"borders are looked for from 0 to {FURTHEST} m, not {metres}")
        cut = next(cut for furthest, cut in CUTS if metres <= furthest)
        edges = raster.edges(*vertices(zones.geometries))
        edge, column, row, west, south = _near(edges, metres, cut)
        width, height = int(column.max()) // cut + 2, int(row.max()) // cut + 2
        block, cell = _keys(column, row, cut, width)
        blocks, cells, first, listed = _tables(block, cell, edge, width * height, cut)
        return cls(metres, west, south, width, height, cut, edges, blocks, cells, first, listed)

    def distance(self, lon: Floats, lat: Floats) -> Floats:
        """Metres to the nearest border, infinite beyond `self.metres` or for what is no point."""
        found = np.full(len(lon), np.inf)
        for start in range(0, len(lon), CHUNK):
            stop = start + CHUNK
            self._chunk(lon[start:stop], lat[start:stop], found[start:stop])
        return found

    def _chunk(self, lon: Floats, lat: Floats, found: Floats) -> None:
        at, lists = self._lists(lon, lat)
        if not len(at):
            return
        counts = self.first[lists + 1] - self.first[lists]
        whose, step = spread(counts)
        edge = self.edges.some(self.listed[self.first[lists][whose] + step])
        east, north = a_degree(lat[at])
        x, y, east, north = lon[at][whose], lat[at][whose], east[whose], north[whose]
        ends = ((edge.x0 - x) * east, (edge.y0 - y) * north, (edge.x1 - x) * east, (edge.y1 - y) * north)
        nearest = np.minimum.reduceat(to_edges(*ends), np.cumsum(counts) - counts)
        found[at] = np.where(nearest <= self.metres, nearest, np.inf)

    def _lists(self, lon: Floats, lat: Floats) -> tuple[Wide, Ints]:
        """Points in a cell near an edge, and the list of that cell."""
        scale = float(BLOCKS_PER_DEGREE * self.cut)
        column = cell_of(lon, self.west, scale, self.width * self.cut)
        row = cell_of(lat, self.south, scale, self.height * self.cut)
        block, cell = _keys(column, row, self.cut, self.width)
        at = np.flatnonzero(self.blocks[block] != NONE)
        lists = self.cells[self.blocks[block[at]].astype(np.int64) * self.cut**2 + cell[at]]
        near = lists != NONE
        return at[near], lists[near]


def _near(edges: Edges, metres: float, cut: int) -> tuple[Wide, Wide, Wide, float, float]:
    """Edge, column and row of each cell within reach, and the corner that they count from: an empty ring is left."""
    wide, high = reach(np.maximum(np.abs(edges.y0), np.abs(edges.y1)), metres)
    west = np.floor((edges.x0 - wide).min() * BLOCKS_PER_DEGREE) / BLOCKS_PER_DEGREE - 1 / BLOCKS_PER_DEGREE
    low = np.minimum(edges.y0, edges.y1) - high
    south = np.floor(low.min() * BLOCKS_PER_DEGREE) / BLOCKS_PER_DEGREE - 1 / BLOCKS_PER_DEGREE
    scale = BLOCKS_PER_DEGREE * cut
    x0, x1 = ((one - west) * scale for one in (edges.x0, edges.x1))
    y0, y1 = ((one - south) * scale for one in (edges.y0, edges.y1))
    units = Edges(x0, y0, x1, y1, edges.zone)
    edge, column, row = raster.touched(units, wide * scale, high * scale)
    return edge, column, row, float(west), float(south)


def _keys(column: Wide | Ints, row: Wide | Ints, cut: int, width: int) -> tuple[Wide, Wide]:
    """Number of the block, and of the cell in it."""
    block = (row // cut).astype(np.int64) * width + column // cut
    return block, (row % cut).astype(np.int64) * cut + column % cut


def _tables(block: Wide, cell: Wide, edge: Wide, many: int, cut: int) -> tuple[Ints, Ints, Wide, Ints]:
    """Blocks that have a list, cells that have one, and the lists."""
    blocks = np.full(many, NONE, dtype=np.int32)
    blocks[block] = 0
    used = np.flatnonzero(blocks == 0)
    blocks[used] = np.arange(len(used))
    place = blocks[block] * cut**2 + cell
    order = np.argsort(place, kind="stable")
    place = place[order]
    first = np.flatnonzero(np.append(True, place[1:] != place[:-1]))
    cells = np.full(len(used) * cut**2, NONE, dtype=np.int32)
    cells[place[first]] = np.arange(len(first))
    return blocks, cells, np.append(first, len(place)), edge[order].astype(np.int32)
