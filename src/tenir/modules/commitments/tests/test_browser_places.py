"""The pages that gather, as people meet them: a territory in three clicks, one sheet of paper, nothing for axe."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tenir.core.operations import content
from tenir.modules.commitments.actions import adopt_framework
from tenir.modules.commitments.models import Commitment
from tenir.modules.commitments.tests.builders import ME, commitment, framework
from tests import migrated
from tests.browser import Visitor
from tests.builders import a_place, france

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PATHS = (
    "/",
    "/?carte=tenues",
    "/lieux/commune/DEMO1/",
    "/lieux/commune/DEMO1/?au=2025-01-15",
    "/lieux/departement/21/",
    "/lieux/nation/FR/?theme=sante",
    "/organisations/",
    "/organisations/ville-valmerac/",
    "/leviers/",
    "/leviers/anru/",
    "/glossaire/",
)


@pytest.fixture
def demonstration(db: None, settings: Any) -> None:
    """The official lists and the invented town."""
    settings.DEMONSTRATION = True
    migrated.filled("demonstration", lambda: content.load_demonstration(lambda sentence: None))


def pages_of(pdf: bytes) -> int:
    """How many sheets a PDF of Chromium has."""
    return len(re.findall(rb"/Type\s*/Page[^s]", pdf))


def test_first_visit_finds_the_promises_of_a_departement_in_three_clicks(visit: Visitor, demonstration: None) -> None:
    for javascript in (True, False):
        page = visit("/", javascript=javascript)
        page.get_by_label("Mon territoire").last.select_option("departement/21")
        page.get_by_role("button", name="Voir ce qui y est promis").click()
        assert page.url.endswith("/lieux/departement/21/")
        assert "promesses sont suivies ici" in page.locator("main").inner_text()
        tile = visit("/", width=375, javascript=javascript)
        tile.get_by_role("link", name=re.compile("Côte-d'Or")).click()
        assert tile.url.endswith("/lieux/departement/21/")


def test_a_word_is_explained_where_it_stands(visit: Visitor, demonstration: None) -> None:
    page = visit("/leviers/anru/", javascript=False)
    page.get_by_role("button", name="ANRU").click()
    assert page.locator("#terme-anru").is_visible()
    assert "Agence nationale pour la rénovation urbaine" in page.locator("#terme-anru").inner_text()


def test_place_is_one_sheet_of_paper(visit: Visitor, demonstration: None) -> None:
    for path in ("/lieux/commune/DEMO1/", "/lieux/departement/21/", "/lieux/nation/FR/", "/lieux/qpv/DEMO-Q1/"):
        assert pages_of(visit(path).pdf(prefer_css_page_size=True)) == 1, path


def test_place_with_the_longest_titles_is_one_sheet_too(visit: Visitor) -> None:
    town = a_place(inside=france())
    rows = tuple(commitment(number, title=f"{number} promesse fort longue, " * 25) for number in range(1, 120))
    adopt_framework(by=ME, description=framework(place=(town.kind, town.code), commitments=rows))
    Commitment.objects.update(due_on="2020-12-31", due_precision="day")
    assert pages_of(visit(town.get_absolute_url()).pdf(prefer_css_page_size=True)) == 1


def test_pages_that_gather_are_accessible(visit: Visitor, demonstration: None) -> None:
    for width in (375, 1280):
        visit.look_through(list(PATHS), width=width)


def test_public_pages_stay_light(client: Client, demonstration: None) -> None:
    # 150 KB in all: styles and scripts take 15 (core/web/tests/test_assets.py), the page the rest, uncompressed.
    for path in ("/", "/lieux/nation/FR/", "/lieux/commune/DEMO1/", "/organisations/", "/glossaire/"):
        assert len(client.get(path).content) < 135_000, path
