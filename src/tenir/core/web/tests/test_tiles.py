"""The tile map's drawing, measured against real outlines."""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from tenir.core.web import tiles

# Uninhabited: no commitment is made there.
WITHOUT_TILE = {"984", "989"}


def outlines(shared: Path) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    """Code of each mainland département and all corners of its outline."""
    with gzip.open(shared / "data/contours/polygone-4326_dep.geojson.gz") as file:
        features = json.load(file)["features"]
    for feature in features:
        shape = feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        code = feature["properties"]["insee_dep"]
        if code in tiles.MAINLAND_CELLS:
            yield code, [(x, y) for polygon in polygons for ring in polygon for x, y in ring]


def bordering(shared: Path) -> set[tuple[str, str]]:
    """Pairs of départements whose outlines have at least two corners in common."""
    owners = defaultdict(set)
    for code, corners in outlines(shared):
        for x, y in corners:
            owners[round(x, 5), round(y, 5)].add(code)
    common = Counter(pair for codes in owners.values() for pair in combinations(sorted(codes), 2))
    return {pair for pair, corners in common.items() if corners >= 2}


def apart(first: str, second: str) -> int:
    """Tiles between two places, as a king walks."""
    (x, y), (u, v) = tiles.MAINLAND_CELLS[first], tiles.MAINLAND_CELLS[second]
    return max(abs(x - u), abs(y - v))


def ranks_agree(values: dict[str, float], tiles_along: dict[str, int]) -> float:
    """Share of pairs that stand in the same order on the ground and on the map, among those that differ on the map."""
    pairs = [(a, b) for a, b in combinations(values, 2) if tiles_along[a] != tiles_along[b]]
    same = sum((values[a] < values[b]) == (tiles_along[a] < tiles_along[b]) for a, b in pairs)
    return same / len(pairs)


def test_each_tile_has_a_name_and_a_place_of_its_own() -> None:
    mainland, overseas = tiles.MAINLAND_CELLS, tiles.OVERSEAS_CELLS
    assert (len(mainland), len(overseas)) == (96, 11)
    assert {*mainland, *overseas} == set(tiles.NAMES)
    assert len(set(mainland.values())) == 96


def test_a_phone_shows_tiles_of_24_pixels() -> None:
    assert 343 / tiles.COLUMNS * 28 / 30 >= 24


@pytest.mark.shared
def test_tiles_are_those_of_the_official_list(shared: Path) -> None:
    with gzip.open(shared / "data/cog/departements.json.gz") as file:
        official = {row["code"] for row in json.load(file)}
    assert set(tiles.NAMES) == official - WITHOUT_TILE


@pytest.mark.shared
def test_bordering_departements_stay_neighbours(shared: Path) -> None:
    pairs = bordering(shared)
    distances = Counter(apart(*pair) for pair in pairs)
    assert len(pairs) > 230
    assert max(distances) == 2
    assert distances[1] / len(pairs) > 0.9


@pytest.mark.shared
def test_west_stays_west_and_north_stays_north(shared: Path) -> None:
    middles = {
        code: [sum(axis) / len(axis) for axis in zip(*corners, strict=True)] for code, corners in outlines(shared)
    }
    columns = {code: cell[0] for code, cell in tiles.MAINLAND_CELLS.items()}
    rows = {code: cell[1] for code, cell in tiles.MAINLAND_CELLS.items()}
    assert ranks_agree({code: middle[0] for code, middle in middles.items()}, columns) > 0.93
    assert ranks_agree({code: -middle[1] for code, middle in middles.items()}, rows) > 0.93


def test_paris_is_ringed_by_its_neighbours() -> None:
    assert all(apart("75", code) == 1 for code in ("92", "93", "94"))
