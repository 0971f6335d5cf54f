"""What a first-time visitor finds from the home page, in at most three clicks, with and without JavaScript."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser import Visitor
from tests.builders import official_lists

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = (
    "/cadres/mobilisation-nationale-2019/",
    "/cadres/",
    "/cadres/perr-blois-2019/",
    "/cadres/pacte-de-dijon-2018/?cote=state&au=2020-01-01",
    "/cadres/pacte-de-dijon-2018/face-a-face/",
    "/comparer/?a=pacte-de-dijon-2018&b=perr-blois-2019",
    "/comparer/?a=paqte&b=paqte",
)
MEASURE_14 = re.compile("cités éducatives")


@pytest.fixture
def lists(transactional_db: None) -> None:
    """The official texts, as a new site has them."""
    official_lists()


def clicks(page: Any, *steps: tuple[str, Any]) -> Any:
    """Follow one link of the page's main part for each step: (how many clicks are allowed is how many steps)."""
    assert len(steps) <= 3
    for role, name in steps:
        page.locator("main").get_by_role(role, name=name).first.click()
    return page.locator("main")


@pytest.mark.parametrize("javascript", [True, False])
def test_first_visitor_finds_measure_14_and_what_the_state_owes(lists: None, visit: Visitor, javascript: bool) -> None:
    page = visit("/", javascript=javascript)
    main = clicks(page, ("link", re.compile("^Mobilisation nationale|^Voir 40")), ("link", MEASURE_14))
    assert "En cours de lancement" in main.inner_text()
    assert page.url.endswith("/cadres/mobilisation-nationale-2019/14/")
    page = visit("/", javascript=javascript)
    said = clicks(page, ("link", re.compile("^Pacte de Dijon")), ("link", re.compile("^Lire face à face"))).inner_text()
    assert "Ce que l'État doit" in said
    assert "18 engagements sur 18" in said
    assert "24 engagements de la collectivité en dépendent" in said


@pytest.mark.sqlite
def test_boards_and_comparisons_are_accessible(lists: None, visit: Visitor, axe: Any) -> None:
    for path in PAGES:
        for width, scheme in ((375, "light"), (1280, "dark")):
            page = visit(path, width=width, scheme=scheme)
            axe(page)
            visit.leave(page)
    page = visit(PAGES[0], javascript=False)
    page.get_by_role("link", name=re.compile(r"^Objectif atteint \(3\)")).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**niveau=objectif_atteint")
    assert page.locator(".promise").count() == 3
