"""Lists of coordinates -> polygons and points, each with the sentence of what cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from tenir.engines.localisation.boundaries.errors import UnreadableBoundaries
from tenir.engines.localisation.boundaries.limits import Budget

Floats = NDArray[np.float64]
NOT_AN_AREA = "n'est ni une surface ni un point."


class BadShape(ValueError):
    """What is wrong with one feature, as a sentence."""


def shape_of(kind: str, coordinates: Any, budget: Budget) -> BaseGeometry | None:
    """The geometry of GeoJSON's `type` and `coordinates`; None when there are none. Raises `BadShape`."""
    made = _MAKERS.get(kind)
    if made is None:
        raise BadShape(f"« {kind[:40]} » {NOT_AN_AREA}")
    if not coordinates:
        return None
    try:
        return made(coordinates, budget)
    except (UnreadableBoundaries, BadShape):
        raise
    except (TypeError, ValueError, IndexError, shapely.errors.GEOSException) as error:
        raise BadShape("ses coordonnées ne se lisent pas.") from error


def positions(ring: Sequence[Any], budget: Budget) -> Floats:
    """Longitudes and latitudes (n, 2); heights are left out."""
    budget.spend(len(ring))
    read = np.asarray(ring, dtype=np.float64)
    if read.ndim != 2 or read.shape[1] < 2:
        raise ValueError("not a list of positions")
    if not np.isfinite(read[:, :2]).all():
        raise BadShape("a une coordonnée qui n'est pas un nombre.")
    return read[:, :2]


def polygon(rings: Sequence[Any], budget: Budget) -> BaseGeometry:
    """The first ring and its holes."""
    made = [shapely.linearrings(positions(ring, budget)) for ring in rings]
    return shapely.polygons(made[0], holes=made[1:] or None)


def together(polygons: Sequence[BaseGeometry]) -> BaseGeometry:
    """One multipolygon, or the only polygon."""
    return polygons[0] if len(polygons) == 1 else shapely.multipolygons(list(polygons))


def _point(position: Any, budget: Budget) -> BaseGeometry:
    return shapely.points(positions([position], budget)[0])


def _points(read: Any, budget: Budget) -> BaseGeometry:
    return shapely.multipoints(shapely.points(positions(read, budget)))


def _polygons(read: Any, budget: Budget) -> BaseGeometry:
    return together([polygon(rings, budget) for rings in read])


_MAKERS: dict[str, Callable[[Any, Budget], BaseGeometry]] = {
    "Point": _point,
    "MultiPoint": _points,
    "Polygon": polygon,
    "MultiPolygon": _polygons,
}
