"""Yes, no or cannot say: distances agree with the geodesic, the batch with the single point."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tenir.engines.localisation.borders import Borders
from tenir.engines.localisation.index import Index
from tenir.engines.localisation.metres import a_degree
from tenir.engines.localisation.precision import Answer, judge, of_file
from tenir.engines.localisation.tests.worlds import square, worlds, zones
from tenir.engines.localisation.zones import Floats, Zones

# Two neighbours of about 730 m × 1,110 m, in Blois, with a common border at 1.31 east.
INDEX = Index.of(zones(square(1.30, 47.58, 0.01), square(1.31, 47.58, 0.01)))
METRES, _ = a_degree(47.585)


def east(metres: float) -> float:
    return metres / float(METRES)


@pytest.mark.parametrize(
    ("lon", "answer", "zone", "nearest"),
    [
        (1.305, Answer.YES, 0, -1),
        (1.30 + east(26), Answer.YES, 0, -1),
        (1.30 + east(24), Answer.CANNOT_SAY, 0, 0),
        (1.30 - east(24), Answer.CANNOT_SAY, -1, 0),
        (1.30 - east(26), Answer.NO, -1, -1),
        (1.31 - east(10), Answer.CANNOT_SAY, 0, 0),
        (1.32 + east(10), Answer.CANNOT_SAY, -1, 1),
        (2.0, Answer.NO, -1, -1),
    ],
)
def test_a_border_nearer_than_the_precision_leaves_it_open(lon: float, answer: Answer, zone: int, nearest: int) -> None:
    found = judge(INDEX, lon, 47.585, precision=25)
    assert (found.answer, found.zone, found.nearest) == (answer, zone, nearest)


def test_how_far_the_border_is_is_told_in_metres() -> None:
    assert judge(INDEX, 1.30 - east(24), 47.585, 25).distance == pytest.approx(24, abs=1e-3)
    assert judge(INDEX, 1.305, 47.585, 25).distance == math.inf


def test_without_any_imprecision_the_rule_alone_decides() -> None:
    assert judge(INDEX, 1.30, 47.585, 0).answer is Answer.YES
    assert judge(INDEX, np.nextafter(1.30, 1), 47.585, 0).answer is Answer.NO


@pytest.mark.parametrize(("lon", "lat"), [(math.nan, 47), (1, math.inf), (200, 47), (1, 90)])
def test_what_is_no_point_is_refused(lon: float, lat: float) -> None:
    with pytest.raises(ValueError, match="globe"):
        judge(INDEX, lon, lat, 10)


@pytest.mark.parametrize("lat", [-21.3, 4.0, 16.2, 43.0, 51.0])
@pytest.mark.parametrize(("metres", "error"), [(1_000, 2e-4), (10_000, 2e-3)])
def test_the_plane_is_as_good_as_it_says(lat: float, metres: float, error: float) -> None:
    geod = pytest.importorskip("pyproj").Geod(ellps="WGS84")
    for azimuth in range(0, 360, 30):
        lon, there, _ = geod.fwd(2.0, lat, azimuth, metres)
        wide, high = a_degree(lat)
        assert math.hypot((lon - 2.0) * wide, (there - lat) * high) == pytest.approx(metres, rel=error)


@settings(max_examples=40, deadline=None)
@given(worlds(), st.sampled_from([3.0, 45.0, 150.0, 900.0]))
def test_the_batch_says_what_the_single_point_says(world: tuple[Zones, Floats], metres: float) -> None:
    made, lattice = world
    points = lattice[::7] + np.random.default_rng(1).normal(0, metres / 80_000, lattice[::7].shape)
    index, borders = Index.of(made, (4,)), Borders.of(made, metres)
    found = borders.distance(points[:, 0], points[:, 1])
    alone = [judge(index, x, y, metres).distance for x, y in points]
    assert found == pytest.approx(alone, abs=1e-6)


def test_what_is_no_point_is_near_nothing() -> None:
    borders = Borders.of(INDEX.zones, 50)
    found = borders.distance(np.array([np.nan, np.inf, 1.30]), np.array([47.585, 47.585, 47.585]))
    assert found == pytest.approx([math.inf, math.inf, 0], abs=1e-6)


@pytest.mark.parametrize(("decimals", "metres"), [(3, 7.8), (4, 7.8), (5, 0.78), (9, 0)])
def test_the_rounding_of_a_file_is_read_from_it(decimals: int, metres: float) -> None:
    angle = np.linspace(0, 6, 40)
    ring = np.round(np.column_stack([np.cos(angle), 4 + np.sin(angle)]) * 1.23456789, decimals)
    assert of_file(zones(shapely.polygons(ring))) == pytest.approx(metres, rel=0.02)
