"""What comes in by mistake or on purpose: addresses that are two, letters passed on, invitations of long ago."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail as outgoing
from django.core.cache import cache
from django.test import Client

from tenir.core.actions import Actor, System, action
from tenir.core.errors import BadInput
from tenir.core.people import actions, links, mail
from tenir.core.people.digests import CHOOSE
from tenir.core.people.models import LetterChoice, User
from tenir.core.rights import Role
from tests.builders import a_user, an_organisation, france

pytestmark = pytest.mark.django_db
ME = System("test")
RESET = "/compte/mot-de-passe/oublie/"
TWO_OR_MORE = (
    "un@example.org, deux@example.org",
    "un@example.org;deux@example.org",
    "un@example.org deux@example.org",
    "un@example.org\nBcc: deux@example.org",
    "un@example.org\r\nSubject: autre",
    "Nom <un@example.org>",
    "un@example.org%0aBcc:deux@example.org",
)


@pytest.fixture(autouse=True)
def _no_count_yet() -> None:
    cache.clear()


@action
def _given(*, by: Actor, user: User) -> str:
    return links.give(by=by, user=user, verb=CHOOSE, lasting=timedelta(days=30))[1]


@action
def _revoked(*, by: Actor, user: User) -> None:
    for link in user.links.all():
        links.revoke(link, by=by)


def _page(secret: str) -> str:
    return f"/compte/lettres/lien/{secret}/"


@pytest.mark.parametrize("wrong", TWO_OR_MORE)
def test_two_addresses_or_a_header_open_no_account(wrong: str) -> None:
    asked = {"name": "X", "organisation": an_organisation(), "role": Role.PARTNER, "place": france()}
    with pytest.raises(BadInput, match="adresse"):
        actions.open_account(by=ME, email=wrong, **asked)
    assert not User.objects.exists()


@pytest.mark.parametrize("wrong", TWO_OR_MORE)
@pytest.mark.parametrize("page", [RESET, "/compte/entrer/code/"])
def test_two_addresses_or_a_header_are_written_to_by_no_letter(client: Client, page: str, wrong: str) -> None:
    a_user(email="un@example.org", password="invente-pour-le-test")
    answer = client.post(page, {"email": wrong})
    assert answer.status_code == 200
    assert "adresse" in answer.content.decode()
    mail.wait()
    assert outgoing.outbox == []


def test_forwarded_link_shows_nothing_to_somebody_else(client: Client) -> None:
    page = _page(_given(by=ME, user=a_user(name="Nadia")))
    client.force_login(a_user(name="Karim"))
    answers = [client.get(page), client.post(page, {"cadence": "quarter"})]
    assert [one.status_code for one in answers] == [403, 403]
    assert "envoyé à quelqu'un d'autre" in answers[0].content.decode().replace("&#x27;", "'")
    assert not LetterChoice.objects.exists()
    assert Client().get(page).status_code == 200


def test_own_link_opens_to_its_person_signed_in(client: Client) -> None:
    nadia = a_user()
    client.force_login(nadia)
    assert client.get(_page(_given(by=ME, user=nadia))).status_code == 200


def test_password_reset_revives_no_old_invitation(client: Client) -> None:
    nadia = a_user(email="nadia@example.org", password="trente-six cités")
    page = _page(_given(by=ME, user=nadia))
    _revoked(by=ME, user=nadia)
    client.post(RESET, {"email": nadia.email})
    mail.wait()
    choose = re.search(r"http\S+", outgoing.outbox[-1].body)[0].removeprefix(settings.SITE_ADDRESS)  # type: ignore[index]
    new = "quarante mesures pour 2019"
    client.post(client.get(choose)["Location"], {"password1": new, "password2": new})
    assert Client().get(page).status_code == 410
