"""The real files: as many places, and as many faults, as their README counts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tenir.engines.localisation.boundaries import Columns, read

pytestmark = pytest.mark.shared

FILES = [
    ("qpv/qpv2024_contours_4dec.geojson.gz", Columns(), 1_584, {"repaired": 586, "told": 44}),
    ("qpv/qpv2015_reunion.shp", Columns(), 49, {}),
    ("qpv/qpv2015_occitanie_4dec.geojson", Columns(), 105, {"repaired": 32}),
    ("qrr/qrr_contours_5dec.geojson.gz", Columns(), 62, {"repaired": 28}),
    ("dispositifs/cites_educatives.geojson", Columns(split=";", shapeless=True), 208, {"told": 1}),
    ("contrats_de_ville/geom_cv_ctr.geojson", Columns(merge=True), 433, {"repaired": 1}),
    ("contours/polygone-4326_dep.geojson.gz", Columns(), 101, {}),
    ("contours/polygone-4326_reg.geojson.gz", Columns(), 18, {}),
    ("contours/epci2018_wgs84_utf8.topojson.gz", Columns(), 1_264, {}),
]


@pytest.mark.parametrize(("name", "columns", "places", "faults"), FILES)
def test_real_file_is_read_whole(
    shared: Path, name: str, columns: Columns, places: int, faults: dict[str, int]
) -> None:
    made = read(shared / "data" / name, columns)
    assert len(made.features) == places
    assert Counter(fault.gravity.value for fault in made.faults) == faults
    assert all(one.geometry.is_valid for one in made.features)
