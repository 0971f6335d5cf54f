"""Tokens of the API: made, shown once, used within scopes and roles, ended."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.people import actions, token_door
from tenir.core.people.models import ApiToken, Membership, Organisation, User
from tenir.core.people.tokens import create_token, revoke_token
from tenir.core.rights import Role
from tests.builders import a_member, a_place, a_user, an_organisation, france

pytestmark = pytest.mark.django_db
READ = "/api/v1/cadres/"
SCREEN = "/compte/jetons/"
LEVELS = "engagements:niveaux"


@pytest.fixture(autouse=True)
def _uncounted() -> None:
    cache.clear()


@pytest.fixture
def city() -> Organisation:
    return an_organisation(place=a_place(inside=france()))


@pytest.fixture
def lead(city: Organisation) -> User:
    """A project lead of a city."""
    return a_member(Role.PROJECT_LEAD, city.place, organisation=city)


def secret_of(user: User, *scopes: str, days: int = 30, organisation: Organisation | None = None) -> str:
    until = timezone.localdate() + timedelta(days=days)
    return create_token(by=user, name="essai", scopes=scopes or (LEVELS,), until=until, organisation=organisation)[1]


def status(client: Client, secret: str) -> int:
    return client.get(READ, headers={"Authorization": f"Bearer {secret}"}).status_code


def test_only_a_hash_of_the_secret_is_kept(lead: User) -> None:
    secret = secret_of(lead)
    token = ApiToken.objects.get()
    assert (len(token.digest), token.prefix, secret.startswith(token.prefix)) == (64, secret[:12], True)
    kept = json.dumps([str(value) for row in ApiToken.objects.values() for value in row.values()])
    journal = json.dumps(list(Entry.objects.values("before", "after")))
    assert secret not in kept + journal
    assert token.digest not in journal


def test_it_opens_until_it_is_revoked(client: Client, lead: User) -> None:
    secret = secret_of(lead)
    assert status(client, secret) == 200
    revoke_token(by=lead, token=ApiToken.objects.get())
    assert status(client, secret) == 401
    assert list(Entry.objects.values_list("verb", flat=True))[-2:] == ["people.create_token", "people.revoke_token"]


def test_last_use_is_a_day(client: Client, lead: User, django_assert_num_queries: Any) -> None:
    secret = secret_of(lead)
    status(client, secret)
    token = ApiToken.objects.get()
    assert token.last_used_on == timezone.localdate()


@pytest.mark.parametrize("sent", ["Bearer inconnu", "Bearer ", "Basic YTpi", "tenir_x"])
def test_wrong_token_is_a_401_in_the_one_shape(client: Client, sent: str) -> None:
    answer = client.get(READ, headers={"Authorization": sent})
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "wrong_token")
    assert "Access-Control-Allow-Origin" not in answer


def test_expired_token_opens_nothing(client: Client, lead: User) -> None:
    secret = secret_of(lead)
    ApiToken.objects.update(since="2019-01-01", until=timezone.localdate() - timedelta(days=1))
    assert status(client, secret) == 401


def test_closed_account_takes_its_tokens_along(client: Client, lead: User) -> None:
    boss = a_member(Role.ADMINISTRATOR, france())
    secret = secret_of(lead)
    actions.close_account(by=boss, user=lead)
    assert status(client, secret) == 401
    assert ApiToken.objects.get().revoked_at is not None


def test_reopened_account_does_not_bring_them_back(client: Client, lead: User) -> None:
    secret = secret_of(lead)
    actions.close_account(by=a_member(Role.ADMINISTRATOR, france()), user=lead)
    User.objects.filter(pk=lead.pk).update(is_active=True)
    assert status(client, secret) == 401


def test_token_for_an_organisation_ends_with_the_role_for_it(client: Client, lead: User, city: Organisation) -> None:
    secret = secret_of(lead, organisation=city)
    assert status(client, secret) == 200
    Membership.objects.update(until=timezone.localdate() - timedelta(days=1))
    assert status(client, secret) == 401


def test_erased_person_leaves_no_words_on_its_tokens(lead: User) -> None:
    secret_of(lead)
    actions.erase_person(by=a_member(Role.ADMINISTRATOR, france()), user=lead)
    token = ApiToken.objects.get()
    assert (token.name, token.last_used_on) == ("jeton effacé", None)


def test_too_many_wrong_tokens_are_a_429(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(token_door.RATES, "api_wrong_token", "2/m/ip")
    assert [status(client, "faux") for _ in range(3)] == [401, 401, 429]
    answer = client.get(READ, headers={"Authorization": "Bearer faux"})
    assert (answer["Retry-After"], answer.json()["error"]["code"]) == ("60", "too_many")


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"scopes": ()}, "portées"),
        ({"scopes": ("tout",)}, "portées"),
        ({"days": -1}, "jusqu'au"),
        ({"days": 400}, "jusqu'au"),
        ({"organisation": True}, "au nom de"),
    ],
)
def test_token_that_cannot_be(lead: User, fields: dict[str, Any], where: str) -> None:
    until = timezone.localdate() + timedelta(days=fields.get("days", 30))
    organisation = an_organisation() if fields.get("organisation") else None
    with pytest.raises(BadInput) as told:
        create_token(
            by=lead, name="essai", scopes=fields.get("scopes", (LEVELS,)), until=until, organisation=organisation
        )
    assert told.value.where == where
    assert not ApiToken.objects.exists()


def test_nobody_revokes_somebody_elses(client: Client, lead: User) -> None:
    secret_of(lead)
    token = ApiToken.objects.get()
    with pytest.raises(rights.Refused):
        revoke_token(by=a_user(), token=token)
    client.force_login(a_user())
    assert client.post(f"{SCREEN}{token.pk}/retirer/").status_code == 404


def test_limited_person_may_do_no_more_than_the_scopes(lead: User, city: Organisation) -> None:
    assert rights.may(lead, "people.grant_role", on=city.place)
    rights.limit(lead, frozenset({"commitments.declare_level"}))
    assert not rights.may(lead, "people.grant_role", on=city.place)
    assert rights.may(lead, "commitments.declare_level", on=city.place)
    assert not rights.may(lead, "commitments.declare_level", on=france())


def test_screen_shows_the_secret_once(client: Client, lead: User, city: Organisation) -> None:
    client.force_login(lead)
    until = (timezone.localdate() + timedelta(days=90)).isoformat()
    sent = {"name": "Logiciel de suivi", "scopes": [LEVELS], "organisation": city.pk, "until": until}
    answer = client.post(f"{SCREEN}creer/", sent)
    token = ApiToken.objects.get()
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert token.prefix in answer.content.decode()
    page = client.get(SCREEN).content.decode()
    assert "Logiciel de suivi" in page
    assert 'class="secret"' not in page
    assert client.post(f"{SCREEN}{token.pk}/retirer/", follow=True).status_code == 200
    assert "Finis" in client.get(SCREEN).content.decode()


def test_screen_offers_what_ones_roles_can_use(client: Client) -> None:
    client.force_login(a_member(Role.OBSERVER, france()))
    page = client.get(SCREEN).content.decode()
    assert "Vos rôles n'ouvrent rien" in page
    client.force_login(a_member(Role.PARTNER, france()))
    form = client.get(f"{SCREEN}creer/").content.decode()
    assert (LEVELS in form, "engagements:ecrire" in form) == (True, False)


def test_screen_lists_a_token_of_no_organisation(client: Client, lead: User) -> None:
    secret_of(lead)
    client.force_login(lead)
    assert "vous seul·e" in client.get(SCREEN).content.decode()


def test_screen_tells_what_is_wrong(client: Client, lead: User) -> None:
    client.force_login(lead)
    answer = client.post(f"{SCREEN}creer/", {"name": "x", "scopes": [LEVELS], "until": "2018-01-01"})
    assert answer.status_code == 422
    assert "Le dernier jour doit être aujourd&#x27;hui ou plus tard" in answer.content.decode()


def test_screens_are_for_the_signed_in(client: Client) -> None:
    assert client.get(SCREEN).status_code == 302
