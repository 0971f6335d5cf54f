"""Our formulas against those of PROJ, over each land, and surfaces against those of the ellipsoid."""

from __future__ import annotations

import numpy as np
import pyproj
import pytest

from tenir.engines.localisation.boundaries.projections import ZONES, recognised
from tenir.engines.localisation.boundaries.surfaces import square_metres

LANDS = {
    2154: (-5.0, 41.3, 9.6, 51.1),
    5490: (-63.2, 14.3, -60.8, 18.2),
    2972: (-54.7, 2.1, -51.6, 5.9),
    2975: (55.2, -21.4, 55.9, -20.8),
    4471: (45.0, -13.1, 45.3, -12.6),
}


def points(epsg: int, count: int = 2_000) -> np.ndarray:
    """Random points of a land, in degrees."""
    west, south, east, north = LANDS[epsg]
    chance = np.random.default_rng(epsg)
    return np.column_stack([chance.uniform(west, east, count), chance.uniform(south, north, count)])


@pytest.mark.parametrize("epsg", list(ZONES))
def test_degrees_are_those_of_proj_to_a_millimetre(epsg: int) -> None:
    degrees = points(epsg)
    geographic = pyproj.CRS(epsg).geodetic_crs
    metres = pyproj.Transformer.from_crs(geographic, epsg, always_xy=True).transform(*degrees.T)
    found = ZONES[epsg].to_degrees(np.column_stack(metres))
    apart = pyproj.Geod(ellps="GRS80").inv(*found.T, *degrees.T)[2]
    assert float(np.max(apart)) < 0.001


@pytest.mark.parametrize("epsg", list(ZONES))
def test_numbers_of_each_land_are_recognised(epsg: int) -> None:
    metres = pyproj.Transformer.from_crs(4326, epsg, always_xy=True).transform(*points(epsg).T)
    bounds = np.array([metres[0].min(), metres[1].min(), metres[0].max(), metres[1].max()])
    zone = recognised(bounds)
    assert zone is not None
    assert zone.epsg == epsg


@pytest.mark.parametrize("epsg", list(ZONES))
def test_surface_is_that_of_the_ellipsoid(epsg: int) -> None:
    import shapely

    west, south, _, _ = LANDS[epsg]
    square = shapely.box(west, south, west + 0.01, south + 0.01)
    truth = abs(pyproj.Geod(ellps="GRS80").geometry_area_perimeter(square)[0])
    assert square_metres(square) == pytest.approx(truth, rel=1e-5)
