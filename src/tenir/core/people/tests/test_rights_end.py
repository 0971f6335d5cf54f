"""What somebody could do a moment ago ends with the role, the place or the account, at the next request.

The session stays the same throughout: nothing waits for a new sign-in.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tenir.core.actions import System
from tenir.core.people import actions, links
from tenir.core.people.models import Organisation, User
from tenir.core.people.tokens import create_token
from tenir.core.places.models import Containment, Place, PlaceKind
from tenir.core.rights import Role
from tests.builders import a_member, a_place, a_user, an_organisation, france

pytestmark = pytest.mark.django_db
ME = System("test")


@pytest.fixture
def department() -> Place:
    return a_place(kind=PlaceKind.DEPARTEMENT, inside=france())


@pytest.fixture
def city(department: Place) -> Organisation:
    return an_organisation(place=a_place(inside=department))


@pytest.fixture
def lead(department: Place) -> User:
    return a_member(Role.PROJECT_LEAD, department)


def amends(client: Client, city: Organisation) -> int:
    """Status of a write on the town's organisation: 422 is a form that was opened and found wanting."""
    return client.post(f"/organisations/{city.slug}/corriger/", {"name": ""}).status_code


def end_the_role(lead: User, city: Organisation) -> None:
    actions.end_role(by=ME, membership=lead.memberships.get())


def let_its_last_day_pass(lead: User, city: Organisation) -> None:
    lead.memberships.update(until=timezone.localdate() - timedelta(days=1))


def let_it_begin_tomorrow(lead: User, city: Organisation) -> None:
    lead.memberships.update(since=timezone.localdate() + timedelta(days=1))


def take_the_town_out_of_the_department(lead: User, city: Organisation) -> None:
    Containment.objects.filter(part=city.place).update(until=timezone.localdate() - timedelta(days=1))


def move_the_organisation_away(lead: User, city: Organisation) -> None:
    Organisation.objects.filter(pk=city.pk).update(place=a_place())


def move_the_role_elsewhere(lead: User, city: Organisation) -> None:
    lead.memberships.update(place=a_place())


ENDS = [
    end_the_role,
    let_its_last_day_pass,
    let_it_begin_tomorrow,
    take_the_town_out_of_the_department,
    move_the_organisation_away,
    move_the_role_elsewhere,
]


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
def test_right_is_lost_at_the_next_request(
    client: Client, lead: User, city: Organisation, end: Callable[[User, Organisation], None]
) -> None:
    client.force_login(lead)
    assert amends(client, city) == 422
    end(lead, city)
    assert amends(client, city) == 403
    # Still somebody, who may look at their own account.
    assert client.get("/compte/").status_code == 200


def test_role_that_lasts_until_today_holds_today(client: Client, lead: User, city: Organisation) -> None:
    client.force_login(lead)
    lead.memberships.update(until=timezone.localdate())
    assert amends(client, city) == 422


def test_mandate_opens_nothing_by_itself(client: Client, city: Organisation) -> None:
    mayor = a_user()
    actions.give_mandate(by=ME, user=mayor, organisation=city, title="Maire")
    client.force_login(mayor)
    assert amends(client, city) == 403


def test_every_session_of_a_closed_account_dies(lead: User, city: Organisation) -> None:
    desk, phone, stranger = Client(), Client(), Client()
    for client in (desk, phone):
        client.force_login(lead)
    stranger.force_login(a_user())
    actions.close_account(by=ME, user=lead)
    assert [amends(client, city) for client in (desk, phone)] == [302, 302]
    assert Session.objects.count() == 1


def test_opening_the_account_again_revives_nothing(client: Client, lead: User, city: Organisation) -> None:
    client.force_login(lead)
    _, secret = give_token(lead)
    actions.close_account(by=ME, user=lead)
    actions.open_account(by=ME, email=lead.email, name="", organisation=city, role=Role.PROJECT_LEAD, place=city.place)
    assert amends(client, city) == 302
    assert asks_by_token(client, secret) == 401


def give_token(user: User) -> tuple[object, str]:
    return create_token(by=user, name="tableur", scopes=["engagements:niveaux"], until=timezone.localdate())


def asks_by_token(client: Client, secret: str) -> int:
    path = "/api/v1/cadres/nulle-part/1/niveaux"
    return client.post(path, headers={"authorization": f"Bearer {secret}"}).status_code


def test_token_and_links_of_a_closed_account_open_nothing(client: Client, lead: User) -> None:
    _, secret = give_token(lead)
    assert asks_by_token(client, secret) != 401
    actions.close_account(by=ME, user=lead)
    assert asks_by_token(client, secret) == 401
    assert not links.PersonalLink.objects.alive().filter(user=lead).exists()
