"""A stranger learns nothing about who has an account, nor guesses at will."""

from __future__ import annotations

import re
import threading
from typing import Any
from unittest import mock

import pytest
from django.contrib.auth import hashers
from django.core import mail as outgoing
from django.core.cache import cache
from django.db import connection
from django.test import Client

from tenir.core.people import mail
from tenir.core.people.adapter import AccountAdapter
from tenir.core.people.models import User
from tests.builders import a_user

pytestmark = pytest.mark.django_db
PASSWORD = "trente-six cités éducatives"
SIGN_IN, CODE, CONFIRM = "/compte/entrer/", "/compte/entrer/code/", "/compte/entrer/code/saisir/"
RESET = "/compte/mot-de-passe/oublie/"
KNOWN, UNKNOWN = "known@example.org", "nobody@example.org"


@pytest.fixture(autouse=True)
def _no_count_yet() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def known() -> User:
    return a_user(email=KNOWN, password=PASSWORD)


def seen(path: str, data: dict[str, str], email: str) -> tuple[int, str, str]:
    """Status, where to, and the page that a visitor ends on, without what differs by itself."""
    client = Client()
    answer = client.post(path, data)
    page = client.get(answer["Location"]) if answer.status_code == 302 else answer
    words = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())
    return answer.status_code, answer.headers.get("Location", ""), words.replace(email, "(adresse)")


@pytest.mark.parametrize(
    ("path", "field", "more"),
    [(SIGN_IN, "login", {"password": "a wrong password"}), (CODE, "email", {}), (RESET, "email", {})],
)
def test_known_and_unknown_addresses_get_the_same_page(path: str, field: str, more: dict[str, str]) -> None:
    pages = [seen(path, {field: email, **more}, email) for email in (KNOWN, UNKNOWN)]
    assert pages[0] == pages[1]


def test_wrong_code_gets_the_same_page() -> None:
    pages = []
    for email in (KNOWN, UNKNOWN):
        client = Client()
        client.post(CODE, {"email": email})
        page = client.post(CONFIRM, {"code": "AAAA-AAAA"}).content.decode()
        pages.append(re.sub(r'value="\w+"', "", page).replace(email, ""))
    assert pages[0] == pages[1]
    assert "le bon code" in pages[0]


def test_only_the_known_address_gets_a_letter() -> None:
    for email in (KNOWN, UNKNOWN):
        seen(CODE, {"email": email}, email)
        seen(RESET, {"email": email}, email)
    mail.wait()
    assert [letter.to for letter in outgoing.outbox] == [[KNOWN], [KNOWN]]


@pytest.mark.parametrize("path", [CODE, RESET])
def test_every_address_costs_one_letter_written(path: str) -> None:
    with mock.patch.object(
        AccountAdapter, "render_mail", autospec=True, side_effect=AccountAdapter.render_mail
    ) as render:
        for email in (KNOWN, UNKNOWN):
            Client().post(path, {"email": email})
    assert [call.args[1] for call in render.call_args_list] == [render.call_args_list[0].args[1]] * 2


@pytest.mark.parametrize("kind", ["known", "without password", "unknown", "closed", "demonstration"])
def test_every_wrong_password_costs_one_hash(kind: str) -> None:
    a_user(email="without-password@example.org")
    a_user(email="closed@example.org", password=PASSWORD, is_active=False)
    a_user(email="demonstration@example.org", password=PASSWORD, is_demonstration=True)
    algorithm = type(hashers.get_hasher())
    with mock.patch.object(algorithm, "encode", autospec=True, side_effect=algorithm.encode) as encode:
        Client().post(SIGN_IN, {"login": f"{kind.replace(' ', '-')}@example.org", "password": "a wrong password"})
    assert encode.call_count == 1


