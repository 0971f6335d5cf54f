"""What duties bring to somebody's desk."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenir.core.people.models import User
from tenir.core.places.models import Place, PlaceKind
from tenir.core.rights import Role
from tenir.modules.governance.actions import duties as actions
from tenir.modules.governance.actions.duties import Proof
from tenir.modules.governance.tests.duty_builders import (
    ME,
    TODAY,
    a_departement,
    a_duty,
    an_instance,
    prefecture,
    signed_in,
)
from tests.builders import a_member, a_place, an_organisation, france

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def lists(who: User) -> list[str]:
    """The three lists, as text."""
    shown = signed_in(who).get("/bureau/").content.decode().replace("\u202f", " ")
    return shown.split('<h2 class="panel-title">')[1:4]


def test_a_prefecture_does_what_its_departement_owes_and_a_ministry_waits_for_it() -> None:
    instance = an_instance()
    todo, waiting, _ = lists(prefecture(instance.place))
    assert instance.get_absolute_url() in todo
    assert "10 jours de retard" in todo
    assert instance.get_absolute_url() not in waiting
    todo, waiting, _ = lists(a_member(Role.MINISTRY, france()))
    assert instance.get_absolute_url() in waiting
    assert "Rien ne vous attend" in todo


def test_a_prefecture_answers_for_the_contracts_of_its_departement() -> None:
    place = a_departement()
    contract = a_place(kind=PlaceKind.CONTRAT, inside=place)
    instance = an_instance(a_duty(reach="contrat"), contract)
    assert instance.get_absolute_url() in lists(prefecture(place))[0]
    assert instance.get_absolute_url() in lists(a_member(Role.PROJECT_LEAD, contract))[0]


def test_another_territory_and_a_partner_see_nothing_of_it() -> None:
    instance = an_instance()
    for who in (prefecture(a_departement("99")), a_member(Role.PARTNER, instance.place)):
        assert all(instance.get_absolute_url() not in one for one in lists(who))


def test_what_others_settled_is_told_and_one_s_own_doing_is_not() -> None:
    instance = an_instance()
    who, ministry = prefecture(instance.place), a_member(Role.MINISTRY, france())
    done = Proof(note="Réunion tenue.")
    actions.fulfil(
        by=who, instance=instance, done_on=TODAY, organisation=an_organisation(name="Préfecture"), proof=done
    )
    assert "Rien de ce que vous suivez" in lists(who)[2]
    changed = lists(ministry)[2]
    assert "faite, par Préfecture" in changed
    assert instance.get_absolute_url() in changed


def test_the_desk_asks_as_often_whatever_is_due() -> None:
    place = a_departement()
    client = signed_in(prefecture(place))
    _many(place)
    few = _queries(client)
    _many(place)
    assert _queries(client) == few
    assert "80 choses à faire" in client.get("/bureau/").content.decode()


def _many(place: Place) -> None:
    duty, speaker = a_duty(), an_organisation()
    for _ in range(40):
        an_instance(duty, place, due_on=date(2026, 4, 1))
    for _ in range(20):
        one = an_instance(duty, place)
        actions.waive(by=ME, instance=one, reason="Motif.", organisation=speaker)


def _queries(client: Client) -> int:
    client.get("/bureau/")
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/bureau/").status_code == 200
    return len(asked)
