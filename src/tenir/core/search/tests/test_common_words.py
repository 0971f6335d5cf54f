"""Words that nearly everything holds: only the best are ranked, and it is said."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from tenir.core.search import finding, queries
from tenir.core.search.finding import search
from tenir.core.search.tests.samples import findable, put

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if three were many."""
    monkeypatch.setattr(queries, "MOST", 3)
    monkeypatch.setattr(finding, "ENOUGH", 2)


def test_the_best_are_chosen_with_their_own_weight() -> None:
    put(*(findable(number, f"Ville et ses habitants {number}") for number in range(5)))
    put(findable(8, "Ville"), findable(9, "Des quartiers de la ville, en long et en large", weight=50))
    answer = search("ville", NOBODY)
    assert answer.is_cut
    assert [hit.object_id for hit in answer[0:2]] == ["9", "8"]
    assert answer.count() == 3


def test_common_words_that_are_seldom_together_are_still_found() -> None:
    put(*(findable(number, "Alpha") for number in range(5)), *(findable(10 + number, "Bêta") for number in range(5)))
    put(findable(99, "Un long titre qui dit alpha puis bêta"))
    answer = search("alpha bêta", NOBODY)
    assert ([hit.object_id for hit in answer[0:9]], answer.whole, answer.is_cut) == (["99"], True, False)


def test_what_may_not_be_read_takes_nobodys_place() -> None:
    put(*(findable(number, "Plan", public=False, weight=50) for number in range(5)))
    put(findable(8, "Plan de la gare"), findable(9, "Plan"))
    answer = search("plan", NOBODY)
    assert [hit.object_id for hit in answer[0:9]] == ["9", "8"]
    assert not answer.is_cut


def test_beginnings_that_lead_to_very_many_are_cut_too() -> None:
    put(*(findable(number, f"Quartier {number}") for number in range(5)))
    assert [hit.title for hit in search("quart", NOBODY)[0:9]] == ["Quartier 0", "Quartier 1", "Quartier 2"]


def test_page_and_api_say_that_there_is_more(client: Client) -> None:
    put(*(findable(number, f"Ville {number}") for number in range(5)))
    assert "se trouvent presque partout" in client.get("/recherche/?q=ville").content.decode()
    assert client.get("/api/v1/recherche?q=ville").json()["cut"]
    assert not client.get("/api/v1/recherche?q=ville+3").json()["cut"]
