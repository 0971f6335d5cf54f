"""The page, the suggestions and the API."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tenir.core.search.tests.samples import findable, put

pytestmark = pytest.mark.django_db
N = "\u202f"
EVERYWHERE = ("/recherche/", "/recherche/suggestions/", "/api/v1/recherche")
ODD = (
    "'",
    '"',
    "<script>alert(1)</script>",
    "%",
    "_",
    "\\",
    "' OR 1=1 --",
    "🏙️",
    "x" * 5_000,
    "mot " * 1_000,
    "%s {q}",
    "\ufffd",
)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def titles(html: str) -> list[str]:
    return re.findall(r'<p class="hit-title"><a href="[^"]*">(.*?)</a>', html)


def test_words_are_marked_and_kept_in_the_field(client: Client) -> None:
    put(findable(1, "Cités éducatives & <quartiers>"))
    html = page(client, "/recherche/?q=QUARTIER+cité")
    assert titles(html) == ["<mark>Cités</mark> éducatives &amp; &lt;<mark>quartiers</mark>&gt;"]
    assert 'value="QUARTIER cité"' in html


def test_page_without_words_says_what_can_be_asked(client: Client) -> None:
    assert "Cherchez par quelques mots" in page(client, "/recherche/")
    assert "Cherchez par quelques mots" in page(client, "/recherche/?q=+")


def test_nothing_found_gives_advice(client: Client) -> None:
    html = page(client, "/recherche/?q=introuvable")
    assert "Rien ne répond à ces mots" in html
    assert "Vérifiez l'orthographe" in html


def test_some_words_only_is_said(client: Client) -> None:
    put(findable(1, "Nord"))
    assert "certains d'entre eux" in page(client, "/recherche/?q=nord+introuvable")
    assert "certains d'entre eux" not in page(client, "/recherche/?q=nord")


def test_kinds_are_links_with_counts_and_choose(client: Client) -> None:
    put(*(findable(number, f"Ville {number}") for number in range(3)))
    put(findable(9, "Ville d'Ys"), kind="organisation")
    html = page(client, "/recherche/?q=ville&sorte=organisation")
    assert titles(html) == ["<mark>Ville</mark> d&#x27;Ys"]
    assert '<a href="?q=ville">Tout <span class="count">4</span></a>' in html
    assert '<a href="?q=ville&amp;sorte=lieu">Lieux <span class="count">3</span></a>' in html
    assert '<a href="?q=ville&amp;sorte=organisation" aria-current="page">' in html
    assert len(titles(page(client, "/recherche/?q=ville&sorte=inconnue"))) == 4


def test_results_come_twenty_a_page_in_order(client: Client) -> None:
    put(*(findable(number, f"Ville {number}") for number in range(1, 46)))
    third = titles(page(client, "/recherche/?q=ville&page=3"))
    assert third == [f"<mark>Ville</mark> {number}" for number in range(41, 46)]
    assert titles(page(client, "/recherche/?q=ville&page=99")) == third
    assert "q=ville&amp;page=2" in page(client, "/recherche/?q=ville&page=x")


def test_suggestions_are_eight_options(client: Client) -> None:
    put(*(findable(number, f"Ville {number}") for number in range(1, 46)))
    html = page(client, "/recherche/suggestions/?q=vil")
    assert re.findall(r'data-url="([^"]*)"', html) == [f"/{number}/" for number in range(1, 9)]
    assert page(client, "/recherche/suggestions/?q=").strip() == ""


def test_invented_things_say_so(client: Client) -> None:
    put(findable(1, "Nord", is_invented=True))
    assert "inventé" in page(client, "/recherche/?q=nord")
    assert "inventé" in page(client, "/recherche/suggestions/?q=nord")


def test_api_answers_like_the_page(client: Client) -> None:
    put(*(findable(number, f"Ville {number}") for number in range(1, 46)))
    put(findable(99, "Ville d'Ys"), kind="organisation")
    answer = client.get("/api/v1/recherche?q=ville&kind=lieu&limit=2&offset=2").json()
    assert (answer["query"], answer["all_words"], answer["count"]) == ("ville", True, 45)
    assert [one["title"] for one in answer["items"]] == ["Ville 3", "Ville 4"]
    assert [(one["kind"], one["count"]) for one in answer["kinds"]] == [("lieu", 45), ("organisation", 1)]
    assert "offset=4" in answer["next"]


@pytest.mark.parametrize("query", ["limit=0", "limit=9999", "offset=-1", "limit=x"])
def test_api_refuses_what_it_cannot_read(client: Client, query: str) -> None:
    assert client.get(f"/api/v1/recherche?q=nord&{query}").status_code == 422


@pytest.mark.parametrize("address", EVERYWHERE)
@pytest.mark.parametrize("words", ODD)
def test_odd_words_break_nothing(client: Client, address: str, words: str) -> None:
    put(findable(1, "Nord"))
    answer = client.get(address, {"q": words})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode() or address.startswith("/api")


@pytest.mark.parametrize("address", EVERYWHERE[:2])
def test_nul_breaks_nothing(client: Client, address: str) -> None:
    assert client.get(address, {"q": "a\x00b"}).status_code == 200


@pytest.mark.parametrize("address", EVERYWHERE)
def test_answers_are_kept_while_nothing_changes(client: Client, address: str) -> None:
    first = client.get(address, {"q": "nord"})
    again = client.get(address, {"q": "nord"}, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_home_has_a_large_field(client: Client) -> None:
    assert '<form class="search search-large"' in page(client, "/")


def test_every_page_has_one_field_that_searches_without_script(client: Client) -> None:
    for address in ("/lieux/", "/organisations/", "/droits/", "/recherche/"):
        html = page(client, address)
        assert html.count('action="/recherche/" method="get"') == 1
        assert html.count('name="q"') >= 1
