"""Promises for programs."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tenir.modules.commitments.models import Framework

BOARD = "/api/v1/cadres/mobilisation-nationale-2019"


def get(client: Client, address: str, status: int = 200) -> Any:
    response = client.get(address)
    assert response.status_code == status
    return response.json()


def test_list_gives_counts_by_level(client: Client, mobilisation: Framework) -> None:
    one = next(one for one in get(client, "/api/v1/cadres/") if one["slug"] == "mobilisation-nationale-2019")
    assert (one["total"], one["levels"]["en_cours_de_deploiement"], one["place"]) == (40, 22, "nation:FR")


def test_board_gives_summary_printed_figures_and_rows(client: Client, mobilisation: Framework) -> None:
    whole = get(client, BOARD)
    assert (whole["count"], len(whole["commitments"]), whole["source"]["number"]) == (42, 42, "6057/SG")
    assert whole["printed"][0] == {"level": "objectif_atteint", "count": 3, "percent": 8.0}
    row = whole["commitments"][1]
    assert (row["number"], row["parent"], row["counted"], row["level_date"]) == ("1.a", "1", False, "2019-01")


def test_board_filters_and_pages(client: Client, mobilisation: Framework) -> None:
    found = get(client, f"{BOARD}?level=objectif_atteint&limit=2&offset=1")
    assert (found["count"], [row["number"] for row in found["commitments"]]) == (3, ["16", "29"])
    assert get(client, f"{BOARD}?q=EDUCATIVES%20cites")["count"] == 1
    assert get(client, f"{BOARD}?level=fait", 422)["error"]["code"] == "bad_input"


def test_commitment_gives_levels_and_announced_indicators(client: Client, mobilisation: Framework) -> None:
    one = get(client, f"{BOARD}/14")
    assert one["levels"] == [
        {
            "level": "en_cours_de_lancement",
            "word": "En cours de lancement",
            "date": "2019-01",
            "status": "verified",
            "source": "Circulaire n°\u202f6057/SG du 22 janvier 2019",
            "lines": {"first": 430, "last": 430, "page": None},
        }
    ]
    assert [indicator["lines"]["first"] for indicator in one["announced_indicators"]] == [430]
    assert one["wording"] == "own"


def test_unknown_board_is_not_found_in_the_one_shape(client: Client, mobilisation: Framework) -> None:
    assert get(client, "/api/v1/cadres/rien", 404)["error"]["code"] == "not_found"
