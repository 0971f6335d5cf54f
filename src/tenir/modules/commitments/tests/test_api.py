"""Promises for programs: what is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tenir.modules.commitments.models import Framework
from tests.builders import official_lists

API = "/api/v1"
FRAMEWORK = "/cadres/mobilisation-nationale-2019"
BOARD = f"{FRAMEWORK}/engagements"


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """All that ships with Tenir, loaded once for this file: each test works inside this transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        official_lists()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def everything(_loaded: None, db: None) -> None:
    """All that ships with Tenir."""


@pytest.fixture
def mobilisation(everything: None) -> Framework:
    """The forty measures, among all the rest."""
    return Framework.objects.get(slug="mobilisation-nationale-2019")


def get(client: Client, address: str, status: int = 200) -> Any:
    response = client.get(API + address)
    assert response.status_code == status, response.content
    return response.json()


def numbers(client: Client, address: str) -> list[str]:
    return [row["number"] for row in get(client, address)["items"]]


def test_list_gives_counts_by_level(client: Client, mobilisation: Framework) -> None:
    found = get(client, "/cadres/?kind=feuille_de_route&q=mobilisation")
    (one,) = found["items"]
    assert found["count"] == 1
    assert (one["total"], one["levels"]["en_cours_de_deploiement"], one["place"]) == (40, 22, "nation:FR")


def test_list_by_kind_and_place(client: Client, everything: None) -> None:
    assert get(client, "/cadres/?kind=npnru")["items"] == []
    everywhere = get(client, "/cadres/?place=departement:21")["items"]
    assert "mobilisation-nationale-2019" in [one["slug"] for one in everywhere]
    told = get(client, "/cadres/?place=departement:999", 400)["error"]
    assert (told["code"], told["where"]) == ("bad_input", "place")


def test_framework_gives_all_that_its_text_says(client: Client, mobilisation: Framework) -> None:
    whole = get(client, FRAMEWORK)
    assert whole["source"]["number"] == "6057/SG"
    assert whole["printed"][0] == {"level": "objectif_atteint", "count": 3, "percent": 8.0}
    assert [one["kind"] for one in whole["headings"]] == ["programme"] * len(whole["headings"])
    assert whole["as_of"] is None


def test_framework_of_two_sides_has_a_tree_and_signatories(client: Client, everything: None) -> None:
    whole = get(client, "/cadres/pacte-de-dijon-2018")
    assert whole["headings"][0]["lines"]["first"] is not None
    assert {"key", "kind", "number", "title", "side", "declines", "lines", "children"} == set(whole["headings"][0])
    assert whole["signatories"][0]["slug"]


def test_framework_as_of_a_day_before_any_level(client: Client, mobilisation: Framework) -> None:
    whole = get(client, f"{FRAMEWORK}?as_of=2018-12-31")
    assert (whole["total"], whole["levels"], whole["as_of"]) == (40, {"": 40}, "2018-12-31")


def test_board_gives_rows_in_the_order_of_the_text(client: Client, mobilisation: Framework) -> None:
    whole = get(client, BOARD)
    assert (whole["count"], len(whole["items"]), whole["next"]) == (42, 42, None)
    row = whole["items"][1]
    assert (row["number"], row["parent"], row["counted"], row["level_date"]) == ("1.a", "1", False, "2019-01")


def test_board_filters_and_pages(client: Client, mobilisation: Framework) -> None:
    found = get(client, f"{BOARD}?level=objectif_atteint&limit=2&offset=1")
    assert (found["count"], [row["number"] for row in found["items"]]) == (3, ["16", "29"])
    assert found["previous"].endswith("/engagements?level=objectif_atteint&limit=2&offset=0")
    assert numbers(client, f"{BOARD}?q=EDUCATIVES%20cites") != []
    assert get(client, f"{BOARD}?level=fait", 422)["error"]["code"] == "bad_input"


def test_board_as_of_a_day(client: Client, mobilisation: Framework) -> None:
    assert get(client, f"{BOARD}?level=objectif_atteint&as_of=2019-02-01")["count"] == 3
    assert get(client, f"{BOARD}?level=objectif_atteint&as_of=2018-12-31")["count"] == 0
    assert get(client, f"{BOARD}?as_of=2018-12-31")["items"][0]["level"] is None
    assert get(client, f"{BOARD}?silent=true&as_of=2019-02-01")["count"] == 0


