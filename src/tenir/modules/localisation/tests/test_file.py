"""A file of people on screen: what the page says before, the counts after, refusals in French, nothing written."""

from __future__ import annotations

import gzip
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tenir.core.journal.models import Entry
from tenir.core.rights import Role
from tenir.core.web import uploads
from tenir.modules.localisation import beneficiaries, layers
from tenir.modules.localisation.tests.drawn import contours
from tests.builders import a_member

pytestmark = pytest.mark.django_db
ADDRESS = "/adresse/fichier/"
ACACIAS, BUTTE, TOWN, AWAY = "2.03,48.03", "2.07,48.07", "2.05,48.05", "2.5,48.5"
NARROW = "\u202f"


@pytest.fixture
def partner(client: Client) -> Client:
    """An association that is signed in, where two neighbourhoods have contours."""
    client.force_login(a_member(Role.PARTNER, contours()))
    return client


def rows(*people: tuple[str, int], titles: str = "longitude,latitude,nom") -> bytes:
    lines = [f"{place},Secret" for place, many in people for _ in range(many)]
    return "\n".join([titles, *lines]).encode()


def send(client: Client, content: bytes, **told: str) -> HttpResponse:
    file = SimpleUploadedFile("gens.csv", content)
    return client.post(ADDRESS, {"file": file, "generation": "2024", **told})  # type: ignore[return-value]


def test_page_says_what_is_read_before_the_file(partner: Client) -> None:
    page = partner.get(ADDRESS)
    said = page.content.decode()
    assert said.index("ni noms") < said.index('type="file"')
    assert page["Cache-Control"] == "no-store"


def test_counts_by_neighbourhood_and_commune(partner: Client) -> None:
    said = send(partner, rows((ACACIAS, 30), (BUTTE, 20), (TOWN, 40), (AWAY, 30))).content.decode()
    assert f"Sur 120 personnes, 50 habitent un quartier prioritaire de 2024, soit 41,7{NARROW}%" in said
    assert said.index("Les Acacias") < said.index("La Butte") < said.index("Bourg-Carré")
    assert "1 autre n&#x27;a pas été lue" in said
    assert "Secret" not in said


def test_share_is_ready_to_become_a_figure_of_those_who_may_send_it(client: Client, partner: Client) -> None:
    content = rows((ACACIAS, 30), (TOWN, 40))
    way = "/chiffres/preparer/?numerateur=30&amp;denominateur=70"
    assert way in send(partner, content).content.decode()
    client.force_login(a_member(Role.CITIZENS, contours()))
    assert "/chiffres/preparer/" not in send(client, content).content.decode()


def test_small_counts_are_hidden_with_what_would_tell_them(partner: Client) -> None:
    said = send(partner, rows((ACACIAS, 30), (BUTTE, 3), (TOWN, 40))).content.decode()
    assert "33 habitent" in said
    assert "La Butte" not in said
    assert "Les Acacias" not in said


def test_share_of_a_few_is_hidden(partner: Client) -> None:
    said = send(partner, rows((ACACIAS, 3), (TOWN, 40))).content.decode()
    assert "La part en quartier prioritaire ne peut pas être donnée" in said


def test_answer_as_files(partner: Client) -> None:
    content = rows((ACACIAS, 30), (TOWN, 40))
    table = send(partner, content, format="csv")
    assert "qpv,QX00001,Les Acacias,30" in table.content.decode()
    assert "comptes-par-quartier.csv" in table["Content-Disposition"]
    told = json.loads(send(partner, content, format="json").content)
    assert told["rows"][0] == {"kind": "qpv", "code": "QX00001", "name": "Les Acacias", "count": 30}


def test_sexes_are_counted_when_asked(partner: Client) -> None:
    lines = ["longitude,latitude,sexe", *[f"{ACACIAS},F"] * 30, *[f"{ACACIAS},H"] * 20]
    said = send(partner, "\n".join(lines).encode(), by_sex="on", format="csv").content.decode()
    assert "femmes,hommes" in said.splitlines()[0]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Ce fichier est vide"),
        (rows(("855000,6700000", 3)), "coordonnées en mètres (Lambert-93)"),
        (rows(("48.03,2.03", 3)), "longitude et latitude échangées"),
        (rows((ACACIAS, 2), titles="2.03,48.03,1"), "pas des titres"),
        (rows((ACACIAS, 2), titles="ou,la,nom"), f"aucune colonne ne se nomme «{NARROW}longitude{NARROW}»"),
        (b"PK\x03\x04" + bytes(50), "le fichier est abîmé"),
        (gzip.compress(rows((ACACIAS, 2)), mtime=0), "ce fichier est compressé"),
    ],
)
def test_refusal_is_a_sentence(partner: Client, content: bytes, sentence: str) -> None:
    answer = send(partner, content)
    assert answer.status_code == 422
    assert sentence.lower() in answer.content.decode().replace("&#x27;", "'").lower()


def test_file_that_is_too_large_names_the_command(partner: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "LARGEST", 100)
    monkeypatch.setattr("tenir.modules.localisation.file_forms.LARGEST", 100)
    answer = send(partner, rows((ACACIAS, 300)))
    assert answer.status_code == 422
    assert "tenir localisation count" in answer.content.decode().split("form-errors")[1][:900]


def test_too_many_communes_are_left_out(partner: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    content = rows((ACACIAS, 30), (BUTTE, 20), (TOWN, 40))
    monkeypatch.setattr(beneficiaries, "MOST_CROSSED", 2)
    assert "seuls les quartiers sont donnés" in send(partner, content).content.decode()


def test_nothing_is_written(partner: Client) -> None:
    before = Entry.objects.count()
    send(partner, rows((ACACIAS, 30)))
    assert Entry.objects.count() == before
    assert "Secret" not in str(partner.session.items())


def test_ten_files_a_minute(partner: Client) -> None:
    for _ in range(10):
        assert send(partner, rows((ACACIAS, 30))).status_code == 200
    assert "dix fichiers en une minute" in send(partner, rows((ACACIAS, 30))).content.decode()


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    assert send(client, rows((ACACIAS, 1))).status_code == 302


def test_layer_follows_the_contours() -> None:
    assert layers.current("qpv", "2024") is None
    contours()
    layer = layers.current("qpv", "2024")
    assert layer is not None
    assert layer.index.codes == ("QX00001", "QX00002")
    assert layers.current("qpv", "2024") is layer
