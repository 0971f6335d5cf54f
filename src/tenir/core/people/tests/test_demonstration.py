"""Demonstration accounts: one for each role, there only."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.people import demonstration
from tenir.core.people.models import Membership, Organisation, User
from tenir.core.places import demonstration as places
from tenir.core.rights import Role
from tests.builders import a_place, france

pytestmark = pytest.mark.django_db


@pytest.fixture
def played(settings: Any) -> list[str]:
    settings.DEMONSTRATION = True
    a_place(kind="departement", code="21", inside=france())
    places.load(lambda sentence: None)
    said: list[str] = []
    demonstration.load(said.append)
    return said


def test_demonstration_is_refused_anywhere_else() -> None:
    france()
    with pytest.raises(BadInput, match="tenir demo"):
        demonstration.load(print)
    assert not User.objects.exists()


def test_every_role_has_its_account(played: list[str]) -> None:
    assert set(Membership.objects.in_force().values_list("role", flat=True)) == set(Role.values)
    assert [label for label, _, _ in demonstration.accounts()] == [str(role.label) for role in Role]
    assert played == ["8 comptes de démonstration, un par rôle, et 14 organisations inventées."]


def test_everything_is_marked_as_invented(played: list[str]) -> None:
    assert set(User.objects.values_list("is_demonstration", flat=True)) == {True}
    assert set(Organisation.objects.values_list("is_invented", flat=True)) == {True}
    roles = Organisation.objects.filter(memberships__isnull=False)
    of_the_invented_town = {"Conseil citoyen de Valmérac", "Grand Valmérac", "Valmérac Habitat"}
    names = set(roles.values_list("name", flat=True)) - of_the_invented_town
    assert all("invent" in name for name in names)


def test_printed_accounts_open_the_door(played: list[str]) -> None:
    for _, email, password in demonstration.accounts():
        client = Client()
        client.post("/compte/entrer/", {"login": email, "password": password})
        assert client.get("/compte/").status_code == 200, email


def test_playing_twice_changes_nothing(played: list[str]) -> None:
    count = Entry.objects.count()
    demonstration.load(played.append)
    assert (Entry.objects.count(), User.objects.count()) == (count, len(Role))
