"""Places that are known, by sort and code, and the contours in which others are looked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from tenir.core.places.models import Containment, Place, PlaceKind
from tenir.modules.territories.importing.facts import Box, Key
from tenir.modules.territories.models import Boundary

# Keys listed in one statement.
CHUNK = 500


def known(kinds: Iterable[str]) -> dict[Key, str]:
    """Names of the known places of some kinds, by sort and code; one query."""
    rows = Place.objects.filter(kind__in=set(kinds)).values_list("kind", "code", "name")
    return {(kind, code): name for kind, code, name in rows}


class Zone(NamedTuple):
    """A contour of a place that others may lie in."""

    place: Key
    geometry: BaseGeometry


def zones(kind: str, boxes: Sequence[Box]) -> list[Zone]:
    """The latest contours of a kind of places that meet one of these boxes; a former commune answers for today's."""
    rows = list(_latest(kind))
    if not rows or not boxes:
        return []
    kept = _meeting(np.array([row[4:] for row in rows]), np.array(boxes))
    today = _of_today()
    found = []
    for chunk in _chunks([rows[index] for index in kept]):
        lines = dict(Boundary.objects.filter(pk__in=[row[0] for row in chunk]).values_list("pk", "wkb"))
        for pk, place, its_kind, code, *_ in chunk:
            key = today.get(place, (its_kind, code)) if its_kind == PlaceKind.FORMER_COMMUNE else (its_kind, code)
            found.append(Zone(key, shapely.from_wkb(bytes(lines[pk]))))
    return found


Row = tuple[int, int, str, str, float, float, float, float]


def _latest(kind: str) -> Iterator[Row]:
    """One row a place: key of the contour, of the place, its sort and code, its box."""
    kinds = [kind, PlaceKind.FORMER_COMMUNE] if kind == PlaceKind.COMMUNE else [kind]
    rows = Boundary.objects.filter(place__kind__in=kinds, surface__gt=0).order_by("place_id", "-generation")
    last = None
    columns = ("pk", "place_id", "place__kind", "place__code", "west", "south", "east", "north")
    for row in rows.values_list(*columns).iterator(chunk_size=5000):
        if row[1] != last:
            yield row
        last = row[1]


def _meeting(rows: np.ndarray, boxes: np.ndarray) -> list[int]:
    """Which rows meet one of the boxes at all."""
    tree = shapely.STRtree(shapely.box(*rows.T))
    return sorted(set(tree.query(shapely.box(*boxes.T))[1].tolist()))


def _of_today() -> dict[int, Key]:
    """The commune of today in which each former one lies."""
    rows = Containment.objects.in_force().filter(part__kind=PlaceKind.FORMER_COMMUNE, whole__kind=PlaceKind.COMMUNE)
    return {part: (kind, code) for part, kind, code in rows.values_list("part_id", "whole__kind", "whole__code")}


def _chunks(rows: list[Row]) -> Iterator[list[Row]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]
