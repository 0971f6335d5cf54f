"""Accounts and roles: who may give what, what the journal keeps, what erasing erases."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core import mail as outgoing
from django.db import connection
from django.test import Client
from django.utils import timezone

from tenir.core import rights
from tenir.core.actions import System
from tenir.core.errors import BadInput
from tenir.core.journal.hashing import GENESIS, row_hash
from tenir.core.journal.models import Entry
from tenir.core.people import actions, mail
from tenir.core.people.models import Mandate, Membership, User
from tenir.core.people.permissions import GRANTS, PERMISSIONS
from tenir.core.places.models import Place
from tenir.core.rights import Role
from tests.builders import a_member, a_place, a_user, an_organisation, france

pytestmark = pytest.mark.django_db
ME = System("test")


@pytest.fixture
def town() -> Place:
    return a_place(inside=a_place(inside=france()))


@pytest.fixture
def department(town: Place) -> Place:
    return town.wholes.get()


def verbs() -> list[str]:
    return list(Entry.objects.order_by("sequence").values_list("verb", flat=True))


def opened(by: object, place: Place, *, role: str = Role.PARTNER, email: str = "New@Example.org") -> User:
    organisation = an_organisation(place=place)
    return actions.open_account(
        by=by,  # type: ignore[arg-type]
        email=email,
        name="Nora Nouvelle",
        organisation=organisation,
        role=role,
        place=place,
    )


def test_opened_account_has_its_role_and_no_password(town: Place) -> None:
    user = opened(a_member(Role.PROJECT_LEAD, town), town)
    assert (user.email, user.has_usable_password()) == ("new@example.org", False)
    assert [m.role for m in user.memberships.in_force()] == [Role.PARTNER]
    assert verbs() == ["people.open_account", "people.grant_role"]


def test_new_person_is_told_how_to_come_in(town: Place, django_capture_on_commit_callbacks: object) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        opened(ME, town)
    mail.wait()
    assert [letter.to for letter in outgoing.outbox] == [["new@example.org"]]
    assert "/compte/entrer/code/" in outgoing.outbox[0].body


def test_opening_twice_changes_nothing(town: Place) -> None:
    lead = a_member(Role.PROJECT_LEAD, town)
    arguments = {"email": "x@example.org", "name": "X", "organisation": an_organisation(place=town)}
    first = actions.open_account(by=lead, role=Role.PARTNER, place=town, **arguments)
    count = Entry.objects.count()
    again = actions.open_account(by=lead, role=Role.PARTNER, place=town, **(arguments | {"email": "X@EXAMPLE.org"}))
    assert (again.pk, Entry.objects.count()) == (first.pk, count)


def test_existing_account_gains_the_role_and_keeps_its_name(town: Place) -> None:
    user = a_user(email="new@example.org", name="Nom choisi")
    assert opened(a_member(Role.PREFECTURE, town), town, role=Role.DELEGATE).pk == user.pk
    user.refresh_from_db()
    assert (user.name, user.memberships.count()) == ("Nom choisi", 1)


@pytest.mark.parametrize("wrong", ["", "no address", "a@b", "a" * 250 + "@example.org"])
def test_unreadable_address_is_told_and_nothing_is_written(town: Place, wrong: str) -> None:
    with pytest.raises(BadInput, match="adresse"):
        opened(ME, town, email=wrong)
    assert not User.objects.exists()


EVERY_PAIR = [(holder, role) for holder in Role for role in Role]
# Written out by hand from the table of an auditor: P prefecture, D delegate, L project lead.
GIVEN = {
    Role.PREFECTURE: {Role.DELEGATE, Role.PROJECT_LEAD, Role.PARTNER, Role.CITIZENS, Role.OBSERVER},
    Role.DELEGATE: {Role.PARTNER, Role.CITIZENS},
    Role.PROJECT_LEAD: {Role.PARTNER, Role.CITIZENS},
    Role.ADMINISTRATOR: set(Role),
}


@pytest.mark.parametrize(("holder", "role"), EVERY_PAIR)
def test_nobody_gives_more_than_the_table_says(department: Place, town: Place, holder: Role, role: Role) -> None:
    by, user = a_member(holder, department), a_user()
    organisation = an_organisation(place=town)
    if role in GIVEN.get(holder, set()):
        assert actions.grant_role(by=by, user=user, organisation=organisation, role=role, place=town).pk
    else:
        with pytest.raises(rights.Refused):
            actions.grant_role(by=by, user=user, organisation=organisation, role=role, place=town)


@pytest.mark.parametrize("act", [opened])
def test_nobody_gives_outside_their_places(department: Place, town: Place, act: object) -> None:
    for place in (department, a_place(inside=department)):
        with pytest.raises(rights.Refused):
            opened(a_member(Role.PROJECT_LEAD, town), place)


def test_holder_of_two_roles_gives_each_where_it_is_held(department: Place, town: Place) -> None:
    """Partner of the département and lead of the town: the lead's power does not reach the département."""
    both = a_member(Role.PROJECT_LEAD, town, user=a_member(Role.PARTNER, department))
    with pytest.raises(rights.Refused):
        opened(both, department)


