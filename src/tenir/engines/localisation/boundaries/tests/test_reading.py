"""Each format, and each fault of a feature, told by its number and its code."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
import shapely

from tenir.engines.localisation.boundaries import Columns, Gravity, UnreadableBoundaries, read, read_bytes
from tenir.engines.localisation.boundaries.tests.files import (
    BOW,
    METRES,
    NEXT,
    SQUARE,
    feature,
    geojson,
    geopackage,
    shapefile_at,
    topojson,
    zipped,
)

LAMBERT = 'PROJCS["RGF_1993_Lambert_93",GEOGCS["GCS_RGF_1993"]]'


def told(data: bytes, columns: Columns | None = None) -> list[tuple[str, str, str]]:
    """Where, gravity and sentence of each fault, with plain spaces."""
    faults = read_bytes(data, "essai", columns).faults
    return [(one.where, one.gravity.value, one.sentence.replace("\u202f", " ")) for one in faults]


def test_geojson_is_read_packed_or_not() -> None:
    data = geojson(feature(SQUARE), feature(NEXT, "Q2"))
    for given in (data, gzip.compress(data, mtime=0)):
        made = read_bytes(given, "essai")
        assert [(one.code, one.name, one.where) for one in made.features] == [
            ("Q1", "Lieu Q1", "entité 1"),
            ("Q2", "Lieu Q2", "entité 2"),
        ]
        assert made.faults == []
        assert made.features[0].geometry.equals(shapely.Polygon(SQUARE))


def test_arcs_of_topojson_are_walked_both_ways() -> None:
    west, east = read_bytes(topojson(), "essai").features
    assert (west.code, east.code) == ("A", "B")
    assert west.geometry.symmetric_difference(shapely.box(5.0, 47.3, 5.1, 47.4)).area < 1e-12
    assert east.geometry.symmetric_difference(shapely.box(5.1, 47.3, 5.2, 47.4)).area < 1e-12


def test_geopackage_is_read_with_its_projection() -> None:
    assert read_bytes(geopackage(shapely.Polygon(SQUARE)), "a.gpkg").features[0].name == "Lieu"
    metres = read_bytes(geopackage(shapely.Polygon(METRES), 2154), "a.gpkg")
    assert metres.faults == []
    assert metres.features[0].geometry.bounds[0] == pytest.approx(4.3257, abs=1e-4)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_shapefile_is_read_loose_or_zipped(tmp_path: Path, encoding: str) -> None:
    path = shapefile_at(tmp_path, METRES, prj=LAMBERT, encoding=encoding)
    loose, packed = read(path), read_bytes(zipped(tmp_path), "lieux.zip")
    assert [one.features[0].name for one in (loose, packed)] == ["Été", "Été"]
    assert packed.features[0].geometry.equals(loose.features[0].geometry)


def test_swapped_coordinates_are_put_right_and_said() -> None:
    swapped = [[y, x] for x, y in NEXT]
    data = geojson(feature(SQUARE), feature(swapped, "Q2"))
    assert told(data) == [("entité 2", "repaired", "latitude et longitude étaient inversées : remises à l'endroit.")]
    assert read_bytes(data, "essai").features[1].geometry.equals(shapely.Polygon(NEXT))


def test_lambert_numbers_in_a_file_of_degrees_are_recognised() -> None:
    [(where, gravity, sentence)] = told(geojson(feature(METRES)))
    assert (where, gravity) == ("fichier entier", "repaired")
    assert sentence == "ne dit pas sa projection, mais porte des nombres de Lambert-93 : lu ainsi."


def test_degrees_in_a_file_that_says_lambert_are_recognised() -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}
    [(_, gravity, sentence)] = told(geojson(feature(SQUARE), crs=crs))
    assert gravity == "repaired"
    assert sentence.endswith("mais porte des degrés : lu en degrés.")


def test_crossed_ring_is_mended_and_its_surfaces_told() -> None:
    [(where, gravity, sentence)] = told(geojson(feature(BOW)))
    assert (where, gravity) == ("entité 1", "repaired")
    assert sentence.startswith("tracé qui se croise : remis d'aplomb, surface de ")


def test_overlap_is_told_and_kept() -> None:
    over = [[5.05, 47.3], [5.2, 47.3], [5.2, 47.4], [5.05, 47.4], [5.05, 47.3]]
    made = read_bytes(geojson(feature(SQUARE), feature(over, "Q2")), "essai")
    assert [(one.code, one.gravity) for one in made.faults] == [("Q1", Gravity.TOLD)]
    assert len(made.features) == 2


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (feature(None), "n'a pas de tracé."),
        (feature([]), "ses coordonnées ne se lisent pas."),
        (feature(SQUARE, ""), "n'a pas de code."),
        (feature([[5.0, 47.3], [5.1, 47.3], ["x", 47.4]]), "ses coordonnées ne se lisent pas."),
        (feature([[5.0, 47.3], [5.1, 47.3]]), "ses coordonnées ne se lisent pas."),
        (feature([[5.0, 47.3], [5.1, 47.3], [float("nan"), 47.4]]), "a une coordonnée qui n'est pas un nombre."),
        (feature([[5.0, 47.3]] * 4), "son tracé n'enferme aucune surface."),
        (
            feature([[50.0, 40.0], [51.0, 40.0], [51.0, 41.0]]),
            "ses coordonnées (50.000, 40.000) ne sont pas en France.",
        ),
        (7, "n'est pas une entité géographique."),
    ],
)
def test_what_cannot_be_put_right_is_refused(given: object, sentence: str) -> None:
    data = geojson(feature(NEXT, "Q9"), given)
    [(where, gravity, said)] = told(data)
    assert (where, gravity) == ("entité 2", "refused")
    assert said.startswith(sentence)
    assert [one.code for one in read_bytes(data, "essai").features] == ["Q9"]


def test_code_that_comes_twice() -> None:
    same, other = feature(SQUARE, pop=10), feature(NEXT, pop=5)
    assert told(geojson(same, same))[0][1:] == ("repaired", "répété à l'identique (entité 2) : gardé une fois.")
    assert told(geojson(same, other))[0][1] == "refused"
    merged = read_bytes(geojson(same, other), "essai", Columns(merge=True))
    assert merged.features[0].properties["pop"] == 15
    assert merged.features[0].geometry.area == pytest.approx(0.02)


def test_several_places_may_share_a_row() -> None:
    row = feature(SQUARE, "a ; b", nom="Nord ; Sud")
    made = read_bytes(geojson(row), "essai", Columns(split=";"))
    assert [(one.code, one.name) for one in made.features] == [("a", "Nord"), ("b", "Sud")]


def test_place_may_come_without_a_shape_where_that_is_said() -> None:
    made = read_bytes(geojson(feature(None)), "essai", Columns(shapeless=True))
    assert made.refused == []
    assert made.features[0].geometry.is_empty


def test_column_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(UnreadableBoundaries, match=r"aucune colonne .*insee.*code, nom"):
        read_bytes(geojson(feature(SQUARE)), "essai", Columns(code="insee"))


def test_precision_is_that_of_the_last_decimal() -> None:
    assert read_bytes(geojson(feature(SQUARE)), "essai").precision == pytest.approx(11_113.2)
    precise = [[5.12345678, 47.3], [5.2, 47.3], [5.2, 47.4]]
    assert read_bytes(geojson(feature(precise)), "essai").precision is None
