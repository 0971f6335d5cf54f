"""Which cells of a grid an edge touches, for many edges at once; never one too few.

Everything is in units of a cell: cell (i, j) is the square from (i, j) to (i + 1, j + 1).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tenir.engines.localisation.zones import Floats, Wide

# Edges at once: what bounds the memory of the temporary columns.
GO = 200_000


@dataclass(frozen=True)
class Edges:
    """From (`x0`, `y0`) to (`x1`, `y1`), each of a zone; all of one length, `x0` never above `x1`."""

    x0: Floats
    y0: Floats
    x1: Floats
    y1: Floats
    zone: Wide

    def __len__(self) -> int:
        return len(self.zone)

    def some(self, chosen: slice | Wide) -> Edges:
        return Edges(self.x0[chosen], self.y0[chosen], self.x1[chosen], self.y1[chosen], self.zone[chosen])


def edges(points: Floats, ring: Wide, zone: Wide) -> Edges:
    """Of vertices (n × 2), the number of the ring of each, and the zone of each."""
    start = np.flatnonzero(ring[1:] == ring[:-1])
    first, last = points[start], points[start + 1]
    turned = first[:, 0] > last[:, 0]
    low, high = np.where(turned[:, None], last, first), np.where(turned[:, None], first, last)
    x0, y0, x1, y1 = map(np.ascontiguousarray, (low[:, 0], low[:, 1], high[:, 0], high[:, 1]))
    return Edges(x0, y0, x1, y1, zone[start])


def spread(counts: Wide) -> tuple[Wide, Wide]:
    """For counts 2, 0, 3: whose turn it is (0 0 2 2 2) and which turn (0 1 0 1 2)."""
    whose = np.repeat(np.arange(len(counts)), counts)
    return whose, np.arange(len(whose)) - np.repeat(np.cumsum(counts) - counts, counts)


def touched(many: Edges, margin_x: npt.ArrayLike, margin_y: npt.ArrayLike) -> tuple[Wide, Wide, Wide]:
    """Edge, column and row of each cell within the margins (one for all edges, or one each) of an edge."""
    margins = [np.broadcast_to(np.asarray(one, dtype=np.float64), (len(many),)) for one in (margin_x, margin_y)]
    starts = range(0, len(many), GO)
    goes = [_touched(many, slice(start, start + GO), *margins) for start in starts]
    edge, column, row = (np.concatenate(part) for part in zip(*goes, strict=True))
    return edge, column, row


def _touched(all_edges: Edges, go: slice, margin_x: Floats, margin_y: Floats) -> tuple[Wide, Wide, Wide]:
    """Column by column, then the rows that the piece of the edge in that column reaches."""
    many, wide, high = all_edges.some(go), margin_x[go], margin_y[go]
    first = _floor(many.x0 - wide)
    edge, step = spread(_floor(many.x1 + wide) - first + 1)
    column = first[edge] + step
    low, top = _heights(many.some(edge), column - wide[edge], column + 1 + wide[edge])
    bottom = _floor(low - high[edge])
    piece, step = spread(_floor(top + high[edge]) - bottom + 1)
    return edge[piece] + go.start, column[piece], bottom[piece] + step


def _heights(many: Edges, left: Floats, right: Floats) -> tuple[Floats, Floats]:
    """Lowest and highest point of each edge between two verticals."""
    width = np.where(many.x1 > many.x0, many.x1 - many.x0, 1.0)
    slope = (many.y1 - many.y0) / width
    ends = [many.y0 + (np.clip(at, many.x0, many.x1) - many.x0) * slope for at in (left, right)]
    upright = many.x1 <= many.x0
    low = np.where(upright, np.minimum(many.y0, many.y1), np.minimum(*ends))
    top = np.where(upright, np.maximum(many.y0, many.y1), np.maximum(*ends))
    return low, top


def _floor(values: Floats) -> Wide:
    return np.floor(values).astype(np.int64)
