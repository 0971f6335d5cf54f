"""Zones are taken in the order of their codes, mended as GEOS does, or refused with a sentence."""

from __future__ import annotations

import pytest
import shapely

from tenir.engines.localisation.errors import BadZones
from tenir.engines.localisation.tests.worlds import Contour, square, zones
from tenir.engines.localisation.zones import of_features


def test_numbers_follow_codes() -> None:
    found = of_features([Contour("QN2", square(0, 0, 1), "Deux"), Contour("QN1", square(1, 0, 1), "Un")])
    assert (found.codes, found.names) == (("QN1", "QN2"), ("Un", "Deux"))


def test_a_crossed_ring_keeps_both_its_lobes() -> None:
    (bow,) = zones(shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])).geometries
    assert (bow.geom_type, bow.area) == ("MultiPolygon", 0.5)


def test_a_line_left_over_is_dropped() -> None:
    spike = shapely.GeometryCollection([square(0, 0, 1), shapely.LineString([(1, 1), (2, 2)])])
    assert zones(spike).geometries[0].area == 1


@pytest.mark.parametrize(
    ("features", "said"),
    [
        ([], "aucune zone"),
        ([Contour("A", square(0, 0, 1)), Contour("A", square(2, 0, 1))], "plusieurs zones"),
        ([Contour("A", shapely.Polygon())], "vide"),
        ([Contour("A", square(650_000, 6_860_000, 100))], "degrés"),
        ([Contour("A", shapely.Polygon([(0, 0), (1, 1), (0, 0)]))], "surface"),
    ],
)
def test_what_is_no_zone_is_refused(features: list[Contour], said: str) -> None:
    with pytest.raises(BadZones, match=said):
        of_features(features)
