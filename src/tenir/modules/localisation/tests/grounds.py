"""Invented squares on a hill near Dijon, as imported contours."""

from __future__ import annotations

from datetime import date

import shapely

from tenir.core.places.models import Place, PlaceKind
from tenir.modules.territories.models import Boundary, BoundaryImport
from tests.builders import a_place

# Of the corner that squares are counted from, and about a kilometre northwards in degrees.
WEST, SOUTH, STEP = 5.0, 47.3, 0.009


def an_import(generation: str = "2024", **fields: object) -> BoundaryImport:
    """A file that holds all there is in France."""
    told = {"kind": PlaceKind.QPV, "name": "carres.geojson", "sha256": "0" * 64, "source": "Carrés inventés"}
    return BoundaryImport.objects.create(**{**told, "generation": generation, "whole_country": True, **fields})


def a_square(origin: BoundaryImport, code: str, west: float, south: float, side: float = 2, **fields: object) -> Place:
    """A place whose contour begins `west` and `south` steps from the corner, and is `side` steps wide."""
    kind = str(fields.pop("kind", PlaceKind.QPV))
    place = Place.objects.filter(kind=kind, code=code).first() or a_place(kind=kind, code=code, name=f"Carré {code}")
    box = (WEST + west * STEP, SOUTH + south * STEP, WEST + (west + side) * STEP, SOUTH + (south + side) * STEP)
    told = {"since": date(2024, 1, 1), "precision": 5, "surface": 1_000_000, **fields}
    bounds = dict(zip(("west", "south", "east", "north"), box, strict=True))
    line = shapely.box(*box)
    Boundary.objects.create(place=place, origin=origin, generation=origin.generation, wkb=line.wkb, **bounds, **told)
    return place


def at(west: float, south: float) -> tuple[float, float]:
    """Longitude and latitude of a point so many steps from the corner."""
    return WEST + west * STEP, SOUTH + south * STEP
