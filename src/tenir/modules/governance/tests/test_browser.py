"""A delegate holds a meeting from the agenda to the approved minutes, on a phone, with and without JavaScript, and
another by the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tenir.core.people.models import User
from tenir.core.places.models import PlaceKind
from tenir.core.rights import Role
from tenir.modules.commitments.actions import adopt_framework
from tenir.modules.commitments.tests.builders import framework
from tenir.modules.governance import actions
from tenir.modules.governance.actions import MinutesContent
from tenir.modules.governance.enums import SeatRole
from tenir.modules.governance.models import Body, Meeting
from tenir.modules.governance.tests.builders import ME, a_body, a_meeting
from tests.browser import Visitor
from tests.builders import a_member, a_place, an_organisation, france

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Axe = Callable[[Any], None]


@pytest.fixture
def body() -> Body:
    place = a_place(kind=PlaceKind.DEPARTEMENT, code="90", inside=france())
    text = adopt_framework(by=ME, description=framework(place=(place.kind, place.code))).framework
    made = a_body(place, frameworks=(text,))
    city = an_organisation(place=place, name="Ville inventée")
    actions.give_seat(by=ME, body=made, organisation=city, role=SeatRole.CHAIR, since=date(2024, 1, 1))
    return made


@pytest.fixture
def delegate(body: Body) -> User:
    return a_member(Role.DELEGATE, body.place)


def session(user: User) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    return {name: morsel.value for name, morsel in client.cookies.items()}


@pytest.mark.parametrize("javascript", [True, False])
def test_meeting_is_held_from_agenda_to_minutes(
    visit: Visitor, axe: Axe, body: Body, delegate: User, javascript: bool
) -> None:
    meeting = a_meeting(body, days=-1, held=False)
    page = visit(meeting.get_absolute_url(), width=375, cookies=session(delegate), javascript=javascript)
    page.get_by_role("link", name="Ordre du jour").click()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Ajouter à l'ordre du jour").click()
    page.get_by_role("link", name="Revenir à la réunion").click()
    page.get_by_role("button", name="Cette réunion s'est tenue").click()
    page.get_by_role("link", name="Qui est venu").click()
    page.get_by_label("Présente").check()
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name="Écrire le compte rendu").click()
    actions.write_minutes(by=ME, meeting=meeting, content=MinutesContent("Version d'une autre personne"), revision=1)
    page.get_by_label("Compte rendu").fill("Ma version")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("heading", name="Deux versions").wait_for()
    if javascript:
        axe(page)
    page.get_by_label("Votre version").check()
    page.get_by_role("button", name="Enregistrer mon choix").click()
    page.get_by_role("button", name="Approuver et publier").click()
    page.get_by_text("Le compte rendu est approuvé").wait_for()
    held = Meeting.objects.get()
    assert (held.minutes, held.is_approved, held.attendances.get().presence) == ("Ma version", True, "present")
    assert held.items.count() == 1


def test_agenda_is_composed_by_keyboard(visit: Visitor, body: Body, delegate: User) -> None:
    meeting = a_meeting(body, days=4)
    page = visit(f"{meeting.get_absolute_url()}ordre-du-jour/", width=1280, cookies=session(delegate))
    boxes = page.get_by_role("checkbox")
    press_until(page, "Tab", lambda: boxes.nth(1).evaluate("box => box === document.activeElement"))
    page.keyboard.press("Space")
    press_until(page, "Tab", lambda: page.evaluate("document.activeElement.name") == "title")
    page.keyboard.type("Questions diverses")
    page.keyboard.press("Enter")
    page.get_by_text("L'ordre du jour est complété").wait_for()
    press_until(page, "Tab", lambda: page.evaluate("document.activeElement.innerText").startswith("Descendre"))
    page.keyboard.press("Enter")
    page.get_by_text("Le point est déplacé").wait_for()
    assert next(iter(meeting.items.order_by("position"))).title == "Questions diverses"


def press_until(page: Any, key: str, reached: Callable[[], bool]) -> None:
    """Press a key until something holds, as somebody without a mouse does."""
    for _ in range(80):
        if reached():
            return
        page.keyboard.press(key)
    raise AssertionError("never reached by keyboard")
