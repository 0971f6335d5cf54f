"""Is this point in a zone: yes, no, or cannot say, because a border is nearer than the place is known.

Two precisions add up, in metres: how far the address may be from its point, and how far the border of the file may be
from the border of the decree (`of_file` reads what rounding alone does to it).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
import shapely

from tenir.engines.localisation.grid import NONE, vertices
from tenir.engines.localisation.index import Index
from tenir.engines.localisation.metres import a_degree, reach, to_edges
from tenir.engines.localisation.raster import edges
from tenir.engines.localisation.zones import Floats, Wide, Zones

# Decimals of a degree that a file may have been rounded to; with more, rounding moves nothing that matters.
DECIMALS = (4, 5, 6)
SEEN = 5_000


class Answer(Enum):
    """What may be said of a point."""

    YES = "yes"
    NO = "no"
    CANNOT_SAY = "cannot_say"


@dataclass(frozen=True)
class Verdict:
    """`zone`: the number that the rule gives, -1 for none, whatever the precision.

    `nearest`: the zone whose border is the nearest within the precision, -1 when there is none; `distance` in metres to
    that border, infinite when there is none.
    """

    answer: Answer
    zone: int
    nearest: int
    distance: float


def judge(index: Index, lon: float, lat: float, precision: float) -> Verdict:
    """One point, known to `precision` metres, borders included; with 0, the rule alone decides.

    Raises `ValueError` on what is no point of the globe.
    """
    if not (-180 <= lon <= 180 and -90 < lat < 90):
        raise ValueError(f"no point of the globe is at ({lon}, {lat})")
    zone = index.one(lon, lat)
    nearest, distance = _nearest(index, lon, lat, precision)
    if nearest != NONE:
        return Verdict(Answer.CANNOT_SAY, zone, nearest, distance)
    return Verdict(Answer.NO if zone == NONE else Answer.YES, zone, NONE, np.inf)


def _nearest(index: Index, lon: float, lat: float, precision: float) -> tuple[int, float]:
    """The zone with an edge within `precision` metres, the nearest, then the smallest code; and how far."""
    near = _candidates(index, lon, lat, precision)
    if not len(near) or precision <= 0:
        return NONE, np.inf
    points, ring, rank = vertices(index.zones.geometries[near])
    east, north = a_degree(lat)
    many = edges((points - [lon, lat]) * [float(east), float(north)], ring, rank)
    distances = to_edges(many.x0, many.y0, many.x1, many.y1)
    distance = float(distances.min())
    if distance > precision:
        return NONE, np.inf
    return int(near[many.zone[distances == distance].min()]), distance


def _candidates(index: Index, lon: float, lat: float, precision: float) -> Wide:
    """Zones whose box meets the square round the point, in the order of codes."""
    wide, high = reach(lat, precision)
    return np.sort(index.tree.query(shapely.box(lon - wide, lat - high, lon + wide, lat + high)))


def of_file(zones: Zones) -> float:
    """How far, in metres, the rounding of the coordinates of a file may have moved its borders; 0 when it is nothing.

    Read from the file itself: the fewest decimals that hold all its coordinates (a repair adds a few points that have
    more, hence nearly all).
    """
    points, _, _ = vertices(zones.geometries)
    seen = points[:: max(1, len(points) // SEEN)]
    for decimals in DECIMALS:
        if np.mean(np.abs(seen - np.round(seen, decimals)) < 1e-9) > 0.99:
            return _moved(seen, decimals)
    return 0.0


def _moved(points: Floats, decimals: int) -> float:
    """Half a step each way, where a degree is the widest."""
    lat = float(np.abs(points[:, 1]).min())
    east, _ = a_degree(lat)
    _, north = a_degree(90)
    return float(np.hypot(east, north)) * 0.5 * 10.0**-decimals
