"""What a page says of its map that one can move: which contours, which part of the Earth, what lies under them.

`static/territories/map.js` reads it from the page and fetches Leaflet when somebody asks for the map.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Max, Min

from tenir.core.places.models import Place, PlaceKind
from tenir.modules.territories.drawing import Box
from tenir.modules.territories.models import Boundary
from tenir.outside.tiles import Tiles

# Parts of France on maps: name, box in degrees, width and height of the drawing in pixels.
SHEETS: tuple[tuple[str, Box, int, int], ...] = (
    ("Hexagone et Corse", (-5.2, 41.3, 9.7, 51.2), 640, 660),
    ("Guadeloupe", (-61.85, 15.8, -60.95, 16.55), 150, 130),
    ("Martinique", (-61.25, 14.35, -60.8, 14.9), 150, 130),
    ("Guyane", (-54.7, 2.1, -51.5, 5.85), 150, 130),
    ("La Réunion", (55.2, -21.42, 55.85, -20.85), 150, 130),
    ("Mayotte", (45.0, -13.02, 45.32, -12.62), 150, 130),
)
WORDS = {
    PlaceKind.QPV: ("quartier prioritaire", "quartiers prioritaires"),
    PlaceKind.QRR: ("quartier de reconquête républicaine", "quartiers de reconquête républicaine"),
    PlaceKind.CITE_EDUCATIVE: ("cité éducative", "cités éducatives"),
    PlaceKind.CONTRAT: ("périmètre de contrat de ville", "périmètres de contrat de ville"),
}


@dataclass(frozen=True)
class Live:
    """A map of the places of `kind` on a day, opened on `box`; `own` is the place that the page is about."""

    name: str
    kind: str
    box: Box
    day: date | None = None
    own: Place | None = None
    # The generation of the contour of `own` that the page tells.
    generation: str = ""
    # The element that the map takes the place of on a screen.
    instead: str = ""
    button: str = "Carte détaillée"
    # Whether a click chooses a point, rather than opens the page of a place.
    chooses: bool = False
    jumps: tuple[tuple[str, Box], ...] = ()

    @property
    def words(self) -> str:
        """What is counted under the map: one, many."""
        return "|".join(WORDS.get(PlaceKind(self.kind), ("lieu", "lieux")))

    @property
    def corners(self) -> str:
        """West, south, east, north."""
        return ",".join(f"{one:.5f}" for one in self.box)

    @property
    def places(self) -> str:
        """Where one may jump to, as JSON."""
        return json.dumps([[name, box] for name, box in self.jumps], ensure_ascii=False)

    @property
    def tiles(self) -> Tiles | None:
        """What the owner of the site lets lie under it."""
        chosen: Tiles | None = settings.MAP_TILES
        return chosen


def parts() -> tuple[tuple[str, Box], ...]:
    """The parts of France."""
    return tuple((name, box) for name, box, _, _ in SHEETS)


def extent(kind: str) -> Box:
    """The box of today's contours of a sort in the mainland, else the mainland; one query."""
    rows = Boundary.objects.in_force().of_kind(kind).meeting(SHEETS[0][1])
    found = rows.aggregate(Min("west"), Min("south"), Max("east"), Max("north"))
    return SHEETS[0][1] if found["west__min"] is None else tuple(found.values())
