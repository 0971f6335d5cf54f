"""The pages of the look, seen in a real browser: every width, both themes, keyboard, no JavaScript, paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.browser import WIDTHS, Visitor, check_accessibility, check_both_schemes, check_in_turn
from tests.builders import a_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Axe = Callable[[Any], None]
PAGES = (("/", 200), ("/droits/", 200), ("/guide/", 200), ("/accessibilite/", 200), ("/nulle-part/", 404))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("path", "status"), PAGES)
def test_page_is_accessible(visit: Visitor, path: str, status: int, width: int) -> None:
    visit.look(path, width=width, status=status)


@pytest.mark.parametrize("width", WIDTHS)
def test_refused_form_is_accessible_and_starts_at_its_errors(visit: Visitor, width: int) -> None:
    page = visit("/", width=width)
    page.get_by_role("link", name="Entrer", exact=True).click()
    page.get_by_role("button", name="Entrer", exact=True).click()
    page.wait_for_selector(".form-errors")
    assert page.title().startswith("Erreur")
    assert page.evaluate("document.activeElement.className") == "form-errors"
    check_in_turn(page)


def test_keyboard_reaches_the_content_first(visit: Visitor) -> None:
    page = visit("/guide/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"


def test_focus_is_seen(visit: Visitor) -> None:
    page = visit("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_theme_is_chosen_and_kept(visit: Visitor) -> None:
    page = visit("/", scheme="light")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="Thème").click()
    page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate(paper) != light


def test_without_javascript_nothing_is_missing_but_the_theme_button(visit: Visitor) -> None:
    page = visit("/guide/", javascript=False)
    assert page.get_by_role("button", name="Thème").count() == 0
    page.get_by_text("D'où vient ce chiffre").first.click()
    assert page.get_by_role("definition").filter(has_text="18 départements sur 20 ont répondu").is_visible()


def test_word_of_the_field_opens_its_meaning_by_keyboard(visit: Visitor) -> None:
    page = visit("/guide/")
    page.get_by_role("button", name="QPV").focus()
    page.keyboard.press("Enter")
    assert page.locator("#terme-qpv").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#terme-qpv").is_visible()


def test_paper_carries_no_menu(visit: Visitor) -> None:
    page = visit("/")
    assert page.get_by_role("navigation", name="Navigation principale").is_visible()
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation", name="Navigation principale").is_visible()
    assert page.get_by_role("heading", level=1).is_visible()


def test_way_out_is_one_press(visit: Visitor, client: Client) -> None:
    client.force_login(a_user())
    page = visit("/droits/", cookies={"sessionid": client.cookies["sessionid"].value})
    page.get_by_role("button", name="Sortir").click()
    page.wait_for_selector("text=Vous êtes sorti de votre compte.")
    assert page.get_by_role("link", name="Entrer", exact=True).is_visible()


def test_blocked_and_foreign_requests_are_seen(visit: Visitor) -> None:
    # The watch itself: what it exists to catch, it catches.
    page = visit("/")
    page.evaluate("fetch('http://127.0.0.1:9/x.js').catch(() => 0)")
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    with page.expect_request("http://127.0.0.1:9/leaving"):
        page.evaluate("location.href = 'http://127.0.0.1:9/leaving'")
    heard = " ".join(visit.complaints)
    assert "connect-src" in heard
    assert "style-src" in heard
    assert "third party: http://127.0.0.1:9/leaving" in heard
    visit.complaints.clear()


def test_axe_helper_sees_a_fault(visit: Visitor, axe: Axe) -> None:
    page = visit("/")
    page.evaluate("document.querySelector('main').appendChild(document.createElement('button'))")
    with pytest.raises(AssertionError, match="button-name"):
        axe(page)


def test_fault_of_the_dark_scheme_is_seen_on_a_desk_and_by_both(visit: Visitor) -> None:
    for width, check in ((1280, check_in_turn), (375, check_both_schemes)):
        page = visit("/", width=width)
        page.evaluate("document.querySelector('main p').style.color = '#1c1c1c'")
        check_accessibility(page)
        with pytest.raises(AssertionError, match="color-contrast"):
            check(page)
