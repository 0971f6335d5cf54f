"""An invented ground: a commune that is a square of a tenth of a degree, two neighbourhoods side by side within it."""

from __future__ import annotations

import shapely

from tenir.core.places.models import Place, PlaceKind
from tenir.modules.territories.models import Boundary, BoundaryImport
from tests.builders import a_place

# Codes, names, and (west, south, east, north) in degrees.
COMMUNE = ("99001", "Bourg-Carré", (2.0, 48.0, 2.1, 48.1))
QUARTERS = (
    ("QX00001", "Les Acacias", (2.02, 48.02, 2.04, 48.04)),
    ("QX00002", "La Butte", (2.06, 48.06, 2.08, 48.08)),
)


def contours() -> Place:
    """The commune, with the contours of all three; made once a database."""
    found = Place.objects.filter(kind=PlaceKind.COMMUNE, code=COMMUNE[0]).first()
    if found is not None:
        return found
    for quarter in QUARTERS:
        a_contour(PlaceKind.QPV, *quarter)
    return a_contour(PlaceKind.COMMUNE, *COMMUNE)


def a_contour(kind: str, code: str, name: str, box: tuple[float, float, float, float]) -> Place:
    place = a_place(kind=kind, code=code, name=name)
    origin = BoundaryImport.objects.create(kind=kind, generation="2024", name="essai", sha256="", source="essai")
    west, south, east, north = box
    Boundary.objects.create(
        place=place, origin=origin, generation="2024", wkb=shapely.to_wkb(shapely.box(*box)), surface=1,
        west=west, south=south, east=east, north=north,
    )  # fmt: skip
    return place
