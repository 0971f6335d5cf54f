"""Contours for programs: which, how fine, cut where, and how many at most."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import shapely
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenir.core.places.models import PlaceName
from tenir.modules.territories import contours
from tenir.modules.territories.models import Boundary, BoundaryImport
from tenir.modules.territories.tests.builders import file, imported, square

pytestmark = pytest.mark.django_db
DOOR = "/api/v1/contours"


def features(client: Client, address: str = "", **asked: Any) -> list[dict[str, Any]]:
    answer = client.get(DOOR + address, asked)
    assert answer.status_code == 200, answer.content
    assert answer.json()["type"] == "FeatureCollection"
    return list(answer.json()["features"])


def quarters() -> None:
    """Two squares of 2015 side by side, one of 2024 over the first."""
    old = file(("Q1", square(0)), ("Q2", square(1)))
    imported(old, "qrr", "2015", since=date(2015, 1, 1), until=date(2023, 12, 31))
    imported(file(("Q1", square(0.5))), "qrr", "2024", since=date(2024, 1, 1), source="Source inventée")


def test_contours_of_a_day_are_told_with_their_generation_and_source(client: Client) -> None:
    quarters()
    (today,) = features(client, kind="qrr")
    assert today["properties"] == {
        "kind": "qrr", "code": "Q1", "name": "Lieu Q1", "generation": "2024", "since": "2024-01-01", "until": None,
        "is_invented": False, "source": "Source inventée",
    }  # fmt: skip
    before = features(client, kind="qrr", on="2020-01-01")
    assert [one["properties"]["code"] for one in before] == ["Q1", "Q2"]
    assert features(client, kind="zsp") == []


def test_contour_is_cut_to_the_box_and_turns_left(client: Client) -> None:
    imported(file(("Q1", square(0))), "qrr")
    (cut,) = features(client, kind="qrr", box="4.9,47.2,5.005,47.4", zoom=14)
    assert shapely.geometry.shape(cut["geometry"]).equals(shapely.box(5, 47.3, 5.005, 47.31))
    assert shapely.geometry.shape(cut["geometry"]).exterior.is_ccw
    assert features(client, kind="qrr", box="5.1,47.2,5.2,47.4") == []


def test_small_zoom_gives_points_with_few_decimals(client: Client) -> None:
    imported(file(("Q1", square(0.5, 0.5))), "qrr")
    (far,) = features(client, kind="qrr", zoom=5)
    assert far["geometry"] == {"type": "Point", "coordinates": [5.01, 47.31]}
    (near,) = features(client, kind="qrr", zoom=10)
    assert near["geometry"]["type"] == "Polygon"


def test_line_is_no_finer_than_the_zoom(client: Client) -> None:
    round_ = shapely.geometry.mapping(shapely.Point(5, 47.3).buffer(0.05, quad_segs=200))
    imported(file(("Q1", round_)), "qrr")
    counts = [len(features(client, kind="qrr", zoom=zoom)[0]["geometry"]["coordinates"][0]) for zoom in (9, 12, 18)]
    assert counts[0] < 30 < counts[1] < 200 < counts[2]


@pytest.mark.parametrize(
    "box", ["ici", "1,2,3", "5.2,47,5.1,48", "5,48,5.1,47", "nan,47,5,48", "5,47,inf,48", "-181,47,5,48"]
)
def test_box_that_cannot_be_read_is_told(client: Client, box: str) -> None:
    answer = client.get(DOOR, {"kind": "qrr", "box": box})
    assert (answer.status_code, answer.json()["error"]["where"]) == (400, "box")
    assert "ouest,sud,est,nord" in answer.json()["error"]["remedy"]


@pytest.mark.parametrize("asked", [{"kind": "lune"}, {"kind": "qrr", "zoom": 19}, {"kind": "qrr", "on": "hier"}])
def test_rest_that_cannot_be_read_is_told(client: Client, asked: dict[str, Any]) -> None:
    assert client.get(DOOR, asked).status_code == 422


@pytest.mark.parametrize(("limit", "where"), [("MOST", "box"), ("MOST_POINTS", "zoom")])
def test_more_than_an_answer_holds_is_refused_with_advice(
    client: Client, monkeypatch: pytest.MonkeyPatch, limit: str, where: str
) -> None:
    imported(file(("Q1", square(0)), ("Q2", square(2))), "qrr")
    monkeypatch.setattr(contours, limit, 1)
    answer = client.get(DOOR, {"kind": "qrr"})
    assert (answer.status_code, answer.json()["error"]["where"]) == (400, where)
    assert "plus petit" in answer.json()["error"]["remedy"]


def test_place_gives_all_its_generations(client: Client) -> None:
    quarters()
    assert [one["properties"]["generation"] for one in features(client, "/qrr/Q1")] == ["2024", "2015"]
    assert client.get(f"{DOOR}/qrr/Q9").status_code == 404


def test_name_is_that_of_the_day_and_invented_is_told(client: Client) -> None:
    quarters()
    place = Boundary.objects.filter(place__code="Q2").get().place
    PlaceName.objects.filter(place=place).update(name="Ancien nom")
    BoundaryImport.objects.filter(generation="2015").update(is_invented=True)
    told = features(client, kind="qrr", on="2020-01-01")[1]["properties"]
    assert (told["name"], told["is_invented"]) == ("Ancien nom", True)


def test_questions_do_not_grow_and_unchanged_is_304(client: Client) -> None:
    imported(file(("Q1", square(0))), "qrr")

    def asked() -> int:
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as seen:
            features(client, kind="qrr")
        return len(seen)

    few = asked()
    imported(file(*((f"R{n}", square(n + 2)) for n in range(30))), "qrr")
    assert asked() == few <= 4
    etag = client.get(DOOR, {"kind": "qrr"})["ETag"]
    assert client.get(DOOR, {"kind": "qrr"}, headers={"If-None-Match": etag}).status_code == 304
