"""Promises that nobody answers for any more are told to those who may give a role there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tenir.core.actions import System
from tenir.core.people.handing_over import hand_over
from tenir.core.people.models import User
from tenir.core.rights import Role
from tenir.modules.commitments.reporting import letters, orphans
from tenir.modules.commitments.tests.builders import france
from tenir.modules.commitments.tests.reporting import Cast
from tests.builders import a_member

pytestmark = pytest.mark.django_db


def gone(user: User) -> None:
    user.memberships.update(until=timezone.localdate() - timedelta(days=1))


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


def test_organisation_whose_last_role_ended_is_told(cast: Cast) -> None:
    lead, partner = a_member(Role.PROJECT_LEAD, france()), cast.partner("v1")
    assert orphans.on_territory_of(lead) == []
    gone(partner)
    assert [one.words for one in orphans.on_territory_of(lead)] == [
        "Ville inventée\u202f: personne ne répond plus de 2 engagements"
    ]
    assert "1 organisation n'a plus personne pour répondre de ses engagements" in [
        one.title for one in letters.sections(lead)
    ]


def test_hand_over_leaves_nobody_orphaned(cast: Cast) -> None:
    lead, leaver, heir = a_member(Role.PROJECT_LEAD, france()), cast.partner("v1"), cast.partner("v1")
    hand_over(by=System("test"), user=leaver, to=heir, on=timezone.localdate())
    assert orphans.on_territory_of(lead) == []


def test_partner_is_told_nothing_of_it(cast: Cast) -> None:
    gone(cast.partner("v1"))
    assert orphans.on_territory_of(cast.partner("e1")) == []


def test_list_of_accounts_says_so(cast: Cast, client: Client) -> None:
    gone(cast.partner("v1"))
    client.force_login(a_member(Role.PROJECT_LEAD, france()))
    shown = client.get("/personnes/").content.decode()
    assert "Personne ne répond plus de ces engagements" in shown
    assert "Ville inventée" in shown