def test_closed_account_gets_no_role(town: Place) -> None:
    with pytest.raises(BadInput, match="fermé"):
        actions.grant_role(
            by=ME, user=a_user(is_active=False), organisation=an_organisation(), role=Role.PARTNER, place=town
        )


def test_lead_does_not_reopen_what_the_prefecture_closed(department: Place, town: Place) -> None:
    user = a_user(email="new@example.org", is_active=False)
    with pytest.raises(rights.Refused):
        opened(a_member(Role.PROJECT_LEAD, town), town)
    opened(a_member(Role.PREFECTURE, department), town)
    user.refresh_from_db()
    assert user.is_active
    assert "people.reopen_account" in verbs()


def test_role_must_end_after_it_began(town: Place) -> None:
    with pytest.raises(BadInput, match="finir avant d'avoir commencé"):
        actions.grant_role(
            by=ME,
            user=a_user(),
            organisation=an_organisation(),
            role=Role.PARTNER,
            place=town,
            since=date(2019, 2, 1),
            until=date(2019, 1, 1),
        )


def test_ended_role_holds_no_longer_and_stays_in_the_past(town: Place) -> None:
    user = a_member(Role.PROJECT_LEAD, town)
    actions.end_role(by=ME, membership=user.memberships.get())
    assert not rights.may(user, "people.read_accounts", on=town)
    assert user.memberships.get().until == timezone.localdate() - timedelta(days=1)


def test_role_of_today_ended_today_leaves_only_the_journal(town: Place) -> None:
    user = a_member(Role.PARTNER, town, since=timezone.localdate())
    actions.end_role(by=ME, membership=user.memberships.get())
    assert not user.memberships.exists()
    assert Entry.objects.get().before["role"] == "partner"


def test_role_may_end_on_a_day_to_come(town: Place) -> None:
    user, last = a_member(Role.PARTNER, town), timezone.localdate() + timedelta(days=30)
    actions.end_role(by=ME, membership=user.memberships.get(), last_day=last)
    assert user.memberships.in_force().get().until == last


def test_role_does_not_end_in_the_past(town: Place) -> None:
    user = a_member(Role.PARTNER, town)
    with pytest.raises(BadInput, match="passé"):
        actions.end_role(by=ME, membership=user.memberships.get(), last_day=date(2020, 1, 1))


def test_nobody_ends_a_role_that_they_could_not_give(town: Place) -> None:
    lead, prefect = a_member(Role.PROJECT_LEAD, town), a_member(Role.PREFECTURE, town)
    with pytest.raises(rights.Refused):
        actions.end_role(by=lead, membership=prefect.memberships.get())


def test_closed_account_loses_roles_mandates_and_sessions(town: Place, client: object) -> None:
    user = a_member(Role.PARTNER, town)
    Mandate.objects.create(user=user, organisation=an_organisation(), title="Présidente", since=date(2019, 1, 1))
    client.force_login(user)  # type: ignore[attr-defined]
    actions.close_account(by=a_member(Role.PREFECTURE, town), user=user)
    assert client.get("/compte/").status_code == 302  # type: ignore[attr-defined]
    assert not user.memberships.in_force().exists()
    assert not Mandate.objects.in_force().exists()
    assert verbs() == ["people.end_role", "people.end_mandate", "people.close_account"]


