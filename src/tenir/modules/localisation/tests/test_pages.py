"""« Mon quartier » on the screen: what is asked leaves for the service alone, and stays nowhere."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse

from tenir.core.journal.models import Entry
from tenir.modules.localisation import panels, rates
from tenir.modules.localisation.tests.grounds import a_square, an_import
from tenir.outside.geocoder import client as geocoder
from tests.geocoder.invented import Invented

pytestmark = pytest.mark.django_db
PAGE = "/mon-quartier/"
SERVICE = "https://adresses.example.org"
# In a square that begins 0.1 step south-west of the invented number 12, and reaches far beyond its street.
NUMBER_12 = {"address": "12 rue de l'Essai, Valmérac"}


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Invented:
    settings.GEOCODER = SERVICE
    made = Invented()
    monkeypatch.setattr(geocoder, "fetch", made.fetch)
    return made


def body(answer: Any) -> str:
    return str(answer.content.decode()).replace("\u202f", " ").replace("&#x27;", "'")


def test_without_a_service_only_coordinates_are_asked(client: Client) -> None:
    page = body(client.get(PAGE))
    assert 'name="latitude"' in page
    assert 'name="address"' not in page


def test_number_in_a_neighbourhood_is_a_yes_with_its_page(client: Client, service: Invented) -> None:
    place = a_square(an_import(), "Q1", -2, -2, side=6)
    answer = client.post(PAGE, NUMBER_12)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert "<strong>Oui</strong>" in body(answer)
    assert place.get_absolute_url() in body(answer)
    assert service.asked[0][0] == f"{SERVICE}/search/csv"


def test_number_elsewhere_is_a_no(client: Client, service: Invented) -> None:
    a_square(an_import(), "Q1", 20, 20)
    assert "<strong>Non.</strong>" in body(client.post(PAGE, NUMBER_12))


def test_street_alone_is_known_too_badly_near_a_border(client: Client, service: Invented) -> None:
    a_square(an_import(), "Q1", -0.1, -0.1)  # the middle of the street is some 85 m inside
    answer = body(client.post(PAGE, {"address": "rue de l'Essai"}))
    assert "<strong>On ne peut pas dire.</strong>" in answer
    assert "ajoutez le numéro" in answer


def test_street_clear_of_borders_is_answered(client: Client, service: Invented) -> None:
    a_square(an_import(), "Q1", -2, -2, side=6)
    assert "<strong>Oui</strong>" in body(client.post(PAGE, {"address": "rue de l'Essai"}))


def test_town_alone_is_never_answered(client: Client, service: Invented) -> None:
    a_square(an_import(), "Q1", -20, -20, side=60)
    answer = body(client.post(PAGE, {"address": "Valmérac"}))
    assert "Seule la commune a été trouvée." in answer
    assert "<strong>Oui" not in answer


@pytest.mark.parametrize(
    ("scores", "words"),
    [({"score": 0.4}, "ressemble trop peu"), ({"score": 0.8, "next_score": 0.78}, "Une autre adresse ressemble")],
)
def test_poor_match_is_shown_and_not_answered(
    client: Client, service: Invented, scores: dict[str, float], words: str
) -> None:
    a_square(an_import(), "Q1", -2, -2, side=6)
    vars(service).update(scores)
    answer = body(client.post(PAGE, NUMBER_12))
    assert words in answer
    assert "12 rue de l'Essai 99001 Valmérac" in answer  # what was found, to be corrected
    assert "<strong>Oui" not in answer


def test_service_that_is_away_is_told_and_coordinates_still_work(client: Client, service: Invented) -> None:
    a_square(an_import(), "Q1", 0, 0)
    service.away = True
    answer = client.post(PAGE, NUMBER_12)
    assert answer.status_code == 503
    assert "La recherche d'adresses ne répond pas." in body(answer)
    found = client.post(PAGE, {"latitude": "47,309", "longitude": "5.009"})
    assert "<strong>Oui</strong>" in body(found)


@pytest.mark.parametrize(
    "pair", ["47.309, 5.009", "47.309,5.009", "47,309 5,009", "47,309; 5,009", " 47,309, 5,009 ", "47.309\u00a05.009"]
)
def test_pair_as_a_map_gives_it_is_taken_apart(client: Client, pair: str) -> None:
    a_square(an_import(), "Q1", 0, 0)
    answer = body(client.post(PAGE, {"latitude": pair, "longitude": " "}))
    assert "<strong>Oui</strong>" in answer
    assert 'value="5.009"' in answer or 'value="5,009"' in answer


def test_pair_is_not_taken_apart_where_both_fields_are_filled(client: Client) -> None:
    answer = client.post(PAGE, {"latitude": "47.309, 5.009", "longitude": "5.009"})
    assert answer.status_code == 422
    assert "Écrivez un nombre" in body(answer)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"latitude": "5.04, 47.32", "longitude": ""}, "échangées"),
        ({"latitude": "47,309", "longitude": ""}, "Longitude"),
        ({"latitude": "5.04", "longitude": "47.32"}, "échangées"),
        ({"latitude": "0", "longitude": "0"}, "à zéro"),
        ({"latitude": "6692000", "longitude": "854000"}, "Lambert-93"),
        ({"latitude": "51.5", "longitude": "-0.1"}, "hors de France"),
        ({"latitude": "nan", "longitude": "5"}, "Écrivez un nombre"),
        ({"latitude": "47.3", "longitude": "5", "precision": "90000"}, "Au-delà de 5 km"),
        ({"latitude": "47.3"}, "Longitude"),
        ({"address": " "}, "Adresse"),
    ],
)
def test_what_cannot_be_asked_is_explained(client: Client, told: dict[str, str], words: str, settings: Any) -> None:
    settings.GEOCODER = SERVICE
    answer = client.post(PAGE, told)
    assert answer.status_code == 422
    assert words in body(answer)


def test_nothing_of_the_address_stays(
    client: Client, service: Invented, caplog: pytest.LogCaptureFixture, data_folder: Path
) -> None:
    a_square(an_import(), "Q1", -2, -2, side=6)
    caplog.set_level(logging.DEBUG)
    events, marker = Entry.objects.count(), "zibeline"
    for away in (False, True):
        service.away = away
        client.post(PAGE, {"address": f"12 rue de l'Essai {marker}"})
    assert marker not in caplog.text
    assert Entry.objects.count() == events
    assert marker not in everything_in_the_database()
    kept = [one for one in data_folder.rglob("*") if one.is_file() and marker.encode() in one.read_bytes()]
    assert kept == []


def everything_in_the_database() -> str:
    """Every row of every table, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [repr(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_too_many_questions_in_a_minute_are_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "RATES", {"address": "2/m/ip"})
    statuses = [client.post(PAGE, {"latitude": "47.3", "longitude": "5"}).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


def test_home_asks_once_contours_are_there(settings: Any) -> None:
    settings.GEOCODER = SERVICE
    asked = RequestFactory().get("/")
    assert panels.question(asked, None) is None
    a_square(an_import(), "Q1", 0, 0)
    caches["pages"].clear()
    assert 'name="address"' in body(Client().get("/"))
    settings.GEOCODER = ""
    assert panels.question(asked, None) == {"field": None}


def test_page_of_a_place_leads_to_the_question(client: Client) -> None:
    place = a_square(an_import(), "Q1", 0, 0)
    assert f'href="{reverse("localisation:find")}"' in body(client.get(place.get_absolute_url()))


def test_invented_contours_say_so(client: Client) -> None:
    a_square(an_import(is_invented=True, whole_country=False), "Q1", 0, 0)
    answer = body(client.post(PAGE, {"latitude": "47.5", "longitude": "5.5"}))
    assert "Contours inventés" in answer
    assert "<strong>Non.</strong>" in answer
