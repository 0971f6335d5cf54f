"""Duties in a real browser: every screen and state held to axe, and done with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from tenir.modules.governance.models import Duty, DutyInstance
from tenir.modules.governance.tests.duty_builders import (
    a_departement,
    a_duty,
    an_instance,
    dated,
    prefecture,
    signed_in,
)
from tenir.modules.governance.tests.file_builders import a_contract
from tests.browser import Visitor, check_in_turn
from tests.builders import an_organisation

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def late() -> DutyInstance:
    """A report ten days late, one done, one let off, and a day that is past."""
    with transaction.atomic():
        today = timezone.localdate()
        duty, place = a_duty(due_words="Tous les trimestres."), a_departement()
        settled = {"settled_on": today, "organisation": an_organisation()}
        file = {"file_name": f"{'bilan-' * 30}.pdf", "file_sha256": "a" * 64, "file_size": 12}
        an_instance(duty, place, state="faite", note="Réunion tenue.", **file, **settled)
        an_instance(duty, place, state="dispensee", reason="Aucun contrat.", **settled)
        dated(date(2019, 3, 15))
        return an_instance(duty, place, due_on=today - timedelta(days=10))


def cookies(client: Client) -> dict[str, str]:
    return {name: morsel.value for name, morsel in client.cookies.items()}


@pytest.mark.parametrize("width", [375, 1280])
def test_every_screen_and_state_is_accessible(visit: Visitor, late: DutyInstance, width: int) -> None:
    who = cookies(signed_in(prefecture(late.place)))
    addresses = [one.get_absolute_url() for one in (*Duty.objects.all(), *DutyInstance.objects.all(), late.place)]
    listed = ("/bureau/", "/obligations/", "/obligations/?par=cget")
    visit.look_through([*listed, *addresses], width=width, cookies=who)
    for address in ("/obligations/nouvelle/", f"{late.duty.get_absolute_url()}suivre/", *_forms(late)):
        page = visit(address, width=width, cookies=who)
        check_in_turn(page)
        page.locator("main form.form button[type=submit]").click()
        assert page.locator(".form-errors").is_visible()
        check_in_turn(page)
        visit.leave(page)


def _forms(late: DutyInstance) -> list[str]:
    return [f"{late.get_absolute_url()}{deed}/" for deed in ("faire", "dispenser")]


def test_a_report_is_said_done_with_the_keyboard_alone(
    visit: Visitor, late: DutyInstance, axe: Callable[[Any], None]
) -> None:
    page = visit(late.get_absolute_url(), width=375, cookies=cookies(signed_in(prefecture(late.place))))
    page.get_by_role("link", name="Dire qu'elle est faite").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/faire/")
    page.get_by_label("Ou une note").focus()
    page.keyboard.type("Remis en main propre.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{late.get_absolute_url()}")
    assert page.get_by_text("Remis en main propre.").is_visible()
    assert page.get_by_text("avec 10 jours de retard").is_visible()
    axe(page)


def test_the_report_is_made_by_one_key_and_a_refusal_is_read(
    visit: Visitor, late: DutyInstance, axe: Callable[[Any], None]
) -> None:
    page = visit(late.get_absolute_url(), width=375, cookies=cookies(signed_in(prefecture(late.place))))
    for made in (False, True):
        if made:
            with transaction.atomic():
                a_contract(late.place)
        page.get_by_role("button", name="Produire le rapport").focus()
        page.keyboard.press("Enter")
        page.get_by_text("Le rapport est produit et gardé" if made else "rien à rapporter").wait_for()
        axe(page)
    assert page.get_by_text("Produit par Tenir le").is_visible()


def test_without_javascript_it_is_done_too(visit: Visitor, late: DutyInstance) -> None:
    address = f"{late.get_absolute_url()}dispenser/"
    page = visit(address, javascript=False, cookies=cookies(signed_in(prefecture(late.place))))
    page.get_by_label("Motif").fill("Aucun contrat ici.")
    page.get_by_role("button", name="Dispenser avec ce motif").click()
    assert page.get_by_text("Aucun contrat ici.").first.is_visible()
