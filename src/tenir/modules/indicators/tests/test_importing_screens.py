"""The four steps of a sheet on screen, without any script."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenir.core.rights import Role
from tenir.modules.indicators.models import ImportBatch, ImportState, Observation
from tenir.modules.indicators.tests.builders import Ground, an_indicator, answer, total
from tenir.modules.indicators.tests.sheets import csv, line
from tests.builders import a_member, a_place, an_organisation

pytestmark = pytest.mark.django_db


class Desk:
    """Somebody of a préfecture, signed in, who sends files about one indicator."""

    def __init__(self, role: str = Role.PREFECTURE) -> None:
        self.ground = Ground()
        self.indicator = an_indicator(self.ground)
        self.sender = an_organisation(place=self.ground.departement)
        self.client = Client()
        self.client.force_login(a_member(role, self.ground.departement, organisation=self.sender))

    def send(self, data: bytes) -> Any:
        file = SimpleUploadedFile("chiffres.csv", data)
        told = {"file": file, "sender": self.sender.slug}
        return self.client.post("/chiffres/envoyer/", told, follow=True)

    def check(self, **told: str) -> Any:
        """The commit, as its form would send it."""
        address = f"/chiffres/envois/{ImportBatch.objects.latest('pk').token}/verifier/"
        page = self.client.get(address).content.decode()
        state = re.search(r'name="state" value="(\w+)"', page)
        return self.client.post(address, {"state": state[1] if state else "", **told}, follow=True)


def test_file_with_plain_titles_goes_straight_to_the_check_and_in() -> None:
    desk = Desk()
    page = desk.send(csv(line(desk.indicator, "QN0001A", "10"), line(desk.indicator, "QN0002B", "5")))
    assert "2 valeurs nouvelles" in page.content.decode()
    assert Observation.objects.count() == 0
    done = desk.check(accept="on")
    assert "Tout est enregistré" in done.content.decode()
    assert total(desk.indicator, desk.ground.france) == (15, None, 2)


def test_unknown_titles_are_asked_about_then_remembered() -> None:
    desk = Desk()
    data = b"quartier;postes\nQN0001A;7"
    asked = desk.send(data)
    assert asked.redirect_chain[-1][0].endswith("/colonnes/")
    told = {"column_place": "quartier", "column_value": "postes", "indicator_for_all": desk.indicator.slug}
    here = asked.redirect_chain[-1][0]
    assert desk.client.post(here, told).status_code == 422
    assert desk.client.post(here, {**told, "period_for_all": "2019-S1"}, follow=True).status_code == 200
    again = desk.send(b"quartier;postes\nQN0002B;9")
    assert again.redirect_chain[-1][0].endswith("/verifier/")


def test_faults_are_shown_by_cell_and_a_code_may_be_completed() -> None:
    desk = Desk()
    page = desk.send(csv(line(desk.indicator, "QN0001A", "dix"), line(desk.indicator, "QN0002B", "5")))
    shown = page.content.decode()
    assert "<code>D2</code>" in shown
    assert "Enregistrer tout le tableau" not in shown
    assert desk.check(accept="on").status_code == 422
    assert Observation.objects.count() == 0


def test_lost_zero_is_given_back_on_demand() -> None:
    desk = Desk()
    a_place(kind="departement", code="06", name="Alpes-Maritimes", inside=desk.ground.departement)
    page = desk.send(csv(line(desk.indicator, "departement/6", "5")))
    assert "Compléter les codes" in page.content.decode()
    accepted = desk.check(geste="complete_codes")
    assert "1 code complété" in accepted.content.decode()


def test_correction_asks_for_its_reason_in_the_form() -> None:
    desk = Desk()
    answer(desk.indicator, desk.ground.a, 3)
    desk.send(csv(line(desk.indicator, "QN0001A", "10")))
    refused = desk.check()
    assert (refused.status_code, Observation.objects.count()) == (422, 1)
    assert desk.check(reason="oubli de juin").status_code == 200
    assert Observation.objects.count() == 2


def test_what_moved_since_is_shown_again() -> None:
    desk = Desk()
    desk.send(csv(line(desk.indicator, "QN0001A", "10")))
    page = desk.check(state="autre")
    assert page.status_code == 422
    assert "Regardez de nouveau" in page.content.decode()


def test_partner_is_not_offered_to_accept() -> None:
    desk = Desk(Role.PARTNER)
    page = desk.send(csv(line(desk.indicator, "QN0001A", "10")))
    assert 'name="accept"' not in page.content.decode()
    desk.check(accept="on")
    assert Observation.objects.get().state == "declared"


def test_batch_is_undone_from_its_page() -> None:
    desk = Desk()
    desk.send(csv(line(desk.indicator, "QN0001A", "10")))
    desk.check()
    batch = ImportBatch.objects.get()
    assert desk.client.post(batch.get_absolute_url(), {"reason": ""}).status_code == 422
    page = desk.client.post(batch.get_absolute_url(), {"reason": "mauvais fichier"}, follow=True)
    assert "1 valeur retirée" in page.content.decode()
    batch.refresh_from_db()
    assert batch.state == ImportState.UNDONE


def test_file_that_cannot_be_read_is_told_in_the_form() -> None:
    desk = Desk()
    page = desk.send(b"PK\x03\x04 abime")
    assert (page.status_code, ImportBatch.objects.count()) == (422, 0)
    assert "abîmé" in page.content.decode()


def test_somebody_elsewhere_does_not_see_it() -> None:
    desk = Desk()
    desk.send(csv(line(desk.indicator, "QN0001A", "10")))
    other = Client()
    other.force_login(a_member(Role.PARTNER, desk.ground.a))
    assert other.get(ImportBatch.objects.get().get_absolute_url()).status_code == 403


def test_check_asks_the_database_as_often_for_many_lines() -> None:
    desk = Desk()
    asked = []
    for codes in (["QN0001A"], ["QN0001A", "QN0002B", "QN0003C"]):
        desk.send(csv(*(line(desk.indicator, code, "1") for code in codes)))
        address = f"/chiffres/envois/{ImportBatch.objects.latest('pk').token}/verifier/"
        with CaptureQueriesContext(connection) as queries:
            assert desk.client.get(address).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]
