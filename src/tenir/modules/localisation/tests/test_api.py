"""The same answers for programs."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tenir.modules.localisation import rates
from tenir.modules.localisation.tests.grounds import a_square, an_import
from tenir.outside.geocoder import client as geocoder
from tests.geocoder.invented import Invented

pytestmark = pytest.mark.django_db
DOOR = "/api/v1/mon-quartier"


def ask(client: Client, **told: Any) -> Any:
    return client.post(DOOR, told, content_type="application/json")


def test_point_is_answered_generation_by_generation(client: Client) -> None:
    a_square(an_import(), "Q1", 0, 0)
    answer = ask(client, longitude=5.009, latitude=47.309, precision=10).json()
    (said,) = answer["neighbourhoods"]
    assert (answer["found"], answer["precision"]) == ("", 10)
    assert (said["generation"], said["answer"], said["reason"], said["promises"]) == ("2024", "yes", None, 0)
    assert said["place"] == {"kind": "qpv", "code": "Q1", "name": "Carré Q1"}
    assert said["sentence"] == "Oui\u202f: Carré Q1."


def test_border_is_told(client: Client) -> None:
    a_square(an_import(), "Q1", 0, 0)
    (said,) = ask(client, longitude=5.009, latitude=47.31802, precision=10).json()["neighbourhoods"]
    assert (said["answer"], said["reason"], said["place"]) == ("cannot_say", "border", None)
    assert (said["nearest"]["code"], said["distance"]) == ("Q1", 2)


def test_address_needs_a_service(client: Client) -> None:
    answer = ask(client, address="12 rue de l'Essai")
    assert answer.status_code == 400
    assert answer.json()["error"]["sentence"] == "ce site ne cherche pas d'adresses."


def test_service_that_is_away_is_503_without_the_address(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.GEOCODER = "https://adresses.example.org"
    monkeypatch.setattr(geocoder, "fetch", Invented(away=True).fetch)
    answer = ask(client, address="12 rue de l'Essai")
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "away")
    assert "Essai" not in answer.content.decode()


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({}, 400),
        ({"longitude": 5.0}, 400),
        ({"address": "12 rue de l'Essai", "longitude": 5.0, "latitude": 47.3}, 400),
        ({"longitude": 47.3, "latitude": 5.0}, 400),
        ({"longitude": "cinq", "latitude": 47.3}, 422),
        ({"longitude": 5.0, "latitude": 47.3, "precision": -1}, 422),
        ({"address": "zibeline" * 40}, 422),
    ],
)
def test_what_cannot_be_asked_is_refused(client: Client, told: dict[str, Any], status: int) -> None:
    answer = ask(client, **told)
    assert answer.status_code == status
    assert "zibeline" not in answer.content.decode()


def test_too_many_in_a_minute(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "RATES", {"address": "1/m/ip"})
    assert [ask(client, longitude=5.0, latitude=47.3).status_code for _ in range(2)] == [200, 429]
