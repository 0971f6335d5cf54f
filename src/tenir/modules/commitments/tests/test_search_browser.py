"""Searching in a real browser, by keyboard, with and without script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tenir.modules.commitments.tests.builders import alone
from tests.browser import WIDTHS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MEASURE = "/cadres/mobilisation-nationale-2019/14/"


@pytest.fixture(autouse=True)
def _mobilisation(transactional_db: None) -> None:
    alone("mobilisation-nationale-2019")


def test_typing_mesure_14_reaches_its_page_by_keyboard(visit: Any) -> None:
    page = visit("/")
    field = page.get_by_role("combobox", name="Chercher").first
    field.focus()
    # The answer to all the words, not one to their beginning, whose options would be taken away.
    with page.expect_response(lambda answer: "14" in answer.url):
        page.keyboard.type("mesure 14", delay=20)
    option = page.get_by_role("option").first
    option.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    assert option.get_attribute("aria-selected") == "true"
    assert field.get_attribute("aria-activedescendant") == option.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{MEASURE}")


def test_escape_closes_and_arrows_go_round(visit: Any) -> None:
    page = visit("/")
    field = page.get_by_role("combobox", name="Chercher").first
    field.focus()
    page.keyboard.type("mesure 1", delay=20)
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowUp")
    assert page.get_by_role("option").last.get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowDown")
    assert not field.get_attribute("aria-activedescendant")
    page.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "mesure 1"
    assert page.get_by_role("listbox").count() == 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/?q=mesure+1")


def test_suggestion_is_followed_by_a_click(visit: Any) -> None:
    page = visit("/", width=375)
    page.get_by_role("combobox", name="Chercher").first.fill("cités éduc")
    page.get_by_role("option").first.click()
    page.wait_for_url(f"**{MEASURE}")


def test_search_works_without_script(visit: Any) -> None:
    page = visit("/", javascript=False)
    page.get_by_role("searchbox").first.fill("mesure 14")
    page.get_by_role("button", name="Chercher").first.click()
    page.get_by_role("link", name="cités éducatives").click()
    assert page.url.endswith(MEASURE)


@pytest.mark.parametrize("width", WIDTHS)
def test_results_are_accessible(visit: Any, width: int) -> None:
    for address in ("/recherche/", "/recherche/?q=introuvable", "/recherche/?q=mesure"):
        visit.look(address, width=width)


@pytest.mark.parametrize("width", [375, 1280])
def test_open_suggestions_are_accessible(visit: Any, axe: Callable[[Any], None], width: int) -> None:
    page = visit("/", width=width)
    page.get_by_role("combobox", name="Chercher").first.focus()
    page.keyboard.type("mesure", delay=20)
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    axe(page)
