"""A file with addresses: each is asked once, nothing else goes out, and what is doubtful is told by its line."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tenir.core.errors import BadInput
from tenir.core.places.models import PlaceKind
from tenir.core.rights import Role
from tenir.modules.localisation import addresses, beneficiaries, geocoding, titles
from tenir.modules.localisation.tests.drawn import a_contour, contours
from tenir.modules.localisation.tests.test_workbooks import book
from tenir.outside.geocoder import client as geocoder
from tests.builders import a_member
from tests.geocoder.invented import Invented
from tests.running import command, environment

ASKED: dict[str, str | None] = {"address": "", "sex": "", "age": None}
TITLES = "Nom;Adresse;Code postal;Ville;Sexe"
NUMBER, STREET = "Secret;12 rue de l'Essai;99001;Valmérac;F", "Secret;rue de l'Essai;99001;Valmérac;H"


@pytest.fixture
def service(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Invented:
    invented, settings.GEOCODER = Invented(), "http://127.0.0.1:1"
    monkeypatch.setattr(geocoder, "fetch", invented.fetch)
    return invented


def located(*lines: str, most: int | None = None) -> list[str]:
    data = "\n".join([TITLES, *lines]).encode()
    named = titles.addressed(TITLES.split(";"), ASKED)
    return geocoding.located(io.BytesIO(data), named, most=most).decode().splitlines()


def test_address_becomes_a_point_with_its_precision(service: Invented) -> None:
    assert located(NUMBER, STREET) == [
        "longitude;latitude;sexe;precision",
        "5.001;47.301;F;30.0",
        "5.0;47.3;H;250.0",
    ]


def test_each_address_is_asked_once_and_nothing_beside_it(service: Invented) -> None:
    located(NUMBER, NUMBER.replace("Secret", "Autre"), STREET)
    ((_, sent),) = service.asked
    assert sent.count("12 rue de l'Essai 99001 Valmérac") == 1
    assert "Secret" not in sent


def test_zero_that_a_spreadsheet_took_is_given_back(service: Invented) -> None:
    located("x;4 rue de l'Essai;1000;Valmérac;F", "x;1000 rue de l'Essai;99001;Valmérac;F")
    ((_, sent),) = service.asked
    assert "4 rue de l'Essai 01000 Valmérac" in sent
    assert "1000 rue de l'Essai 99001 Valmérac" in sent
    assert "01000 rue" not in sent


def test_what_is_not_found_or_doubtful_keeps_its_line(service: Invented) -> None:
    found = located("x;Valmérac;;;F", "x;nulle part;;;F", 'x;"12 rue\nde l\'Essai";;;F', "x;;;;H")
    assert found[1:3] == ["adresse trouvée avec trop de doute;-;F;", "adresse introuvable;-;F;"]
    assert found[3:] == ["5.001;47.301;F;30.0", "", ";;H;"]


def test_more_addresses_than_a_page_waits_for(service: Invented) -> None:
    assert len(located(NUMBER, NUMBER, STREET, most=2)) == 4
    with pytest.raises(BadInput, match="plus de 1 adresses"):
        located(NUMBER, STREET, most=1)


def test_hundred_a_question(service: Invented) -> None:
    located(*[f"x;{rank} rue de l'Essai;;;F" for rank in range(250)])
    assert [sent.count("rue de l'Essai") for _, sent in service.asked] == [100, 100, 50]


@pytest.fixture
def partner(client: Client) -> Client:
    client.force_login(a_member(Role.PARTNER, contours()))
    a_contour(PlaceKind.QPV, "QX00003", "L'Essai", (5.0005, 47.29, 5.02, 47.32))
    return client


def send(client: Client, content: bytes, **told: str) -> HttpResponse:
    file = SimpleUploadedFile("gens.csv", content)
    return client.post("/adresse/fichier/", {"file": file, "generation": "2024", **told})  # type: ignore[return-value]


@pytest.mark.django_db
def test_addresses_are_counted_on_screen(service: Invented, partner: Client) -> None:
    # 12, rue de l'Essai lies 37 m inside; its street alone 37 m outside, which 250 m cannot say.
    lines = [TITLES, *[NUMBER] * 30, *[STREET] * 20, "Secret;nulle part;;;F"]
    said = send(partner, "\n".join(lines).encode(), by_address="on").content.decode()
    assert "Sur 50 personnes, 30 habitent" in said
    assert "adresse introuvable" in said
    assert "ligne 52" in said
    assert "250 m près" in said
    assert "Secret" not in said


@pytest.mark.django_db
def test_workbook_of_addresses(service: Invented, partner: Client) -> None:
    rows = [line.split(";") for line in (TITLES, *[NUMBER] * 30)]
    assert "30 habitent" in send(partner, book(*rows), by_address="on").content.decode()


@pytest.mark.django_db
def test_service_that_is_away_is_told(service: Invented, partner: Client) -> None:
    service.away = True
    answer = send(partner, f"{TITLES}\n{NUMBER}\n".encode(), by_address="on")
    assert answer.status_code == 422
    assert "ne répond pas" in answer.content.decode()


@pytest.mark.django_db
def test_nobody_is_asked_without_a_service(partner: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "find_all", lambda asked: pytest.fail("asked"))
    assert "Chercher les adresses" not in partner.get("/adresse/fichier/").content.decode()
    answer = send(partner, f"{TITLES}\n{NUMBER}\n".encode(), by_address="on", address="Adresse")
    assert "longitude" in answer.content.decode()


@pytest.mark.django_db
def test_page_says_who_gets_the_addresses(service: Invented, partner: Client) -> None:
    said = partner.get("/adresse/fichier/").content.decode()
    assert "partent au service 127.0.0.1" in said


def test_page_waits_for_so_many_addresses() -> None:
    assert beneficiaries.MOST_ADDRESSES == 20 * geocoder.MOST


def test_command_without_a_service_says_what_to_set(tmp_path: Path) -> None:
    asked = command("localisation", "count", "absent.csv", "--address", "Adresse")
    ended = subprocess.run(
        asked,
        env=environment(tmp_path, "postgres://nobody@127.0.0.1:1/nothing"),
        capture_output=True,
        text=True,
        timeout=90,
    )
    assert (ended.returncode, "GEOCODER" in ended.stderr) == (2, True)
