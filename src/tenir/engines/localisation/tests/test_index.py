"""The index says what the slow twin says: on borders, corners, overlaps and holes, and for what is no point."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings

from tenir.engines.localisation import twin
from tenir.engines.localisation.index import Index
from tenir.engines.localisation.tests.worlds import CUTS, square, worlds, zones
from tenir.engines.localisation.zones import Floats, Zones


@settings(max_examples=120, deadline=None)
@given(worlds(), CUTS)
def test_the_index_says_what_the_twin_says(world: tuple[Zones, Floats], cuts: tuple[int, ...]) -> None:
    made, points = world
    found = Index.of(made, cuts).lookup(points[:, 0], points[:, 1])
    assert np.array_equal(found, twin.lookup(made, points[:, 0], points[:, 1]))


@settings(max_examples=40, deadline=None)
@given(worlds())
def test_random_points_too(world: tuple[Zones, Floats]) -> None:
    made, _ = world
    west, south, east, north = shapely.total_bounds(made.geometries)
    points = np.random.default_rng(4).uniform([west - 0.1, south - 0.1], [east + 0.1, north + 0.1], (300, 2))
    found = Index.of(made).lookup(points[:, 0], points[:, 1])
    assert np.array_equal(found, twin.lookup(made, points[:, 0], points[:, 1]))


def test_a_border_is_in_the_zone_and_a_shared_one_in_the_smallest_code() -> None:
    index = Index.of(zones(square(0, 0, 1), square(1, 0, 1)))
    assert [index.one(x, 0.5) for x in (0, 0.5, 1, np.nextafter(1, 2), 2, np.nextafter(2, 3))] == [0, 0, 0, 1, 1, -1]


def test_of_two_that_overlap_the_smallest_code_wins_whatever_their_size() -> None:
    small, large = square(0.4, 0.4, 0.2), square(0, 0, 1)
    assert Index.of(zones(large, small)).one(0.5, 0.5) == 0
    assert [Index.of(zones(small, large)).one(x, 0.5) for x in (0.1, 0.4, 0.5)] == [1, 0, 0]


def test_a_hole_is_out_and_its_edge_is_in() -> None:
    index = Index.of(zones(square(0, 0, 1, hole=0.5)))
    assert [index.one(x, 0.5) for x in (0.2, 0.25, 0.5)] == [0, 0, -1]


@pytest.mark.parametrize("far", [np.nan, np.inf, -np.inf, 1e308, -1e308, 652_000.0, 180.0, -180.0])
def test_what_is_no_point_of_the_grid_is_in_no_zone(far: float) -> None:
    index = Index.of(zones(square(0, 0, 1)))
    assert list(index.lookup([far, 0.5, far, 0.5], [0.5, far, far, 0.5])) == [-1, -1, -1, 0]


def test_many_chunks_and_batches_are_one_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    index = Index.of(zones(square(0, 0, 1, hole=0.5), square(0.8, 0.8, 1)))
    points = np.random.default_rng(2).uniform(-0.1, 2, (5_000, 2))
    whole = index.lookup(points[:, 0], points[:, 1])
    monkeypatch.setattr("tenir.engines.localisation.index.CHUNK", 64)
    monkeypatch.setattr("tenir.engines.localisation.index.BATCH", 640)
    assert np.array_equal(index.lookup(points[:, 0], points[:, 1]), whole)
    assert len(index.lookup([], [])) == 0


def test_columns_of_two_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="one length"):
        Index.of(zones(square(0, 0, 1))).lookup([0.5, 0.5], [0.5])