def test_silent_rows_are_those_that_the_framework_counts(client: Client, mobilisation: Framework) -> None:
    silent = get(client, f"{BOARD}?silent=true&limit=200")
    assert (silent["count"], {row["silent"] for row in silent["items"]}) == (37, {True})
    assert silent["count"] + get(client, f"{BOARD}?silent=false")["count"] == 42


def test_board_by_heading(client: Client, mobilisation: Framework) -> None:
    heading = get(client, FRAMEWORK)["headings"][0]
    found = get(client, f"{BOARD}?heading={heading['key']}")
    assert {row["heading"] for row in found["items"]} == {heading["title"]}
    assert get(client, f"{BOARD}?heading=rien", 400)["error"]["where"] == "heading"


@pytest.mark.parametrize("asked", ["side=state", "theme=emploi", "late=true", "late=false", "changed_since=2019-01-01"])
def test_promises_of_all_frameworks(client: Client, everything: None, asked: str) -> None:
    number = get(client, "/engagements?limit=1")["count"]
    assert 0 < get(client, f"/engagements?{asked}&limit=1")["count"] <= number


def test_late_and_not_late_are_all_of_them(client: Client, everything: None) -> None:
    parts = [get(client, f"/engagements?late={value}&limit=1")["count"] for value in ("true", "false")]
    assert sum(parts) == get(client, "/engagements?limit=1")["count"]


def test_promises_of_a_holder_are_those_of_its_page(client: Client, everything: None) -> None:
    row = next(row for row in get(client, "/engagements?limit=200")["items"] if row["holders"])
    slug = row["holders"][0]["slug"]
    held = get(client, f"/engagements?holder={slug}&limit=1")["count"]
    assert held == get(client, f"/organisations/{slug}/engagements?holding=true&limit=1")["count"] > 0
    assert get(client, f"/organisations/{slug}/engagements?limit=1")["count"] >= held
    assert get(client, "/engagements?holder=personne", 400)["error"]["where"] == "holder"
    assert get(client, "/organisations/personne/engagements", 404)["error"]["code"] == "not_found"


def test_promises_that_reach_a_place(client: Client, everything: None) -> None:
    national = get(client, "/lieux/nation/FR/engagements?limit=1")
    local = get(client, "/lieux/departement/21/engagements?limit=1")
    assert local["count"] >= national["count"] >= 42
    assert national["items"][0]["here"] is None


def test_commitment_gives_levels_and_announced_indicators(client: Client, mobilisation: Framework) -> None:
    one = get(client, f"{FRAMEWORK}/14")
    (level,) = one["levels"]
    assert (level["word"], level["date"], level["status"]) == ("En cours de lancement", "2019-01", "verified")
    assert (level["source"], level["lines"]["first"]) == ("Circulaire n°\u202f6057/SG du 22 janvier 2019", 430)
    assert (level["organisation"], level["place"], level["sentence"]) == (None, None, "")
    assert [indicator["lines"]["first"] for indicator in one["announced_indicators"]] == [430]
    assert (one["wording"], one["revision"]) == ("own", 1)


def test_commitment_tells_its_links_both_ways(client: Client, everything: None) -> None:
    rows = get(client, "/engagements?limit=200")["items"]
    for row in rows:
        one = get(client, f"/cadres/{row['framework']}/{row['slug']}")
        if one["links"]:
            break
    target = one["links"][0]["commitment"]
    back = get(client, f"/cadres/{target['framework']}/{target['slug']}")["linked_from"]
    assert row["slug"] in [link["commitment"]["slug"] for link in back]


def test_levers_disagreements_and_terms(client: Client, everything: None) -> None:
    levers = get(client, "/leviers?limit=200")["items"]
    used = next(one for one in levers if one["count"])
    assert get(client, f"/engagements?lever={used['code']}&limit=1")["count"] == used["count"]
    disagreement = get(client, "/desaccords")["items"][0]
    assert len(disagreement["versions"]) >= 2
    (term,) = get(client, "/glossaire?q=afitf")["items"]
    assert term["meaning"].startswith("Agence de financement")


def test_changes_tell_levels_newest_first(client: Client, mobilisation: Framework) -> None:
    found = get(client, "/changements?limit=5")
    assert found["count"] >= 42
    assert [one["at"] for one in found["items"]] == sorted((one["at"] for one in found["items"]), reverse=True)
    assert {one["kind"] for one in found["items"]} == {"niveau"}


def test_unknown_board_is_not_found_in_the_one_shape(client: Client, mobilisation: Framework) -> None:
    assert get(client, "/cadres/rien", 404)["error"]["code"] == "not_found"
