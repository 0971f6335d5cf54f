"""Zones and points of `benchmarks.localisation`: the open data beside a clone, or invented ones when it is not there.

Points as a hard file of beneficiaries would have them, six decimals like a geocoder's: of twenty, four in boxes round
the zones of a town, two within about 30 m of a border, one inside a zone, thirteen over the country (half by surface,
half by people). Far more fall near a border than in a real file.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from tenir.engines.localisation.index import Index
from tenir.engines.localisation.zones import Zones, of_features

SHARED = Path(os.environ.get("TENIR_SHARED") or Path(__file__).resolve().parents[2] / "shared") / "data"
Points = npt.NDArray[np.float64]
# Degrees: 30 m, and 2 km round a town.
NEAR, AROUND = 0.0003, 0.02


@dataclass(frozen=True)
class Contour:
    """What an index is made of."""

    code: str
    name: str
    geometry: Any


def qpv() -> Zones:
    """The 1,584 priority neighbourhoods of 2024."""
    return of_features(_features(SHARED / "qpv/qpv2024_contours_4dec.geojson.gz", "code", "label"))


def communes() -> Zones:
    """The 35,357 communes of 2018."""
    files = sorted((SHARED / "contours/communes_2018").glob("*.geojson.gz"))
    return of_features(one for file in files for one in _features(file, "code", "nom"))


def _features(file: Path, code: str, name: str) -> Iterator[Contour]:
    read = json.loads(gzip.decompress(file.read_bytes()))
    for feature in read["features"]:
        said = feature["properties"]
        yield Contour(said[code], said[name], shapely.geometry.shape(feature["geometry"]))


def invented(many: int = 400, seed: int = 11) -> Zones:
    """Stars of about 150 vertices round invented towns; some share a border, some overlap."""
    random = np.random.default_rng(seed)
    towns = random.uniform([-4, 43], [7, 50], (many // 8, 2))
    return of_features(_star(random, towns[n % len(towns)], f"Z{n:05}") for n in range(many))


def _star(random: np.random.Generator, town: Points, code: str) -> Contour:
    corners = int(random.integers(60, 240))
    angle = np.sort(random.uniform(0, 2 * np.pi, corners))
    reach = 0.004 * random.uniform(0.6, 1.4, corners)
    centre = town + random.uniform(-AROUND, AROUND, 2)
    # Two decimals more than a grid of 11 m: some vertices and edges are shared to the last digit.
    ring = np.round(centre + np.column_stack([np.cos(angle), np.sin(angle)]) * reach[:, None], 5)
    return Contour(code, f"Zone {code}", shapely.make_valid(shapely.polygons(ring)))


def points(zones: Zones, many: int, country: Points, seed: int = 7) -> tuple[Points, Points]:
    """`many` longitudes and latitudes, in no order; `country` are points over it to draw from."""
    random = np.random.default_rng(seed)
    parts = [
        _in_towns(zones, many * 4 // 20, random),
        _near_borders(zones, many * 2 // 20, random),
        _inside(zones, many // 20, random),
    ]
    rest = many - sum(map(len, parts))
    parts.append(country[random.integers(0, len(country), rest)] + random.normal(0, 0.01, (rest, 2)))
    found = np.round(np.concatenate(parts), 6)
    random.shuffle(found)
    return found[:, 0].copy(), found[:, 1].copy()


def _in_towns(zones: Zones, many: int, random: np.random.Generator) -> Points:
    boxes = shapely.bounds(zones.geometries)[random.integers(0, len(zones), many)]
    return random.uniform(boxes[:, :2] - AROUND, boxes[:, 2:] + AROUND)


def _near_borders(zones: Zones, many: int, random: np.random.Generator) -> Points:
    """Along an edge drawn at random, then off it."""
    vertices = shapely.get_coordinates(zones.geometries)
    start = random.integers(0, len(vertices) - 1, many)
    step = vertices[start + 1] - vertices[start]
    step[np.abs(step).max(axis=1) > AROUND] = 0
    return vertices[start] + step * random.random((many, 1)) + random.uniform(-NEAR, NEAR, (many, 2))


def _inside(zones: Zones, many: int, random: np.random.Generator) -> Points:
    inner = shapely.get_coordinates(shapely.point_on_surface(zones.geometries))
    return inner[random.integers(0, len(inner), many)] + random.normal(0, NEAR, (many, 2))


def country() -> Points:
    """A million points over France: half drawn over its surface, half where people live."""
    random = np.random.default_rng(3)
    return np.concatenate([_by_surface(random), _by_people(random)])


def _by_surface(random: np.random.Generator) -> Points:
    land = Index.of(
        of_features(_features(SHARED / "contours/polygone-4326_dep.geojson.gz", "insee_dep", "lib_dep")), cuts=(16,)
    )
    drawn = random.uniform([-5.2, 41.3], [9.6, 51.1], (1_000_000, 2))
    return drawn[land.lookup(drawn[:, 0], drawn[:, 1]) >= 0][:500_000]


def _by_people(random: np.random.Generator) -> Points:
    listed = json.loads(gzip.decompress((SHARED / "cog/communes.json.gz").read_bytes()))
    people = {one["code"]: one.get("population", 0) for one in listed}
    with gzip.open(SHARED / "cog/communes_centroides.csv.gz", "rt", encoding="utf-8") as file:
        rows = [(row["insee"], float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)]
    weight = np.array([people.get(code, 0) for code, _, _ in rows], dtype=float)
    chosen = random.choice(len(rows), 500_000, p=weight / weight.sum())
    return np.array([row[1:] for row in rows])[chosen] + random.normal(0, 0.01, (500_000, 2))


def invented_country() -> Points:
    """The same over a rectangle."""
    return np.random.default_rng(3).uniform([-5, 42], [8, 51], (200_000, 2))
