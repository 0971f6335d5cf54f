"""The pages of places: the tree of France, one place, and a constant number of queries whatever the size."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve

from tenir.core import modules
from tenir.core.places import tree
from tenir.core.places.models import Containment, Place, PlaceKind, PlaceName
from tests.builders import a_place, france

pytestmark = pytest.mark.django_db
D = date.fromisoformat


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().replace("\u202f", " ").replace("&#x27;", "'")


def burgundy() -> Place:
    region = a_place(kind="region", code="27", name="Bourgogne-Franche-Comté", inside=france())
    return a_place(kind="departement", code="21", name="Côte-d'Or", inside=region)


def test_list_shows_the_tree_of_today(client: Client) -> None:
    burgundy()
    a_place(kind="outre-mer", code="987", name="Polynésie française", inside=france())
    former = a_place(kind="region", code="26", name="Bourgogne")
    Containment.objects.create(part=former, whole=france(), until=D("2015-12-31"))
    page = text(client, "/lieux/")
    for address in ("/lieux/region/27/", "/lieux/departement/21/", "/lieux/outre-mer/987/"):
        assert f'href="{address}"' in page
    assert "/lieux/region/26/" not in page


@pytest.mark.parametrize("words", ["cote d'or", "CÔTE", "21", " d’or "])
def test_list_filter_finds_without_accents_or_by_code(client: Client, words: str) -> None:
    a_place(kind="departement", code="25", name="Doubs", inside=burgundy().wholes.get())
    answer = client.get("/lieux/", {"q": words}).content.decode()
    assert "/lieux/departement/21/" in answer
    assert "/lieux/departement/25/" not in answer


def test_list_filter_by_region_keeps_all_of_it(client: Client) -> None:
    burgundy()
    a_place(kind="region", code="53", name="Bretagne", inside=france())
    page = text(client, "/lieux/?q=bourgogne")
    assert "/lieux/departement/21/" in page
    assert "Bretagne" not in page


def test_list_without_match_says_what_to_try(client: Client) -> None:
    burgundy()
    page = text(client, "/lieux/?q=Zanzibar")
    assert "Aucun lieu ne porte ce nom" in page
    assert "« Zanzibar »" in page


def test_list_before_loading_says_how(client: Client) -> None:
    assert "tenir referentials load" in text(client, "/lieux/")


def test_place_says_where_it_stands(client: Client) -> None:
    place = burgundy()
    a_place(kind="commune", code="21231", name="Dijon", inside=place)
    a_place(kind="qpv", code="QP021001", name="Grésilles", inside=place, share="0.625")
    page = text(client, "/lieux/departement/21/")
    assert "<h1>Côte-d'Or</h1>" in page
    assert 'href="/lieux/region/27/"' in page
    assert 'href="/lieux/commune/21231/"' in page
    assert "Ses communes" in page
    assert "(63 % de la surface)" in page


def test_place_without_panel_says_who_can_fill_it(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    burgundy()
    monkeypatch.setattr(modules, "panels", lambda *args: iter(()))
    page = text(client, "/lieux/departement/21/")
    assert "Ce qui a été promis ici" in page
    assert "Aucune promesse n'est encore enregistrée ici" in page


def test_place_tells_its_history(client: Client) -> None:
    place = burgundy()
    PlaceName.objects.create(place=place, name="Ancien nom", until=D("1990-03-07"))
    PlaceName.objects.create(place=place, name="Côte-d'Or", since=D("1990-03-08"), until=D("2050-12-31"))
    page = text(client, "/lieux/departement/21/")
    assert "Dernier jour du nom « Ancien nom »" in page
    assert "8 mars 1990" in page
    assert "Prend le nom « Côte-d'Or »" in page
    assert "jusqu'au 31 décembre 2050" in page


def test_history_newest_first() -> None:
    place = burgundy()
    rows = [Containment(part=place, whole=a_place(name="B"), since=D("2016-01-01")), *place.containments.all()]
    rows.append(Containment(part=place, whole=a_place(name="A"), until=D("2015-12-31")))
    events = tree.history([PlaceName(place=place, name="Un")], rows)
    assert [(event["date"], event["title"]) for event in events] == [
        (D("2016-01-01"), "Premier jour dans B"),
        (D("2015-12-31"), "Dernier jour dans A"),
    ]


def test_every_kind_has_a_title_for_the_page() -> None:
    assert set(tree.ITS_PARTS) == set(PlaceKind)


def test_place_invented_says_so(client: Client) -> None:
    Place.objects.create(kind="commune", code="X1", name="Ville d'essai", is_invented=True)
    assert "inventé pour la démonstration" in text(client, "/lieux/commune/X1/")


@pytest.mark.parametrize("address", ["/lieux/?q=Zanzibar", "/lieux/departement/21/", "/lieux/nation/FR/"])
def test_pages_keep_french_spaces(client: Client, address: str) -> None:
    burgundy()
    shown = re.sub(r"<[^>]+>", " ", client.get(address).content.decode().split("<main")[1].split("</main")[0])
    assert re.findall(r"\w[ \u00a0][;:!?%»]|«[ \u00a0]", shown) == []


@pytest.mark.parametrize("address", ["/lieux/departement/99/", "/lieux/planete/1/"])
def test_unknown_place_is_404(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_code_typed_in_small_letters_leads_to_the_page(client: Client) -> None:
    a_place(kind="departement", code="2A", name="Corse-du-Sud", inside=france())
    answer = client.get("/lieux/departement/2a/")
    assert (answer.status_code, answer["Location"]) == (301, "/lieux/departement/2A/")


@pytest.mark.parametrize("address", ["/lieux/", "/lieux/departement/21/"])
def test_pages_are_public_and_kept(address: str) -> None:
    view: Any = resolve(address).func
    assert (view.access, view.cached) == ("public", True)


def fill(place: Place, count: int) -> None:
    parts = Place.objects.bulk_create(
        Place(kind="departement", code=f"N{place.pk}-{n}", name=f"N{n}") for n in range(count)
    )
    Containment.objects.bulk_create(Containment(part=part, whole=place, share=Decimal(1)) for part in parts)


# Head of the journal twice (before and after making the page), then the place, its way up, what is around, what is
# inside, its names; for the list, the régions and their départements.
@pytest.mark.parametrize("children", [10, 1000])
@pytest.mark.parametrize(("address", "queries"), [("/lieux/region/27/", 7), ("/lieux/", 4)])
def test_pages_ask_a_constant_number_of_queries(
    client: Client,
    django_assert_num_queries: Any,
    monkeypatch: pytest.MonkeyPatch,
    address: str,
    queries: int,
    children: int,
) -> None:
    monkeypatch.setattr(modules, "panels", lambda *args: iter(()))
    fill(burgundy().wholes.get(), children)
    with django_assert_num_queries(queries):
        assert client.get(address).content.count(b"/lieux/departement/") == children + 1
