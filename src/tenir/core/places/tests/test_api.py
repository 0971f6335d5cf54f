"""Places for programs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tenir.core.places.models import Containment, Place, PlaceName
from tests.builders import a_place, france

pytestmark = pytest.mark.django_db
D = date.fromisoformat


def dijon() -> Place:
    """Côte-d'Or, in Bourgogne until 2015 and in a larger région since."""
    old, new = a_place(kind="region", code="26", name="Bourgogne"), a_place(kind="region", code="27", name="BFC")
    place = a_place(kind="departement", code="21", name="Côte-d'Or")
    PlaceName.objects.create(place=new, name="Nom provisoire", since=D("2016-01-01"), until=D("2016-09-29"))
    PlaceName.objects.create(place=new, name="BFC", since=D("2016-09-30"))
    for part, whole in ((old, france()), (place, old)):
        Containment.objects.create(part=part, whole=whole, share=1, until=D("2015-12-31"))
    for part, whole in ((new, france()), (place, new)):
        Containment.objects.create(part=part, whole=whole, share=1, since=D("2016-01-01"))
    return place


def get(client: Client, address: str, status: int = 200) -> Any:
    answer = client.get(f"/api/v1{address}")
    assert answer.status_code == status
    return answer.json()


def test_detail_today(client: Client) -> None:
    dijon()
    found = get(client, "/lieux/departement/21")
    assert (found["name"], found["is_invented"], found["parts"]) == ("Côte-d'Or", False, [])
    assert [place["code"] for place in found["ancestors"]] == ["FR", "27"]
    assert found["wholes"] == [
        {
            "place": {"kind": "region", "code": "27", "name": "BFC", "is_invented": False},
            "share": 1.0,
            "since": "2016-01-01",
            "until": None,
        }
    ]


@pytest.mark.parametrize(
    ("day", "names"),
    [
        ("2015-12-31", ["France", "Bourgogne"]),
        ("2016-09-29", ["France", "Nom provisoire"]),
        ("2019-01-22", ["France", "BFC"]),
    ],
)
def test_detail_on_a_day(client: Client, day: str, names: list[str]) -> None:
    dijon()
    found = get(client, f"/lieux/departement/21?on={day}")
    assert found["on"] == day
    assert [place["name"] for place in found["ancestors"]] == names
    assert [whole["place"]["name"] for whole in found["wholes"]] == names[1:]


def test_detail_of_nothing(client: Client) -> None:
    assert get(client, "/lieux/departement/99", 404)["error"]["code"] == "not_found"


def test_detail_on_no_day(client: Client) -> None:
    dijon()
    assert get(client, "/lieux/departement/21?on=hier", 422)["error"]["code"] == "bad_input"


def test_list_by_kind(client: Client) -> None:
    dijon()
    found = get(client, "/lieux/?kind=region")
    assert (found["count"], found["next"], found["previous"]) == (2, None, None)
    assert [place["code"] for place in found["items"]] == ["26", "27"]


def test_list_names_of_a_day(client: Client) -> None:
    dijon()
    found = get(client, "/lieux/?kind=region&on=2016-02-01")
    assert [place["name"] for place in found["items"]] == ["Bourgogne", "Nom provisoire"]


def test_list_pages(client: Client) -> None:
    Place.objects.bulk_create(Place(kind="commune", code=f"{n:05}", name=f"{n}") for n in range(101))
    first = get(client, "/lieux/?limit=100")
    second = get(client, first["next"].removeprefix("http://testserver/api/v1"))
    assert (first["count"], len(first["items"]), first["previous"]) == (101, 100, None)
    assert [place["code"] for place in second["items"]] == ["00100"]
    assert (second["next"], get(client, "/lieux/?offset=300")["items"]) == (None, [])


@pytest.mark.parametrize("asked", ["kind=planete", "limit=0", "limit=201", "offset=-1", "on=hier"])
def test_list_bad_input(client: Client, asked: str) -> None:
    assert get(client, f"/lieux/?{asked}", 422)["error"]["sentence"] == "La demande n'est pas lisible."


# The journal's head before and after; the place, its names, all that contain it, then the containments and the places
# at their other end, up and down.
@pytest.mark.parametrize("children", [10, 1000])
@pytest.mark.parametrize(("address", "queries"), [("/lieux/departement/21", 9), ("/lieux/?kind=commune", 4)])
def test_constant_number_of_queries(
    client: Client, django_assert_num_queries: Any, address: str, queries: int, children: int
) -> None:
    place = dijon()
    parts = Place.objects.bulk_create(Place(kind="commune", code=f"{n:05}", name=f"{n}") for n in range(children))
    Containment.objects.bulk_create(Containment(part=part, whole=place) for part in parts)
    with django_assert_num_queries(queries):
        get(client, address)


def test_document_is_in_french(client: Client) -> None:
    document = get(client, "/openapi.json")
    operation = document["paths"]["/api/v1/lieux/"]["get"]
    assert operation["summary"] == "Liste des lieux"
    assert [parameter["schema"]["title"] for parameter in operation["parameters"]] == ["Sorte", "Au", "Nombre", "Rang"]
