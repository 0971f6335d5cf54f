"""The steps of a sheet in a browser: no accessibility fault, on a phone and on a desk, in every state."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tenir.core.rights import Role
from tenir.modules.indicators.models import Indicator
from tenir.modules.indicators.tests.builders import Ground, a_panel, an_indicator, answer
from tenir.modules.indicators.tests.sheets import commit, csv, line, received
from tests.browser import Visitor, check_in_turn
from tests.builders import a_member, an_organisation

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


class Scene:
    """A préfecture's account, and sheets in each state."""

    def __init__(self) -> None:
        ground = Ground()
        panel = a_panel(ground)
        self.indicator = an_indicator(ground, panel, title="Postes d'adultes-relais occupés", unit="postes")
        sender = an_organisation(name="Préfecture inventée", place=ground.departement)
        person = a_member(Role.PREFECTURE, ground.departement, organisation=sender)
        self.client = Client()
        self.client.force_login(person)
        answer(self.indicator, ground.a, 3)
        quarters = [line(self.indicator, "QN0001A", "10"), line(self.indicator, "QN0002B", "5")]
        self.done = commit(csv(line(self.indicator, "QN0003C", "8")), sender)
        self.sound = received(csv(*quarters), sender)
        self.wrong = received(csv(*(line(self.indicator, "QN0009Z", told) for told in ("dix", "-3", "1,5"))), sender)

    @property
    def cookies(self) -> dict[str, str]:
        return {name: morsel.value for name, morsel in self.client.cookies.items()}

    def pages(self) -> dict[str, str]:
        there: Indicator = self.indicator
        return {
            "send": "/chiffres/envoyer/",
            "columns": f"{self.sound.get_absolute_url()}colonnes/",
            "check": f"{self.sound.get_absolute_url()}verifier/",
            "faults": f"{self.wrong.get_absolute_url()}verifier/",
            "batch": self.done.get_absolute_url(),
            "workbook": "/chiffres/classeur/",
            "figure": f"/chiffres/{there.slug}/qpv/QN0001A/2019-S1/envoyer/",
        }


@pytest.mark.parametrize("width", [375, 1280])
def test_each_step_is_accessible_and_fits(visit: Visitor, width: int) -> None:
    with transaction.atomic():
        scene = Scene()
    for path in scene.pages().values():
        page: Any = visit(path, width=width, cookies=scene.cookies)
        check_in_turn(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        visit.leave(page)


def test_sheet_is_committed_without_any_script(visit: Visitor) -> None:
    with transaction.atomic():
        scene = Scene()
    page: Any = visit(scene.pages()["check"], cookies=scene.cookies, javascript=False)
    page.get_by_label("Pourquoi ces valeurs en corrigent d'autres").fill("oubli de juin")
    page.get_by_role("button", name="Enregistrer tout le tableau").click()
    assert "Tout est enregistré" in page.content()
