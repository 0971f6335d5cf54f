"""The review as a person walks it: by keyboard alone, without JavaScript, on a phone, two at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tenir.core.people.models import User
from tenir.core.places.models import Place
from tenir.engines.documents import Kind, Level, Reading
from tenir.modules.commitments.models import Commitment, Framework
from tenir.modules.documents.enums import Decision
from tenir.modules.documents.models import Draft
from tenir.modules.documents.tests.drafts import a_draft, a_prefecture, item
from tenir.modules.documents.tests.samples import item as read_item
from tenir.modules.documents.tests.samples import reading
from tenir.modules.documents.tests.walking import at_hand, leave, press, session
from tests.browser import Visitor, check_in_turn

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
COPIES = ("copies/", "noms/")


def ten_items() -> Reading:
    """A title, eight promises of which two are unsure, and the framework itself."""
    promises = (
        read_item(
            f"measure-{n}",
            Kind.MEASURE,
            f"Promesse inventée {n}",
            number=str(n),
            parent="heading-1",
            level=Level.EN_COURS_DE_LANCEMENT,
            lines=(n, n),
            confidence=0.5 if n in (3, 6) else 0.95,
        )
        for n in range(1, 9)
    )
    title = read_item("framework", Kind.FRAMEWORK, "PLAN INVENTÉ", date="2021-03")
    return reading(title, read_item("heading-1", Kind.HEADING, "CULTURE", heading_kind="axe"), *promises)


@pytest.fixture
def draft(lead: User, town: Place) -> Draft:
    return a_draft(lead, town, read=ten_items())


def tab_to(page: Any, words: str, *, back: bool = False) -> None:
    """Walk with the tabulator until something that says `words` has the focus."""
    for _ in range(120):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if words in (
            page.evaluate("document.activeElement.innerText || document.activeElement.labels?.[0]?.innerText") or ""
        ):
            return
    raise AssertionError(f"the keyboard never reaches « {words} »")


def test_ten_items_are_reviewed_and_adopted_by_keyboard_alone(visit: Visitor, lead: User, draft: Draft) -> None:
    page = visit(f"/textes/{draft.pk}/", cookies=session(lead))
    assert at_hand(page) == "Promesse inventée 3"  # the least sure comes first
    press(page, "a", "r")
    assert page.evaluate("document.activeElement.id") == "element"
    assert "2 sur 10 revus" in page.locator("#avancement").inner_text()
    page.locator("#dit").filter(has_text="mesure 6. 2 sur 10 revus.").wait_for(state="attached")
    press(page, "u")
    assert at_hand(page) == "Promesse inventée 6"
    page.keyboard.press("e")
    page.keyboard.press("Control+A")
    page.keyboard.type("Promesse corrigée au clavier")
    leave(page, "Control+Enter")
    press(page, *"aaaaaaaa")
    assert "10 sur 10 revus" in page.locator("#avancement").inner_text()
    assert Client().get("/cadres/plan-invente/").status_code == 404
    tab_to(page, "Adopter", back=True)
    leave(page, "Enter")
    tab_to(page, "Adopter et rendre public")
    leave(page, "Enter")
    assert page.url.endswith("/cadres/essai/")
    assert Client().get("/cadres/essai/").status_code == 200
    assert Commitment.objects.get(slug="6").title == "Promesse corrigée au clavier"


def test_arrows_move_lights_lines_and_help_opens(visit: Visitor, lead: User, draft: Draft) -> None:
    page = visit(f"/textes/{draft.pk}/?ordre=texte", cookies=session(lead))
    press(page, "j", "ArrowDown", "j", "k")
    assert at_hand(page) == "Promesse inventée 1"
    assert page.locator(".source .lit").inner_text() == "SUIVI INVENTÉ"
    assert page.locator(".review-list [aria-current]").get_attribute("id") == f"e{item(draft, 'measure-1').pk}"
    page.keyboard.press("?")
    assert page.locator("#aide").is_visible()
    press(page, "a")
    assert item(draft, "measure-1").decision == Decision.PENDING
    page.keyboard.press("Escape")
    press(page, "m")
    assert page.evaluate("document.activeElement.name") == "sous"


def test_keys_are_silent_when_switched_off(visit: Visitor, lead: User, draft: Draft) -> None:
    page = visit(f"/textes/{draft.pk}/", cookies=session(lead))
    page.get_by_role("button", name="Touches actives").click()
    press(page, "a", "r")
    assert set(draft.items.values_list("decision", flat=True)) == {Decision.PENDING}
    page.reload()
    assert page.get_by_role("button", name="Touches éteintes").is_visible()


def test_conflict_by_keyboard_shows_both_versions(visit: Visitor, lead: User, town: Place, draft: Draft) -> None:
    mine = visit(f"/textes/{draft.pk}/", cookies=session(lead))
    theirs = visit(f"/textes/{draft.pk}/", cookies=session(a_prefecture(town)))
    press(theirs, "r")
    leave(mine, "a")
    assert "Deux versions de cet élément" in mine.content()
    assert item(draft, "measure-3").decision == Decision.REFUSED
    mine.get_by_role("button", name="Garder la mienne").click()
    assert item(draft, "measure-3").decision == Decision.ACCEPTED


@pytest.mark.parametrize("width", [375, 1280])
def test_review_without_javascript(visit: Visitor, lead: User, draft: Draft, width: int) -> None:
    page = visit(f"/textes/{draft.pk}/", cookies=session(lead), javascript=False, width=width)
    page.locator("#element").get_by_role("button", name="Accepter").click()
    assert at_hand(page) == "Promesse inventée 6"
    page.locator("#element").get_by_text("Corriger").click()
    page.get_by_label("Texte", exact=True).fill("Promesse corrigée")
    page.get_by_role("button", name="Enregistrer et accepter").click()
    page.locator(".review-list").get_by_role("button", name="Refuser mesure 1").click()
    page.get_by_role("button", name="Annuler mon dernier geste").click()
    assert "2 sur 10 revus" in page.locator("#avancement").inner_text()
    page.get_by_role("link", name="Adopter…").click()
    page.get_by_label("Accepter tout ce qui reste").check()
    page.get_by_role("button", name="Adopter et rendre public").click()
    assert Framework.objects.get().slug == "essai"
    assert Commitment.objects.count() == 8


@pytest.mark.parametrize("width", [375, 1280])
def test_pages_of_a_draft_are_accessible(visit: Visitor, lead: User, town: Place, draft: Draft, width: int) -> None:
    cookies = session(lead)
    for path in (
        "",
        "?ordre=texte",
        "?faire=corriger",
        "?faire=deplacer",
        "adopter/",
        "ajouter/",
        "abandonner/",
        *COPIES,
    ):
        visit.look(f"/textes/{draft.pk}/{path}", width=width, cookies=cookies)
    page = visit(f"/textes/{draft.pk}/", width=width, cookies=cookies)
    other = Client()
    other.force_login(a_prefecture(town))
    other.post(
        f"/textes/{draft.pk}/elements/{item(draft, 'measure-3').pk}/decider/", {"revision": "1", "decision": "refused"}
    )
    page.locator("#element").get_by_role("button", name="Accepter").click()
    page.wait_for_selector(".versions")
    check_in_turn(page)
    visit.look(f"/textes/{draft.pk}/?vu=1", width=width, cookies=cookies)
