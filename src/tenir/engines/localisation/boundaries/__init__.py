"""Reading a boundary file: GeoJSON in degrees only, until the readers of the other official formats are here."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely

from tenir.engines.localisation.errors import BadZones

# The readers to come have an error of this name.
UnreadableBoundaries = BadZones

CODES = ("code", "code_qp", "insee", "codgeo", "id")
NAMES = ("name", "nom", "label", "libelle", "lib_qp")
REMEDY = "Donnez un GeoJSON (WGS 84) dont chaque zone a un code."


@dataclass(frozen=True)
class Feature:
    """One zone as it was read; `where` is its place in the file."""

    code: str
    name: str
    geometry: Any
    where: str = ""


@dataclass
class Boundaries:
    """What was read, and what could not be."""

    features: list[Feature] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    # Faults that could not be put right: the file is not to be used.
    refused: list[str] = field(default_factory=list)


def read(path: Path) -> Boundaries:
    """The zones of a file. Raises `UnreadableBoundaries` when it is no boundary file."""
    try:
        data = path.read_bytes()
        plain = json.loads(gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data)
        features = [_feature(one, rank) for rank, one in enumerate(plain["features"], start=1)]
    except OSError as error:
        raise UnreadableBoundaries("le fichier de contours ne peut pas être lu.", where=path.name) from error
    except (ValueError, KeyError, TypeError, StopIteration, shapely.errors.ShapelyError) as error:
        raise UnreadableBoundaries(
            "ce n'est pas un fichier de contours connu.", where=path.name, remedy=REMEDY
        ) from error
    return Boundaries(features)


def _feature(one: dict[str, Any], rank: int) -> Feature:
    said = {str(key).lower(): value for key, value in one["properties"].items()}
    code = next(str(said[key]) for key in CODES if said.get(key) not in (None, ""))
    name = next((str(said[key]) for key in NAMES if said.get(key)), code)
    return Feature(code, name, shapely.geometry.shape(one["geometry"]), f"élément {rank}")
