"""Rules that the tables hold, and reads in the field's words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from tenir.core.people import visits
from tenir.core.people.models import Mandate, Membership, Organisation, User, siren_is_valid
from tenir.core.rights import Role
from tests.builders import a_member, a_place, a_user, an_organisation, france

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", ["356000000", "130025265", "732829320"])
def test_siren_of_known_bodies_is_valid(number: str) -> None:
    siren_is_valid(number)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [("732829321", "clé de contrôle"), ("73282932", "neuf chiffres"), ("73282932A", "neuf chiffres")],
)
def test_wrong_siren_is_explained(number: str, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        siren_is_valid(number)


def test_siren_is_borne_once_but_none_is_free() -> None:
    one, other = an_organisation(), an_organisation()
    assert one.siren == other.siren == ""
    Organisation.objects.filter(pk=one.pk).update(siren="356000000")
    other.siren = "356000000"
    with pytest.raises(ValidationError, match="porte déjà ce numéro SIREN"):
        other.full_clean()


@pytest.mark.parametrize("table", [Membership, Mandate])
def test_database_refuses_an_end_before_the_start(table: type) -> None:
    fields = {"user": a_user(), "organisation": an_organisation(), "since": date(2019, 2, 1), "until": date(2019, 1, 1)}
    more = {"role": Role.PARTNER, "place": france()} if table is Membership else {"title": "Maire"}
    with pytest.raises(IntegrityError), transaction.atomic():
        table.objects.create(**fields, **more)


def test_address_is_kept_without_capitals_and_once() -> None:
    assert a_user(email=" Jean@Example.ORG ").email == "jean@example.org"
    assert User.objects.at("JEAN@example.org ").exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        a_user(email="JEAN@example.org")


def test_list_goes_as_far_as_the_role() -> None:
    town, elsewhere = a_place(inside=france()), a_place(inside=france())
    lead, here, there = (
        a_member(Role.PROJECT_LEAD, town),
        a_member(Role.PARTNER, a_place(inside=town)),
        a_member(Role.PARTNER, elsewhere),
    )
    found = set(User.objects.within_reach_of(lead.memberships.in_force()))
    assert found == {lead, here}
    assert there not in found


def test_two_places_are_both_reached() -> None:
    first, second = a_place(), a_place()
    lead = a_member(Role.PROJECT_LEAD, second, user=a_member(Role.PROJECT_LEAD, first))
    partner = a_member(Role.PARTNER, a_place(inside=second))
    assert partner in set(User.objects.within_reach_of(lead.memberships.in_force()))


def test_erased_account_shows_no_name() -> None:
    user = a_user(name="Nora")
    user.erased_at = timezone.now()
    assert user.shown_name == "compte effacé"


def test_last_visit_is_marked_once_a_day(client: object) -> None:
    user = a_user()
    client.force_login(user)  # type: ignore[attr-defined]
    client.get("/compte/")  # type: ignore[attr-defined]
    first = User.objects.get(pk=user.pk).last_visit
    client.get("/compte/")  # type: ignore[attr-defined]
    assert first is not None
    assert User.objects.get(pk=user.pk).last_visit == first


def test_last_visit_of_yesterday_is_marked_again() -> None:
    user = a_user(last_visit=timezone.now() - timedelta(days=1))
    assert visits.mark(user) is True
    assert visits.mark(User.objects.get(pk=user.pk)) is False
