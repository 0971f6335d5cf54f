"""A project lead creates a framework with two promises, then meets another's amendment: with and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from tenir.core.people.models import User
from tenir.core.rights import Role
from tenir.modules.commitments import actions
from tenir.modules.commitments.editing import contents
from tenir.modules.commitments.models import Commitment, Framework
from tenir.modules.commitments.tests.builders import ME
from tests.browser import Visitor
from tests.builders import a_member, a_place, an_organisation, france

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Axe = Callable[[Any], None]


@pytest.fixture
def lead() -> User:
    town = a_place(code="99999", name="Valmérac", inside=france())
    return a_member(Role.PROJECT_LEAD, town, organisation=an_organisation(place=town, name="Ville de Valmérac"))


def session(user: User) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    return {name: morsel.value for name, morsel in client.cookies.items()}


@pytest.mark.parametrize("javascript", [True, False])
def test_framework_with_two_promises_then_two_versions(visit: Visitor, axe: Axe, lead: User, javascript: bool) -> None:
    page = visit("/cadres/nouveau/", width=375, cookies=session(lead), javascript=javascript)
    create_framework(page)
    framework = Framework.objects.get()
    for number, title in (("1", "Ouvrir un lieu d'accueil"), ("2", "Prêter une salle")):
        page.goto(f"{visit.address}/cadres/{framework.slug}/nouveau/")
        write_promise(page, number, title)
    assert [row.parties.count() for row in Commitment.objects.order_by("position")] == [2, 2]

    page.goto(f"{visit.address}/cadres/{framework.slug}/1/corriger/")
    row = Commitment.objects.get(slug="1")
    another = replace(contents.of(row), title="Ouvrir deux lieux")
    actions.amend_commitment(by=ME, commitment=row, content=another, revision=1)
    page.get_by_label("Intitulé").first.fill("Ouvrir trois lieux")
    page.get_by_role("button", name="Enregistrer", exact=True).last.click()
    page.get_by_role("heading", name="Deux versions").wait_for()
    if javascript:
        axe(page)
    page.get_by_label("La version enregistrée").check()
    page.get_by_role("button", name="Enregistrer mon choix").click()
    page.get_by_text("La correction est enregistrée").wait_for()
    assert Commitment.objects.get(slug="1").title == "Ouvrir deux lieux"


def create_framework(page: Any) -> None:
    page.get_by_label("Sorte de texte").select_option("contrat_de_ville")
    page.get_by_label("Titre", exact=True).fill("Contrat de ville de Valmérac")
    page.get_by_label("Titre court").fill("Contrat de Valmérac")
    page.get_by_label("Lieu", exact=True).fill("Valmérac")
    page.get_by_role("button", name="Enregistrer", exact=True).last.click()
    page.get_by_text("Le cadre est en préparation").wait_for()


def write_promise(page: Any, number: str, title: str) -> None:
    page.get_by_label("Numéro").first.fill(number)
    page.get_by_label("Intitulé").first.fill(title)
    parties = page.locator("[data-rows=parties]")
    parties.get_by_label("Organisation").fill("Ville de Valmérac")
    parties.get_by_role("button", name="Ajouter une ligne").click()
    parties.get_by_label("Organisation").nth(1).fill("Ville de Valmérac")
    parties.get_by_label("Rôle").nth(1).select_option("financeur")
    page.get_by_role("button", name="Enregistrer", exact=True).last.click()
    page.get_by_text("L'engagement est enregistré").wait_for()


@pytest.mark.parametrize("width", [375, 1280])
def test_form_in_error_is_accessible(visit: Visitor, axe: Axe, lead: User, width: int) -> None:
    page = visit("/cadres/nouveau/", width=width, cookies=session(lead))
    page.get_by_label("Lieu", exact=True).fill("Nulle part")
    page.get_by_role("button", name="Enregistrer", exact=True).last.click()
    page.get_by_role("heading", name="Quelque chose est à corriger").wait_for()
    axe(page)
