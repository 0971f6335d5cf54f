"""The showpiece: the circular's own text gives the board that ships with Tenir."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tenir.core.rights import Role
from tenir.modules.commitments.models import Commitment, Framework, LevelRecord
from tests.builders import a_member, france, official_lists
from tests.running import Run

pytestmark = [pytest.mark.shared, pytest.mark.sqlite]
SHIPPED = "mobilisation-nationale-2019"
CIRCULAR = "sources/circulaire-6057-sg.txt"


def board(slug: str) -> list[tuple[object, ...]]:
    rows = Commitment.objects.filter(framework__slug=slug).order_by("position")
    columns = ("slug", "number", "counted", "parent__slug", "level", "level_on", "level_precision", "level_status")
    return list(rows.values_list(*columns, "first_line", "last_line"))


def printed(slug: str) -> list[tuple[object, ...]]:
    rows = Framework.objects.get(slug=slug).printed_summary.order_by("level")
    return list(rows.values_list("level", "count", "percent", "first_line"))


def indicators(slug: str) -> list[tuple[object, ...]]:
    rows = Framework.objects.get(slug=slug).commitments.order_by("position", "announced_indicators__position")
    names = ("number", "first_line", "last_line")
    return list(rows.values_list("slug", *(f"announced_indicators__{name}" for name in names)))


def test_circular_adopted_gives_the_same_board_as_the_referential(tenir: Run, shared: Path) -> None:
    official_lists()
    ended = tenir("documents", "adopt", str(shared / CIRCULAR), "--framework", "circulaire", "--yes")
    assert ended.returncode == 0
    counts = "3 objectif atteint, 1 en voie de finalisation, 22 en cours de déploiement, 14 en cours de lancement."
    assert ended.stderr.splitlines()[1] == f"40 mesures et 2 sous-mesures\u202f: {counts}"
    assert "amendé" not in ended.stdout
    assert len(board("circulaire")) == 42
    assert board("circulaire") == board(SHIPPED)
    assert printed("circulaire") == printed(SHIPPED)
    assert indicators("circulaire") == indicators(SHIPPED)


@pytest.mark.django_db
def test_circular_reviewed_on_screen_gives_the_same_board(shared: Path, django_assert_max_num_queries: Any) -> None:
    official_lists()
    client = Client()
    client.force_login(a_member(Role.MINISTRY, france()))
    sent = {"place": str(france().pk), "kind": "feuille_de_route", "slug": "circulaire"}
    with (shared / CIRCULAR).open("rb") as file:
        review = client.post("/textes/deposer/", {**sent, "file": file})["Location"]
    with django_assert_max_num_queries(16):
        # 200 items on the page, out of the table, the letter and the pact printed after them.
        assert len(client.get(review).content) < 400_000
    named = {"title": "Circulaire", "slug": "circulaire", "kind": "feuille_de_route", "date": "2019-01", "seen": "1"}
    assert client.post(f"{review}adopter/", {**named, "accept_rest": "on"})["Location"] == "/cadres/circulaire/"
    assert board("circulaire") == board(SHIPPED)
    assert printed("circulaire") == printed(SHIPPED)
    assert indicators("circulaire") == indicators(SHIPPED)


def test_circular_agrees_with_the_shipped_framework_and_leaves_its_words(tenir: Run, shared: Path) -> None:
    official_lists()
    ended = tenir("documents", "adopt", str(shared / CIRCULAR), "--framework", SHIPPED, "--yes")
    assert (ended.returncode, ended.stdout) == (
        0,
        f"{SHIPPED}\u202f: déjà adopté à l'identique, rien à changer.\n",
    )
    assert LevelRecord.objects.count() == 42


def test_circular_is_read_without_a_database(nowhere: Run, shared: Path) -> None:
    ended = nowhere("documents", "read", str(shared / CIRCULAR), "--format", "json")
    items = json.loads(ended.stdout)["items"]
    assert ended.returncode == 0
    assert sum(item["kind"] == "measure" for item in items) == 42
    assert sum(item["kind"] == "indicator" for item in items) == 61
