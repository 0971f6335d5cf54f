"""The index of zones: made once, kept by `storage.py`, asked for millions of points or for one.

index = Index.of(zones)              # or storage.load(folder)
numbers = index.lookup(lon, lat)     # int32, -1 for none; index.codes[number] is the code
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
import shapely

from tenir.engines.localisation import grid as grids
from tenir.engines.localisation.grid import OPEN, Grid
from tenir.engines.localisation.zones import Floats, Geometries, Ints, Wide, Zones

# How small the last cells are: about 350 m × 240 m, then 22 m × 15 m.
CUTS = (16, 16)
# Points whose temporary columns stay in the processor's cache; points whose cells at a border are settled together.
CHUNK = 1 << 15
BATCH = 1 << 22


@dataclass
class Index:
    """Zones and their grid."""

    zones: Zones
    grid: Grid
    # GEOS finishes a prepared contour at its first use, which two threads must not do at once.
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @classmethod
    def of(cls, zones: Zones, cuts: tuple[int, ...] = CUTS) -> Index:
        """Made now: about a second for the priority neighbourhoods."""
        return cls(zones, grids.build(zones, cuts))

    @property
    def codes(self) -> tuple[str, ...]:
        return self.zones.codes

    @property
    def names(self) -> tuple[str, ...]:
        return self.zones.names

    @cached_property
    def geometries(self) -> Geometries:
        """The contours, prepared for GEOS."""
        shapely.prepare(self.zones.geometries)
        return self.zones.geometries

    @cached_property
    def tree(self) -> shapely.STRtree:
        """The boxes of the zones."""
        return shapely.STRtree(self.zones.geometries)

    def lookup(self, lon: npt.ArrayLike, lat: npt.ArrayLike) -> Ints:
        """Number of the zone of each point, in degrees, -1 for none; the rule is that of `zones.py`."""
        x, y = np.ascontiguousarray(lon, dtype=np.float64), np.ascontiguousarray(lat, dtype=np.float64)
        if x.ndim != 1 or x.shape != y.shape:
            raise ValueError(f"longitudes and latitudes are columns of one length, not {x.shape} and {y.shape}")
        found = np.empty(len(x), dtype=np.int32)
        for start in range(0, len(x), BATCH):
            stop = start + BATCH
            self._batch(x[start:stop], y[start:stop], found[start:stop])
        return found

    def one(self, lon: float, lat: float) -> int:
        """Number of the zone of one point."""
        return int(self.lookup([lon], [lat])[0])

    def _batch(self, x: Floats, y: Floats, found: Ints) -> None:
        """Chunk by chunk through the tables, then all points in cells at a border, cell by cell."""
        positions, lists = [], []
        for start in range(0, len(x), CHUNK):
            stop = start + CHUNK
            position, listed = self._tables(x[start:stop], y[start:stop], found[start:stop])
            positions.append(position + start)
            lists.append(listed)
        position, listed = np.concatenate(positions), np.concatenate(lists)
        order = np.argsort(listed)
        self._border(x, y, found, position[order], listed[order])

    def _tables(self, x: Floats, y: Floats, found: Ints) -> tuple[Wide, Ints]:
        """What the tables settle goes to `found`; back come the other points and their lists."""
        grid = self.grid
        column = cell_of(x, grid.west, grid.scale, grid.width * grid.finest)
        row = cell_of(y, grid.south, grid.scale, grid.height * grid.finest)
        shift = grid.finest.bit_length() - 1
        grid.tables[0].take((row >> shift) * grid.width + (column >> shift), out=found, mode="clip")
        at = np.flatnonzero(found <= OPEN)
        says = found[at]
        for cut, table in zip(grid.cuts, grid.tables[1:], strict=True):
            bits = cut.bit_length() - 1
            shift -= bits
            mask = cut - 1
            inside = (((row[at] >> shift) & mask) << bits) + ((column[at] >> shift) & mask)
            says = table.take(((OPEN - says).astype(np.intp) << (2 * bits)) + inside)
            found[at] = says
            left = np.flatnonzero(says <= OPEN)
            at, says = at[left], says[left]
        return at, OPEN - says

    def _border(self, x: Floats, y: Floats, found: Ints, at: Wide, lists: Ints) -> None:
        """The first zone of its list that meets each point; GEOS says whether it does."""
        grid = self.grid
        turn, last = grid.first[lists], grid.first[lists + 1]
        found[at] = grid.otherwise[lists]
        while len(at):
            zone = grid.candidates[turn]
            with self._lock:
                meets = shapely.intersects_xy(self.geometries[zone], x[at], y[at])
            found[at[meets]] = zone[meets]
            turn = turn + 1
            on = np.flatnonzero(~meets & (turn < last))
            at, turn, last = at[on], turn[on], last[on]


def cell_of(coordinate: Floats, origin: float, scale: float, cells: int) -> Ints:
    """Column or row of each coordinate; what is far or no number falls in the empty ring."""
    with np.errstate(over="ignore", invalid="ignore"):
        units = coordinate - origin
        units *= scale
    np.fmax(units, 0.0, out=units)
    np.fmin(units, cells - 1.0, out=units)
    return units.astype(np.int32)
