"""The pages: what they say, what they cost, what they refuse."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tenir.core.places.models import Place, PlaceKind
from tenir.modules.commitments.models import Commitment, Framework
from tenir.modules.commitments.tests.builders import france

N = "\u202f"
BOARD = "/cadres/mobilisation-nationale-2019/"


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    content: bytes = response.content if not response.streaming else b"".join(response.streaming_content)  # type: ignore[arg-type]
    return content.decode()


def test_home_says_where_the_forty_measures_stand(client: Client, mobilisation: Framework) -> None:
    page = text(client, "/")
    assert "22 mesures sur 40 sont en cours de déploiement" in page
    assert f"55{N}%" in page
    assert "37 mesures sur 40 sont muettes" in page
    assert "de nombreux niveaux" in page


def test_home_without_any_framework_tells_what_will_come(client: Client, db: None) -> None:
    assert "mesures sur" not in text(client, "/")


def test_list_names_each_public_framework_only(client: Client, mobilisation: Framework) -> None:
    assert "Mobilisation nationale pour les habitants" in text(client, "/cadres/")
    Framework.objects.update(state="draft")
    assert "Mobilisation nationale" not in text(client, "/cadres/?page=1")
    assert "Aucun cadre" in text(client, "/cadres/?page=1")


@pytest.mark.parametrize("address", [BOARD, f"{BOARD}14/", "/api/v1" + BOARD, f"/api/v1{BOARD}14"])
def test_draft_framework_is_nowhere(client: Client, mobilisation: Framework, address: str) -> None:
    address = address.rstrip("/") if address.startswith("/api") else address
    Framework.objects.update(state="draft")
    assert text(client, address, 404)
    assert "muettes" not in text(client, "/")


def test_board_holds_its_counts_against_the_source(client: Client, mobilisation: Framework) -> None:
    page = text(client, BOARD)
    assert "Ce compte, refait ligne à ligne, est celui que la source imprime." in page
    assert "dont la somme est 101" in page
    assert f"22 (55{N}%)" in page


def test_board_shows_every_measure_and_details_below_the_first(client: Client, mobilisation: Framework) -> None:
    page = text(client, BOARD)
    places = [page.index(f'href="{slug}/"') for slug in ("1", "1.a", "1.b", "2", "40")]
    assert places == sorted(places)
    assert page.count("précise le n° 1, hors compte") == 2
    # 42 lines, three of them achieved; and once in the sentence of the head.
    assert page.count("mark-muet") == 40
    assert page.count("Solidarité territoriale") == 1


def test_board_filters_by_level_and_words_in_the_address(client: Client, mobilisation: Framework) -> None:
    page = text(client, f"{BOARD}?niveau=objectif_atteint")
    assert [f'href="{slug}/"' in page for slug in ("7", "16", "29", "14")] == [True, True, True, False]
    found = text(client, f"{BOARD}?intitule=CITES+educatives")
    assert ('href="14/"' in found, 'href="15/"' in found) == (True, False)
    assert "Rien ne répond" in text(client, f"{BOARD}?intitule=inexistant")


def test_board_shows_only_silent_ones_when_asked(client: Client, mobilisation: Framework) -> None:
    Commitment.objects.filter(framework=mobilisation, slug="14").update(news_on="2999-01-01")
    page = text(client, f"{BOARD}?muet=oui")
    assert ('href="14/"' in page, 'href="15/"' in page, 'href="1.a/"' in page) == (False, True, False)


@pytest.mark.parametrize(
    "query", ["?page=99999", "?page=x", "?niveau=x", "?tri=search_text", "?muet=x", "?intitule=%00"]
)
def test_odd_address_never_breaks_the_board(client: Client, mobilisation: Framework, query: str) -> None:
    assert "22 mesures sur 40" in text(client, BOARD + query)


def test_unknown_export_is_told_in_a_sentence(client: Client, mobilisation: Framework) -> None:
    assert "exe" in text(client, f"{BOARD}?format=exe", status=400)


def test_export_gives_plain_values_in_the_order_of_the_text(client: Client, mobilisation: Framework) -> None:
    rows = list(csv.DictReader(io.StringIO(text(client, f"{BOARD}?format=csv"))))
    assert len(rows) == 42
    assert rows[1] | {"Intitulé": "", "Partie": "", "Chiffres du texte": ""} == {
        "Numéro": "1.a",
        "Intitulé": "",
        "Compté": "non",
        "Précise": "1",
        "Qui s'engage": "",
        "Partie": "",
        "Thème": "Sécurité et tranquillité",
        **dict.fromkeys(("Porteurs", "Partenaires", "Leviers", "Lieux d'application", "Récurrence"), ""),
        **dict.fromkeys(("Échéance", "Décline", "Dépend de", "Aussi dans", "Chiffres du texte"), ""),
        "En retard": "non",
        "Muet": "oui",
        "Niveau": "En cours de déploiement",
        "Niveau au": "2019-01",
        "Déclaré ou vérifié": "Vérifié",
        "Indicateurs annoncés": "1",
        "Lignes de la source": "lignes 326 à 327",
        "Adresse": "1.a",
    }


def test_export_keeps_the_filters_and_says_its_source(client: Client, mobilisation: Framework) -> None:
    whole = json.loads(text(client, f"{BOARD}?format=json&niveau=objectif_atteint"))
    assert [row["numero"] for row in whole["rows"]] == ["7", "16", "29"]
    assert "6057/SG" in whole["source"]


def test_workbook_is_one(client: Client, mobilisation: Framework) -> None:
    response = client.get(f"{BOARD}?format=xlsx")
    assert b"".join(response.streaming_content)[:2] == b"PK"  # type: ignore[arg-type]


def test_commitment_page_tells_level_source_lines_and_indicators(client: Client, mobilisation: Framework) -> None:
    page = text(client, f"{BOARD}14/")
    for told in ("Soixante cités éducatives", "En cours de lancement", "janvier 2019", "lignes 427 à 428", "ligne 430"):
        assert told in page
    assert "Cités éducatives ayant reçu le label" in page
    assert "Circulaire n°" in page
    assert "Rédaction de Tenir" in page
    assert "Précédent, 13" in page
    assert "Suivant, 15" in page


def test_commitment_page_links_what_details_it_both_ways(client: Client, mobilisation: Framework) -> None:
    assert f"{BOARD}1.a/" in text(client, f"{BOARD}1/")
    assert "Précise" in text(client, f"{BOARD}1.a/")


def test_commitment_history_names_no_account(client: Client, mobilisation: Framework) -> None:
    page = text(client, f"{BOARD}14/")
    assert "Créé dans Tenir" in page
    assert "referentials" not in page


def test_words_of_the_source_are_quoted_and_ours_are_not(client: Client, mobilisation: Framework) -> None:
    assert "<blockquote>" not in text(client, f"{BOARD}14/")
    Framework.objects.update(wording="source")
    Commitment.objects.filter(slug="14").update(title="Ouvrir des « cités » : vite")
    page = text(client, f"{BOARD}14/?again")
    assert f"Ouvrir des “cités”{N}: vite" in page
    assert f"<h1>Ouvrir des «{N}cités{N}»{N}: vite</h1>" in page


def test_unknown_commitment_is_not_found(client: Client, mobilisation: Framework) -> None:
    text(client, f"{BOARD}41/", 404)
    text(client, "/cadres/rien/", 404)


def test_national_promises_reach_every_place(client: Client, mobilisation: Framework) -> None:
    nation = france()
    town = Place.objects.create(kind=PlaceKind.COMMUNE, code="00001", name="Ville inventée")
    town.containments.create(whole=nation)
    page = text(client, town.get_absolute_url())
    assert "Promis plus largement, et valable ici aussi" in page
    assert "22 mesures sur 40" in page


def test_local_promises_reach_no_other_place(client: Client, mobilisation: Framework) -> None:
    town = Place.objects.create(kind=PlaceKind.COMMUNE, code="00001", name="Ville inventée")
    Framework.objects.update(place=town)
    other = Place.objects.create(kind=PlaceKind.COMMUNE, code="00002", name="Autre ville")
    assert "mesures sur 40" not in text(client, other.get_absolute_url())
    assert "mesures sur 40" not in text(client, "/")


# Two queries of each are the journal's head, before and after the page is made.
QUERIES = {"/": 25, "/cadres/": 7, "/cadres/pacte-invente/": 16, "/cadres/pacte-invente/3/": 13}


# How often a page asks does not depend on the database.
@pytest.mark.sqlite
@pytest.mark.slow
def test_queries_do_not_grow_from_10_to_10_000_commitments(
    client: Client, of_size: Callable[[int], Framework], django_assert_num_queries: Any
) -> None:
    for size in (10, 10_000):
        of_size(size)
        for address, queries in QUERIES.items():
            with django_assert_num_queries(queries, info=f"{address}, {size} commitments"):
                text(client, f"{address}?fois={size}")