def test_closed_account_leaves_no_session_that_names_it(town: Place, client: Client) -> None:
    user, other = a_member(Role.PARTNER, town), a_user()
    client.force_login(user)
    Client().post("/compte/entrer/code/", {"email": user.email})
    Client().force_login(other)
    actions.close_account(by=ME, user=user)
    assert [session.get_decoded()["_auth_user_id"] for session in Session.objects.all()] == [str(other.pk)]


def test_closing_twice_changes_nothing(town: Place) -> None:
    user = a_member(Role.PARTNER, town)
    actions.close_account(by=ME, user=user)
    count = Entry.objects.count()
    actions.close_account(by=ME, user=user)
    assert Entry.objects.count() == count


def test_account_with_a_role_elsewhere_is_not_theirs_to_close(department: Place, town: Place) -> None:
    prefect = a_member(Role.PREFECTURE, department)
    user = a_member(Role.PARTNER, town)
    a_member(Role.PARTNER, a_place(inside=france()), user=user)
    with pytest.raises(rights.Refused):
        actions.close_account(by=prefect, user=user)
    assert actions.may_close(prefect, user) is False


def test_prefecture_does_not_close_an_administrator(town: Place) -> None:
    administrator = a_member(Role.ADMINISTRATOR, town)
    with pytest.raises(rights.Refused):
        actions.close_account(by=a_member(Role.PREFECTURE, town), user=administrator)


@pytest.mark.parametrize("way", ["close", "erase", "end", "end later"])
def test_last_administrator_stays(way: str) -> None:
    last = a_member(Role.ADMINISTRATOR, france())
    # Neither a closed account nor a demonstration's counts as somebody left.
    a_member(Role.ADMINISTRATOR, france(), user=a_user(is_active=False))
    a_member(Role.ADMINISTRATOR, france(), user=a_user(is_demonstration=True))
    membership, later = last.memberships.get(), timezone.localdate() + timedelta(days=9)
    with pytest.raises(BadInput, match="dernière personne"):
        {
            "close": lambda: actions.close_account(by=ME, user=last),
            "erase": lambda: actions.erase_person(by=ME, user=last),
            "end": lambda: actions.end_role(by=ME, membership=membership),
            "end later": lambda: actions.end_role(by=ME, membership=membership, last_day=later),
        }[way]()
    assert Membership.objects.administrators().count() == 1


def test_last_but_one_administrator_may_leave() -> None:
    first, second = a_member(Role.ADMINISTRATOR, france()), a_member(Role.ADMINISTRATOR, france())
    actions.close_account(by=first, user=second)
    with pytest.raises(BadInput):
        actions.close_account(by=first, user=first)


def everything_stored() -> str:
    """Every row of the journal, and of every table that could name somebody, as text."""
    tables = ("journal_entry", "people_user", "account_emailaddress", "people_membership", "people_mandate")
    found: list[object] = [session.get_decoded() for session in Session.objects.all()]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")
            found += cursor.fetchall()
    return json.dumps(found, default=str, ensure_ascii=False)


def chain_holds() -> bool:
    previous = GENESIS
    for row in Entry.objects.order_by("sequence").values():
        if row["hash"] != row_hash(row, previous_hash=previous):
            return False
        previous = row["hash"]
    return True


def test_erased_person_is_nowhere_and_the_journal_holds(town: Place) -> None:
    administrator = a_member(Role.ADMINISTRATOR, france())
    user = opened(administrator, town, email="nora@example.org")
    actions.change_password(by=user, user=user, password="une phrase de passe")
    User.objects.filter(pk=user.pk).update(last_login=timezone.now(), last_visit=timezone.now())
    # Allauth keeps a copy of the address when asked to; ours never asks, erasing does not count on that.
    EmailAddress.objects.create(user=user, email="nora@example.org")
    Client().post("/compte/entrer/code/", {"email": "nora@example.org"})
    journal = json.dumps(list(Entry.objects.values()), default=str, ensure_ascii=False)
    assert "nora" not in journal
    assert "Nouvelle" not in journal
    assert "nora@example.org" in everything_stored()
    actions.erase_person(by=administrator, user=User.objects.get(pk=user.pk))
    assert "nora" not in everything_stored().lower()
    assert "nouvelle" not in everything_stored().lower()
    erased = User.objects.get(pk=user.pk)
    assert (erased.is_active, erased.last_login, erased.last_visit) == (False, None, None)
    assert not erased.has_usable_password()
    assert chain_holds()


