"""Signatures on the desk: to give, and awaited from others; the invented round of the demonstration."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tenir.core.rights import Role
from tenir.modules.commitments import actions
from tenir.modules.commitments.models import SignatureRound
from tenir.modules.commitments.tests.builders import france
from tenir.modules.commitments.tests.test_signatures import Round
from tests.builders import a_member, a_place, an_organisation
from tests.desks import lists, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked_for() -> Round:
    return Round()


def test_it_waits_for_who_signs_and_is_awaited_by_who_collects(asked_for: Round) -> None:
    collector = a_member(Role.PREFECTURE, france())
    todo, waiting, _ = lists(asked_for.signer)
    assert "Signer : Contrat inventé" in todo
    assert "votre réponse est attendue pour Bailleur inventé" in todo
    assert f"/signatures/{asked_for.invitation.pk}/" in todo
    assert "Signatures : Contrat inventé" not in waiting
    todo, waiting, _ = lists(collector)
    assert "Signer" not in todo
    assert "Signatures : Contrat inventé" in waiting
    assert "l'organisation invitée n'a pas répondu" in waiting


def test_once_all_have_answered_nobody_waits(asked_for: Round) -> None:
    collector, other = a_member(Role.PREFECTURE, france()), an_organisation(name="Ville inventée, deux")
    a_member(Role.PARTNER, france(), organisation=other)
    asked_for.invite(other)
    assert "aucune des 2 organisations invitées n'a répondu" in lists(collector)[1]
    asked_for.sign()
    assert "Signer" not in lists(asked_for.signer)[0]
    assert "1 organisation sur 2 a répondu" in lists(collector)[1]
    actions.close_signatures(by=collector, round=asked_for.round)
    assert "Signatures" not in lists(collector)[1]


def test_neither_colleagues_nor_other_territories_see_it(asked_for: Round) -> None:
    colleague = a_member(Role.PARTNER, france(), organisation=asked_for.organisation)
    elsewhere = a_member(Role.PREFECTURE, a_place(inside=france()))
    assert "Contrat inventé" not in lists(colleague)[0]
    assert "Signatures" not in lists(elsewhere)[1]


def test_after_its_day_it_is_late(asked_for: Round) -> None:
    day = timezone.localdate() - timedelta(days=3)
    SignatureRound.objects.update(opened_on=day, due_on=day)
    assert "En retard" in lists(asked_for.signer)[0]
    assert "En retard" in lists(a_member(Role.PREFECTURE, france()))[1]


def test_the_desk_asks_as_often_whatever_is_to_sign(asked_for: Round) -> None:
    collector = a_member(Role.PREFECTURE, france())
    few = queries(asked_for.signer), queries(collector)
    for number in range(3):
        other = an_organisation(name=f"Autre {number}")
        a_member(Role.PARTNER, france(), organisation=other)
        asked_for.invite(other)
    assert (queries(asked_for.signer), queries(collector)) == few
