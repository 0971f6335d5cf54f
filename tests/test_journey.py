"""The thin journey on real input, as a person walks it: the circular's text becomes a public board, counts right."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tenir.core.journal.models import Entry
from tests.browser import Visitor
from tests.builders import france

pytestmark = [pytest.mark.browser, pytest.mark.shared, pytest.mark.django_db(transaction=True)]
NARROW = "\u202f"
PRINTED = {"Objectif atteint": (3, 8), "En voie de finalisation": (1, 3)}
PRINTED |= {"En cours de déploiement": (22, 55), "En cours de lancement": (14, 35)}


@pytest.fixture
def circular(shared: Path) -> Path:
    """The real text, adopted under an address of its own by the command that staff would type."""
    france()
    file = shared / "sources/circulaire-6057-sg.txt"
    call_command("documents", "adopt", str(file), "--framework", "circulaire", "--date", "2019-01", "--yes")
    return file


@pytest.mark.parametrize("javascript", [True, False])
def test_circular_becomes_a_board_whose_counts_are_right(circular: Path, visit: Visitor, javascript: bool) -> None:
    page = visit("/", javascript=javascript)
    page.locator("main").get_by_role("link", name=re.compile("^Voir 40.mesures")).click()
    for words, (count, percent) in PRINTED.items():
        row = page.get_by_role("row").filter(has_text=words).first.inner_text()
        assert re.findall(r"\d+", row) == [str(count), str(percent), str(count), str(percent)], row
    assert page.locator(".tree .promise").count() == 42


def test_board_leads_to_each_promise_and_its_lines(circular: Path, visit: Visitor) -> None:
    page = visit("/cadres/circulaire/")
    page.locator(".tree").get_by_role("link", name=re.compile("cités")).first.click()
    assert page.url.endswith("/cadres/circulaire/14/")
    said = page.locator("main").inner_text()
    assert "En cours de lancement" in said
    assert "lignes 427 à 428" in said.replace(NARROW, " ")


def test_adoption_is_in_the_journal_and_repeats_without_effect(circular: Path, visit: Visitor, capsys: Any) -> None:
    events = Entry.objects.count()
    call_command("documents", "adopt", str(circular), "--framework", "circulaire", "--date", "2019-01", "--yes")
    assert Entry.objects.count() == events
    capsys.readouterr()
    call_command("journal", "head")
    assert json.loads(capsys.readouterr().out)["count"] == events > 42
