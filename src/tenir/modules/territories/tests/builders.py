"""Invented contours: squares of a hundredth of a degree near Dijon."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import shapely

from tenir.core.actions import System
from tenir.engines.localisation.boundaries import Columns, read_bytes
from tenir.modules.territories import actions
from tenir.modules.territories.importing import preparing, saying
from tenir.modules.territories.importing.facts import Prepared
from tenir.modules.territories.models import BoundaryImport

BY = System("test")
WEST, SOUTH, SIDE = 5.0, 47.3, 0.01


def square(column: float, row: float = 0, width: float = 1) -> dict[str, Any]:
    """GeoJSON of a square of the grid."""
    west, south = WEST + column * SIDE, SOUTH + row * SIDE
    return shapely.geometry.mapping(shapely.box(west, south, west + width * SIDE, south + SIDE))


def file(*places: tuple[str, dict[str, Any] | None], **told: Any) -> bytes:
    """A file of places: code and shape."""
    features = [
        {"type": "Feature", "properties": {"code": code, "nom": f"Lieu {code}", **told}, "geometry": shape}
        for code, shape in places
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def prepared(data: bytes, kind: str = "qrr", generation: str = "2024", **said: Any) -> Prepared:
    """A file read and prepared, nothing written."""
    told = {name: value.isoformat() if isinstance(value, date) else value for name, value in said.items()}
    known = saying.known("essai.geojson", kind=kind, generation=generation, **told)
    return preparing.prepare(read_bytes(data, "essai.geojson", Columns()), replace(known, file="essai.geojson"))


def imported(data: bytes, kind: str = "qrr", generation: str = "2024", **said: Any) -> BoundaryImport:
    """A file imported."""
    return actions.import_boundaries(by=BY, prepared=prepared(data, kind, generation, **said))
