"""Joining and cutting by one key; sixty commitments reviewed with few keys, counted as they are pressed."""

from __future__ import annotations

from typing import Any

import pytest

from tenir.core.people.models import User
from tenir.core.places.models import Place
from tenir.engines.documents import Kind, Reading
from tenir.modules.documents.enums import Decision
from tenir.modules.documents.models import Draft
from tenir.modules.documents.tests.drafts import a_draft, item
from tenir.modules.documents.tests.samples import item as read_item
from tenir.modules.documents.tests.samples import reading
from tenir.modules.documents.tests.walking import at_hand, leave, press, session
from tests.browser import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MANY = 60
# A person who reads each promise for eight seconds, and presses two keys a second, ends within ten minutes.
READING, A_KEY, LIMIT = 8, 0.5, 600


class Keyboard:
    """Presses keys on a review and counts them; typed words count letter by letter."""

    def __init__(self, page: Any) -> None:
        self.page, self.keys = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.keys += 1
            self.page.keyboard.press(key)
            self.page.wait_for_selector("[data-review]:not([aria-busy])", state="attached")

    def leave(self, key: str) -> None:
        self.keys += 1
        leave(self.page, key)

    def type(self, words: str) -> None:
        self.keys += len(words)
        self.page.keyboard.type(words)


def sixty() -> Reading:
    """Sixty commitments: one cut in two by the reading, one that holds two, one with a wrong word, the others right."""
    unsure = {2: 0.4, 20: 0.45, 40: 0.5}
    return reading(
        read_item("framework", Kind.FRAMEWORK, "PLAN INVENTÉ", date="2021-03"),
        *(
            read_item(
                f"c{n}", Kind.COMMITMENT, f"Ouvrir le lieu {n}", lines=(min(n, 9),) * 2, confidence=unsure.get(n, 0.95)
            )
            for n in range(1, MANY + 1)
        ),
    )


@pytest.fixture
def draft(lead: User, town: Place) -> Draft:
    return a_draft(lead, town, read=sixty())


def test_sixty_commitments_are_reviewed_by_keyboard_in_ten_minutes(visit: Visitor, lead: User, draft: Draft) -> None:
    page = visit(f"/textes/{draft.pk}/", cookies=session(lead))
    keyboard = Keyboard(page)
    assert at_hand(page) == "Ouvrir le lieu 2"  # the least sure comes first
    keyboard.leave("f")
    assert item(draft, "c1").text == "Ouvrir le lieu 1 Ouvrir le lieu 2"
    page.goto(f"{page.url.split('?')[0]}?element={item(draft, 'c20').pk}")
    keyboard.press("s", "Control+Home", "Control+ArrowRight", "Enter")
    keyboard.leave("Control+Enter")
    assert [one.text for one in draft.items.filter(text__in=("Ouvrir", "le lieu 20"))] == ["Ouvrir", "le lieu 20"]
    page.goto(page.url.split("?")[0])
    keyboard.press("e", "Control+End")
    keyboard.type(" corrigé")
    keyboard.leave("Control+Enter")
    while draft.items.filter(decision=Decision.PENDING).exists():
        keyboard.press("a")
    assert draft.items.filter(decision=Decision.ACCEPTED).count() == MANY + 1
    assert keyboard.keys <= 90
    assert MANY * READING + keyboard.keys * A_KEY < LIMIT


@pytest.mark.parametrize("width", [375, 1280])
def test_refused_cut_is_told_in_sight(visit: Visitor, lead: User, draft: Draft, width: int) -> None:
    page = visit(f"/textes/{draft.pk}/", cookies=session(lead), width=width)
    page.locator("[data-key=s] summary").click()
    page.get_by_role("button", name="Couper ici").click()
    told = page.get_by_role("alert").filter(has_text="Rien n'est coupé")
    told.wait_for()
    assert 0 <= told.bounding_box()["y"] < 900


@pytest.mark.parametrize("width", [375, 1280])
def test_gesture_refused_by_key_is_told_in_sight_and_leaves_with_the_next(
    visit: Visitor, lead: User, draft: Draft, width: int
) -> None:
    page = visit(f"/textes/{draft.pk}/", cookies=session(lead), width=width)
    press(page, "u")
    told = page.get_by_role("alert").filter(has_text="Vous n'avez rien fait ici qui puisse être annulé")
    told.wait_for()
    assert 0 <= told.bounding_box()["y"] < 900
    press(page, "a")
    assert told.count() == 0
