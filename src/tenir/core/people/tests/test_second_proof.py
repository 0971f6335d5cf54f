"""A password is not enough for those who can change what the public reads."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as outgoing
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tenir.core.people import mail
from tenir.core.people.models import User
from tenir.core.rights import Role
from tests.builders import a_member, a_user, france

pytestmark = pytest.mark.django_db
PASSWORD = "trente-six cités éducatives"
SIGN_IN, CODE, CONFIRM = "/compte/entrer/", "/compte/entrer/code/", "/compte/entrer/code/saisir/"
# Written out by hand: who acts for the State or a local authority.
STAFF = [Role.ADMINISTRATOR, Role.MINISTRY, Role.PREFECTURE, Role.DELEGATE, Role.PROJECT_LEAD]
OTHERS = [Role.PARTNER, Role.CITIZENS, Role.OBSERVER]


@pytest.fixture(autouse=True)
def _no_count_yet() -> None:
    cache.clear()


def a_person(role: str = Role.PREFECTURE, **fields: Any) -> User:
    return a_member(role, france(), user=a_user(password=PASSWORD, **fields))


def give_password(client: Client, user: User) -> str:
    answer = client.post(SIGN_IN, {"login": user.email, "password": PASSWORD, "next": "/compte/"})
    return answer.headers.get("Location", "")


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def code_sent() -> str:
    mail.wait()
    return re.search(r"\b[A-Z]{4}-[A-Z]{4}\b", outgoing.outbox[-1].body)[0]  # type: ignore[index]


@pytest.mark.parametrize("role", STAFF)
def test_staff_give_a_code_after_their_password(client: Client, role: str) -> None:
    user = a_person(role)
    assert give_password(client, user).startswith(CONFIRM)
    assert who(client) is None
    assert client.get("/compte/").status_code == 302
    assert "demande une seconde preuve" in client.get(CONFIRM).content.decode()
    client.post(CONFIRM, {"code": "AAAA-AAAA"})
    assert who(client) is None
    assert client.post(CONFIRM, {"code": code_sent()})["Location"] == "/compte/"
    assert who(client) == str(user.pk)


@pytest.mark.parametrize("role", OTHERS)
def test_others_come_in_by_password(client: Client, role: str) -> None:
    user = a_person(role)
    assert give_password(client, user) == "/compte/"
    assert who(client) == str(user.pk)


def test_whoever_opened_their_mailbox_needs_no_second_code(client: Client) -> None:
    user = a_person()
    client.post(CODE, {"email": user.email})
    client.post(CONFIRM, {"code": code_sent()})
    assert (who(client), len(outgoing.outbox)) == (str(user.pk), 1)


def test_wrong_codes_end_in_the_street(client: Client) -> None:
    give_password(client, a_person())
    answers = [client.post(CONFIRM, {"code": "AAAA-AAAA"}) for _ in range(3)]
    assert answers[-1]["Location"] == SIGN_IN
    client.post(CONFIRM, {"code": code_sent()})
    assert who(client) is None


def test_code_of_somebody_else_is_no_second_proof(client: Client) -> None:
    """The session remembers proofs by account: those of another do not count."""
    thief = a_user(email="thief@example.org", password=PASSWORD)
    client.post(CODE, {"email": thief.email})
    client.post(CONFIRM, {"code": code_sent()})
    client.post("/compte/sortir/")
    assert give_password(client, a_person()).startswith(CONFIRM)
    assert who(client) is None


def test_role_that_is_over_asks_for_nothing_and_one_to_come_neither(client: Client) -> None:
    today = timezone.localdate()
    user = a_person()
    user.memberships.update(until=today - timedelta(days=1))
    assert give_password(client, user) == "/compte/"
    client.post("/compte/sortir/")
    user.memberships.update(since=today + timedelta(days=1), until=None)
    assert give_password(client, user) == "/compte/"


def test_settings_may_ask_for_nothing(client: Client, settings: Any) -> None:
    settings.STAFF_SECOND_PROOF = "none"
    assert give_password(client, a_person()) == "/compte/"


def test_demonstration_has_no_mailbox(client: Client, settings: Any) -> None:
    settings.DEMONSTRATION = True
    assert give_password(client, a_person(is_demonstration=True)) == "/compte/"


def test_account_closed_between_two_proofs_stays_outside(client: Client) -> None:
    give_password(client, a_person())
    User.objects.update(is_active=False)
    assert client.post(CONFIRM, {"code": code_sent()})["Location"] == "/compte/ferme/"
    assert who(client) is None


def test_stolen_password_does_not_fill_the_mailbox() -> None:
    user = a_person()
    answers = [Client().post(SIGN_IN, {"login": user.email, "password": PASSWORD}).status_code for _ in range(7)]
    mail.wait()
    assert (answers, len(outgoing.outbox)) == ([302] * 5 + [429] * 2, 5)
