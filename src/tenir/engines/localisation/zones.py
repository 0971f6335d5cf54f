"""Zones: a code, a name and a contour each, in the order of their codes, so that a smaller number is a smaller code.

**The rule.** A zone is closed: a point on its border is in it. When several zones hold a point, the smallest code has
it (codes compared as text). A coordinate that is no finite number is in none. The twin (`twin.py`) says the same thing
slowly; docs/explanation/point-in-zone.md says why it must be said.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import shapely

from tenir.engines.localisation.errors import BadZones

RULE = "closed zones; on several, the smallest code; no finite coordinate, no zone"
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Wide = npt.NDArray[np.int64]
Geometries = npt.NDArray[np.object_]


class HasContour(Protocol):
    """What `boundaries.read` yields."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def geometry(self) -> Any: ...


@dataclass(frozen=True)
class Zones:
    """Codes in order, names, and valid polygons in degrees (longitude, latitude, WGS 84)."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    geometries: Geometries

    def __len__(self) -> int:
        return len(self.codes)


def of_features(features: Iterable[HasContour]) -> Zones:
    """Zones of features in any order. Raises `BadZones` on none, a doubled code, no surface, or what is no degree."""
    ordered = sorted(features, key=lambda one: one.code)
    if not ordered:
        raise BadZones("aucune zone n'est donnée.", remedy="Vérifiez que le fichier contient des contours.")
    codes = tuple(one.code for one in ordered)
    _refuse_doubled(codes)
    geometries = np.array([one.geometry for one in ordered], dtype=object)
    _refuse_far(codes, geometries)
    return Zones(codes, tuple(one.name for one in ordered), _surfaces(codes, geometries))


def _refuse_doubled(codes: Sequence[str]) -> None:
    doubled = sorted({one for one, following in itertools.pairwise(codes) if one == following})
    if doubled:
        raise BadZones("ce code est donné à plusieurs zones.", where=doubled[0], remedy="Un code, une zone.")


def _refuse_far(codes: Sequence[str], geometries: Geometries) -> None:
    bounds = shapely.bounds(geometries)
    far = ~np.all((bounds >= [-180, -90, -180, -90]) & (bounds <= [180, 90, 180, 90]), axis=1)
    if far.any():
        remedy = "Donnez des contours en degrés (WGS 84), longitude puis latitude."
        raise BadZones("ce contour est vide ou sort du globe.", where=codes[int(np.argmax(far))], remedy=remedy)


def _surfaces(codes: Sequence[str], geometries: Geometries) -> Geometries:
    """Each contour as valid polygons: crossed rings are untied as GEOS does by default, and lines left over dropped.

    Not `method="structure"`, which empties one of the neighbourhoods of 2024.
    """
    found = shapely.force_2d(geometries)
    bad = ~shapely.is_valid(found) | (shapely.get_dimensions(found) < 2) | (shapely.get_type_id(found) == 7)
    for rank in np.flatnonzero(bad):
        found[rank] = _surface(found[rank])
    empty = shapely.is_empty(found)
    if empty.any():
        raise BadZones("ce contour n'a pas de surface.", where=codes[int(np.argmax(empty))])
    return np.asarray(found, dtype=object)


def _surface(geometry: Any) -> Any:
    parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(geometry)))
    return shapely.multipolygons(parts[shapely.get_type_id(parts) == 3])