def test_mail_that_fails_is_not_told_to_the_visitor(caplog: pytest.LogCaptureFixture) -> None:
    with mock.patch("django.core.mail.EmailMessage.send", side_effect=OSError(f"550 {KNOWN}")):
        status, _, _ = seen(CODE, {"email": KNOWN}, KNOWN)
        mail.wait()
    assert status == 302
    assert [record.getMessage() for record in caplog.records if record.name == "tenir.people.mail"] == ["mail_not_sent"]
    assert KNOWN not in str([vars(record) for record in caplog.records])


def attempt(password: str = "a wrong password", email: str = KNOWN, **extra: Any) -> str:
    client = Client(**extra)
    return client.post(SIGN_IN, {"login": email, "password": password}).content.decode()


def test_sixth_attempt_on_an_account_is_not_heard() -> None:
    assert not any("Trop d" in attempt(REMOTE_ADDR=f"192.0.2.{n}") for n in range(5))
    # Even the right password, and from elsewhere: the account rests.
    assert "Trop d" in attempt(PASSWORD, REMOTE_ADDR="192.0.2.99")


def test_unknown_account_rests_in_the_same_way() -> None:
    pages = [attempt(email=UNKNOWN) for _ in range(6)]
    assert "Trop d" in pages[5]
    assert "Trop d" not in pages[4]


@pytest.mark.parametrize("variant", [" Known@example.org", "KNOWN@EXAMPLE.ORG"])
def test_attempts_count_whatever_the_capitals(variant: str) -> None:
    for _ in range(5):
        attempt(email=variant)
    assert "Trop d" in attempt()


def test_attempts_count_whatever_the_host_that_is_sent() -> None:
    for port in range(5):
        Client(headers={"host": f"localhost:{port + 1}"}).post(SIGN_IN, {"login": KNOWN, "password": "wrong"})
    assert "Trop d" in attempt()


def test_one_address_of_the_network_tries_ten_accounts_a_minute() -> None:
    pages = [attempt(email=f"guess-{n}@example.org") for n in range(11)]
    assert "Trop d" not in pages[9]
    assert "Trop d" in pages[10]


def test_forwarded_address_is_not_believed() -> None:
    pages = [attempt(email=f"g{n}@example.org", HTTP_X_FORWARDED_FOR=f"192.0.2.{n}") for n in range(11)]
    assert "Trop d" in pages[10]


def test_proxy_of_ours_tells_who_comes_and_its_visitor_does_not(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    # nginx adds the address that it saw after whatever the visitor claimed.
    pages = [attempt(email=f"g{n}@example.org", HTTP_X_FORWARDED_FOR=f"10.0.0.{n}, 192.0.2.1") for n in range(11)]
    assert "Trop d" in pages[10]
    assert "Trop d" not in attempt(email="h@example.org", HTTP_X_FORWARDED_FOR="10.0.0.1, 192.0.2.2")


def test_codes_and_links_are_not_sent_at_will() -> None:
    assert "Trop d" not in seen(CODE, {"email": KNOWN}, KNOWN)[2]
    for _ in range(3):
        last = seen(CODE, {"email": KNOWN}, KNOWN)
    assert "Trop d" in last[2]
    answers = [seen(RESET, {"email": KNOWN}, KNOWN)[0] for _ in range(6)]
    assert answers == [302] * 5 + [429]


def test_counters_cannot_be_pushed_out_by_many_others() -> None:
    for _ in range(5):
        attempt()
    for n in range(400):
        cache.set(f"other-{n}", n)
    assert "Trop d" in attempt()


@pytest.mark.django_db(transaction=True)
def test_fifty_attempts_at_once_do_not_pass_together() -> None:
    checked: list[str] = []
    right = User.check_password
    start = threading.Barrier(50)

    def counted(user: User, password: str) -> bool:
        checked.append(password)
        return bool(right(user, password))

    def guess(number: int) -> None:
        start.wait()
        try:
            attempt(f"wrong password {number}", REMOTE_ADDR=f"198.51.100.{number}")
        finally:
            connection.close()

    threads = [threading.Thread(target=guess, args=(number,)) for number in range(50)]
    with mock.patch.object(User, "check_password", counted):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert 1 <= len(checked) <= 5
