"""The slow, obvious twin of the index: every point against every zone by the plain predicate."""

from __future__ import annotations

import numpy as np
import shapely

from tenir.engines.localisation.zones import Floats, Ints, Zones


def lookup(zones: Zones, lon: Floats, lat: Floats) -> Ints:
    """Number of the zone of each point, -1 for none: the smallest code is asked last and has the last word."""
    found = np.full(len(lon), -1, dtype=np.int32)
    finite = np.isfinite(lon) & np.isfinite(lat)
    points = shapely.points(np.where(finite, lon, 0), np.where(finite, lat, 0))
    for number in reversed(range(len(zones))):
        found[finite & shapely.intersects(zones.geometries[number], points)] = number
    return found