def test_erasing_twice_changes_nothing(town: Place) -> None:
    user = a_member(Role.PARTNER, town)
    actions.erase_person(by=ME, user=user)
    count = Entry.objects.count()
    actions.erase_person(by=ME, user=user)
    assert Entry.objects.count() == count


def test_erased_address_may_open_another_account(town: Place) -> None:
    user = opened(ME, town)
    actions.erase_person(by=ME, user=user)
    assert opened(ME, town).pk != user.pk


def test_only_an_administrator_erases(town: Place) -> None:
    with pytest.raises(rights.Refused):
        actions.erase_person(by=a_member(Role.PREFECTURE, town), user=a_member(Role.PARTNER, town))


def test_account_without_any_role_is_the_nation_s(town: Place) -> None:
    with pytest.raises(rights.Refused):
        actions.close_account(by=a_member(Role.PREFECTURE, town), user=a_user())
    actions.close_account(by=a_member(Role.PREFECTURE, france()), user=a_user())


def test_mandate_is_given_and_ended(town: Place) -> None:
    lead, user, organisation = a_member(Role.PROJECT_LEAD, town), a_user(), an_organisation(place=town)
    mandate = actions.give_mandate(by=lead, user=user, organisation=organisation, title="Maire", since=date(2020, 7, 3))
    actions.end_mandate(by=lead, mandate=mandate, last_day=date(2026, 3, 20))
    assert Mandate.objects.in_force(on=date(2026, 3, 20)).exists()
    assert not Mandate.objects.in_force(on=date(2026, 3, 21)).exists()
    assert verbs() == ["people.give_mandate", "people.end_mandate"]


def test_mandate_is_not_given_elsewhere(town: Place) -> None:
    with pytest.raises(rights.Refused):
        actions.give_mandate(
            by=a_member(Role.PROJECT_LEAD, town), user=a_user(), organisation=an_organisation(), title="Maire"
        )


def test_password_is_one_s_own(town: Place) -> None:
    with pytest.raises(rights.Refused):
        actions.change_password(by=a_member(Role.ADMINISTRATOR, france()), user=a_user(), password="une phrase")


def test_first_administrator_is_the_only_one_unless_again() -> None:
    france()
    arguments = {"by": ME, "name": "A", "organisation_name": "Administration"}
    first = actions.create_first_administrator(email="a@example.org", **arguments)
    with pytest.raises(BadInput, match="déjà son administration"):
        actions.create_first_administrator(email="b@example.org", **arguments)
    second = actions.create_first_administrator(email="b@example.org", again=True, password="long enough", **arguments)
    assert (first.has_usable_password(), second.check_password("long enough")) == (False, True)
    assert Membership.objects.administrators().count() == 2


def test_demonstration_administrator_is_no_administrator() -> None:
    a_member(Role.ADMINISTRATOR, france(), user=a_user(is_demonstration=True))
    arguments = {"by": ME, "email": "a@example.org", "name": "A", "organisation_name": "Administration"}
    assert actions.create_first_administrator(**arguments).pk


def test_first_administrator_needs_france() -> None:
    with pytest.raises(BadInput, match="referentials load"):
        actions.create_first_administrator(by=ME, email="a@example.org", name="A", organisation_name="X")


def test_who_gives_roles_may_also_open_accounts() -> None:
    allowed = {permission.key: set(permission.roles) for permission in PERMISSIONS}
    givers = {grant.holder for grant in GRANTS}
    assert allowed["people.open_account"] == allowed["people.grant_role"] == givers
