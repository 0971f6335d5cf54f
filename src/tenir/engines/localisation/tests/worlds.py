"""Small worlds where a rule about borders can go wrong: shared borders, overlaps, holes, points on everything."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import shapely
from hypothesis import strategies as st

from tenir.engines.localisation.grid import BLOCKS_PER_DEGREE
from tenir.engines.localisation.zones import Floats, Zones, of_features

CUTS = st.sampled_from([(4,), (2, 2), (16,), (4, 4), (2, 4, 2)])
# A lattice whose lines are borders of blocks and of cells as often as not.
STEP = 1 / (BLOCKS_PER_DEGREE * 4)
ORIGINS = st.sampled_from([(0.0, 0.0), (2.35, 48.85), (-61.5, 16.2), (55.45, -21.1)])


@dataclass(frozen=True)
class Contour:
    """A feature."""

    code: str
    geometry: Any
    name: str = ""


def zones(*geometries: Any) -> Zones:
    """A, B, C … in the order given."""
    return of_features(Contour(chr(65 + rank), geometry) for rank, geometry in enumerate(geometries))


def square(west: float, south: float, side: float, hole: float = 0) -> Any:
    """A square, with a square hole in its middle."""
    whole = shapely.box(west, south, west + side, south + side)
    middle = (side - hole) / 2
    return whole - shapely.box(west + middle, south + middle, west + middle + hole, south + middle + hole)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Zones, Floats]:
    """A few polygons with their corners on a lattice, and points on the lattice and just beside it."""
    origin = np.array(draw(ORIGINS))
    corner = st.tuples(st.integers(0, 12), st.integers(0, 12))
    rings = draw(st.lists(st.lists(corner, min_size=3, max_size=7, unique=True), min_size=1, max_size=5))
    shapes = [_polygon(origin + np.array(ring) * STEP) for ring in rings]
    kept = [shape for shape in shapes if shape.area > 0] or [square(*origin, 12 * STEP, 4 * STEP)]
    return zones(*kept), _points(kept, origin)


def _polygon(ring: Floats) -> Any:
    return shapely.make_valid(shapely.polygons(ring)).buffer(0)


def _points(shapes: list[Any], origin: Floats) -> Floats:
    """The lattice, the vertices, the middles of edges, and their neighbours one unit in the last place away."""
    lattice = origin + np.array(list(product(range(-1, 14), repeat=2))) * STEP
    vertices = shapely.get_coordinates(shapes)
    middles = (vertices[1:] + vertices[:-1]) / 2
    found = np.concatenate([lattice, vertices, middles])
    beside = [np.nextafter(found, found + way) for way in ([1, 0], [-1, 0], [0, 1], [0, -1])]
    return np.concatenate([found, *beside])
