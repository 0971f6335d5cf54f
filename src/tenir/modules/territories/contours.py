"""Contours as GeoJSON, no finer than a map of some zoom can show: cut to a box, simplified to half a pixel, rounded.

A zoom is that of the maps of the web: at zoom 0 the Earth is 256 pixels wide, at each next one twice as many.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import shapely
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from tenir.core.errors import BadInput
from tenir.core.places.models import Place, PlaceName
from tenir.core.web.french import nombre
from tenir.modules.territories.drawing import OFF, Box
from tenir.modules.territories.models import Boundary

EARTH: Box = (-180.0, -90.0, 180.0, 90.0)
CLOSEST = 18
# What one answer holds at most: as many as France has priority neighbourhoods, with room; about half a megabyte.
MOST, MOST_POINTS = 2_000, 30_000
# Pixels under which a contour is given as a point.
SMALL = 3.0


def box_of(text: str) -> Box:
    """« west,south,east,north » in degrees. Raises `BadInput`."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        west, south, east, north = math.nan, 0.0, 0.0, 0.0
    # A comparison with what is no number is false.
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        remedy = "Écrivez ouest,sud,est,nord en degrés\u202f: 4.9,47.2,5.2,47.4."
        raise BadInput("la boîte n'est pas lisible.", where="box", remedy=remedy)
    return west, south, east, north


def of_day(kind: str, day: date, box: Box, zoom: int) -> list[dict[str, Any]]:
    """The contours of a sort of places that hold on a day and meet a box, the latest of each place, by code.

    One query. Raises `BadInput` when they are more than one answer may hold.
    """
    borne = PlaceName.objects.in_force(on=day).filter(place=OuterRef("place_id")).newest_first().values("name")[:1]
    rows = Boundary.objects.in_force(on=day).of_kind(kind).meeting(box).select_related("place", "origin")
    rows = rows.annotate(name_then=Coalesce(Subquery(borne), F("place__name")))
    found = list(rows.order_by("place__code", "generation")[: MOST + 1])
    if len(found) > MOST:
        sentence = f"plus de {nombre(MOST)} contours répondent à cette demande."
        raise BadInput(sentence, where="box", remedy="Demandez une boîte plus petite, ou un seul lieu.")
    return _features(list({one.place_id: one for one in found}.values()), box, zoom)


def of_place(place: Place, zoom: int) -> list[dict[str, Any]]:
    """All contours of a place, the latest first; one query. Raises `BadInput` when they have too many points."""
    rows = place.boundaries.select_related("place", "origin").annotate(name_then=F("place__name"))
    return _features(list(rows), EARTH, zoom)


def _features(rows: Sequence[Boundary], box: Box, zoom: int) -> list[dict[str, Any]]:
    shapes = _drawn(np.array([one.geometry for one in rows], dtype=object), box, zoom)
    if int(shapely.get_num_coordinates(shapes).sum()) > MOST_POINTS:
        sentence = f"ces contours ont plus de {nombre(MOST_POINTS)} points à ce zoom."
        raise BadInput(sentence, where="zoom", remedy="Demandez un zoom plus petit, ou une boîte plus petite.")
    pairs = zip(rows, shapes, strict=True)
    return [_feature(row, shape) for row, shape in pairs if not shape.is_empty]


def _drawn(shapes: Any, box: Box, zoom: int) -> Any:
    """The same contours as seen at a zoom; empty where a box only comes near."""
    if not len(shapes):
        return shapes
    west, south, east, north = shapely.bounds(shapes).T
    pixel = 360 / (256 * 2**zoom)
    middle = math.radians(float(np.mean((south + north) / 2)))
    # A degree of latitude is drawn larger than one of longitude, but at the equator.
    across = np.array([pixel, pixel * max(math.cos(middle), 0.01)])
    small = np.maximum((east - west) / across[0], (north - south) / across[1]) < SMALL
    drawn = shapes.copy()
    drawn[small] = shapely.points((west + east)[small] / 2, (south + north)[small] / 2)
    drawn[~small] = _surfaces(shapely.clip_by_rect(shapes[~small], *box), across)
    decimals = max(0, math.ceil(-math.log10(pixel / 4)))
    return shapely.transform(drawn, lambda read: np.round(read, decimals))


def _surfaces(cut: Any, across: Any) -> Any:
    """Simplified to half a pixel; outer rings turn left, as RFC 7946 wants."""
    pixels = shapely.transform(cut, lambda read: read / across)
    simple = shapely.simplify(pixels, OFF, preserve_topology=True)
    return shapely.orient_polygons(shapely.transform(simple, lambda read: read * across))


def _feature(row: Any, shape: Any) -> dict[str, Any]:
    place, origin = row.place, row.origin
    told = {
        "kind": place.kind,
        "code": place.code,
        "name": row.name_then,
        "generation": row.generation,
        "since": row.since and row.since.isoformat(),
        "until": row.until and row.until.isoformat(),
        "is_invented": place.is_invented or origin.is_invented,
        "source": origin.source,
    }
    return {"type": "Feature", "properties": told, "geometry": json.loads(shapely.to_geojson(shape))}
