"""Coming in by password and by code, and who does not."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from django.conf import settings
from django.core import mail as outgoing
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tenir.core.journal.models import Entry
from tenir.core.people import mail
from tenir.core.people.models import User
from tests.builders import a_user

pytestmark = pytest.mark.django_db
PASSWORD = "trente-six cités éducatives"
SIGN_IN, CODE, CONFIRM = "/compte/entrer/", "/compte/entrer/code/", "/compte/entrer/code/saisir/"
RESET = "/compte/mot-de-passe/oublie/"


@pytest.fixture(autouse=True)
def _no_count_yet() -> None:
    cache.clear()


@pytest.fixture
def nadia() -> User:
    return a_user(email="nadia@example.org", name="Nadia Test", password=PASSWORD)


def sign_in(client: Client, email: str, password: str = PASSWORD, **extra: Any) -> Any:
    return client.post(SIGN_IN, {"login": email, "password": password}, **extra)


def code_sent() -> str:
    """The code of the last letter."""
    mail.wait()
    return re.search(r"\b[A-Z]{4}-[A-Z]{4}\b", outgoing.outbox[-1].body)[0]  # type: ignore[index]


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_password_opens_the_door(client: Client, nadia: User) -> None:
    assert sign_in(client, "nadia@example.org").status_code == 302
    assert who(client) == str(nadia.pk)


def test_address_is_compared_without_capitals(client: Client, nadia: User) -> None:
    sign_in(client, " NADIA@Example.ORG ")
    assert who(client) == str(nadia.pk)


def test_code_opens_the_door(client: Client, nadia: User) -> None:
    assert client.post(CODE, {"email": "Nadia@example.org"})["Location"] == CONFIRM
    client.post(CONFIRM, {"code": code_sent().lower()})
    assert who(client) == str(nadia.pk)


def test_code_of_another_session_does_not(client: Client, nadia: User) -> None:
    client.post(CODE, {"email": nadia.email})
    other = Client()
    other.post(CODE, {"email": "personne@example.org"})
    other.post(CONFIRM, {"code": code_sent()})
    assert who(other) is None


def test_code_expires(client: Client, nadia: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client.post(CODE, {"email": nadia.email})
    code = code_sent()
    later = time.time() + settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT + 1
    monkeypatch.setattr(time, "time", lambda: later)
    client.post(CONFIRM, {"code": code})
    assert who(client) is None


def test_wrong_codes_void_the_code(client: Client, nadia: User) -> None:
    client.post(CODE, {"email": nadia.email})
    for _ in range(settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS):
        client.post(CONFIRM, {"code": "AAAA-AAAA"})
    client.post(CONFIRM, {"code": code_sent()})
    assert who(client) is None


def test_wrong_codes_are_counted_outside_the_session(client: Client, nadia: User) -> None:
    """Parallel guesses overwrite the session's own count: replaying one session shows what they would get."""
    client.post(CODE, {"email": nadia.email})
    kept = dict(client.session)
    answers = []
    for _ in range(12):
        session = client.session
        session.update(kept)
        session.save()
        answers.append(client.post(CONFIRM, {"code": "AAAA-AAAA"}).status_code)
    assert answers == [200] * 10 + [429] * 2


def test_session_gets_another_key(client: Client, nadia: User) -> None:
    client.get(SIGN_IN)
    session = client.session
    session["before"] = "x"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = before = session.session_key
    sign_in(client, nadia.email)
    assert who(client) == str(nadia.pk)
    assert client.session.session_key != before
    assert not type(client.session)(before).load()


def test_signing_out_needs_a_post(client: Client, nadia: User) -> None:
    client.force_login(nadia)
    assert client.get("/compte/sortir/").status_code == 200
    assert who(client)
    client.post("/compte/sortir/")
    assert who(client) is None


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_set_password", "account_confirm_email"])
def test_doors_that_nobody_wants_do_not_exist(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_closed_account_stays_outside(client: Client, nadia: User) -> None:
    User.objects.update(is_active=False)
    assert sign_in(client, nadia.email)["Location"] == "/compte/ferme/"
    assert who(client) is None
    assert client.get("/compte/ferme/").status_code == 200


def test_closing_an_account_ends_its_sessions_at_once(client: Client, nadia: User) -> None:
    client.force_login(nadia)
    User.objects.update(is_active=False)
    assert client.get("/compte/").status_code == 302


@pytest.fixture
def actress() -> User:
    return a_user(email="lead@demonstration.invalid", password=PASSWORD, is_demonstration=True)


def test_demonstration_account_enters_the_demonstration(client: Client, actress: User, settings: Any) -> None:
    settings.DEMONSTRATION = True
    sign_in(client, actress.email)
    assert who(client) == str(actress.pk)


def test_demonstration_account_has_no_password_elsewhere(client: Client, actress: User) -> None:
    sign_in(client, actress.email)
    assert who(client) is None


def test_demonstration_account_gets_no_code_nor_link_elsewhere(client: Client, actress: User) -> None:
    client.post(CODE, {"email": actress.email})
    client.post(RESET, {"email": actress.email})
    mail.wait()
    assert outgoing.outbox == []


def test_code_asked_in_the_demonstration_is_void_elsewhere(client: Client, actress: User, settings: Any) -> None:
    settings.DEMONSTRATION = True
    client.post(CODE, {"email": actress.email})
    settings.DEMONSTRATION = False
    client.post(CONFIRM, {"code": code_sent()})
    assert who(client) is None


def test_demonstration_session_is_void_elsewhere(client: Client, actress: User, settings: Any) -> None:
    settings.DEMONSTRATION = True
    client.force_login(actress)
    assert client.get("/compte/").status_code == 200
    settings.DEMONSTRATION = False
    assert client.get("/compte/").status_code == 302


def test_changing_the_password_ends_other_sessions(client: Client, nadia: User) -> None:
    other = Client()
    other.force_login(nadia)
    client.force_login(nadia)
    new = "quarante mesures pour 2019"
    client.post("/compte/mot-de-passe/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert client.get("/compte/").status_code == 200
    assert other.get("/compte/").status_code == 302
    assert Entry.objects.get().verb == "people.change_password"


def test_link_sets_a_password_once(client: Client, nadia: User) -> None:
    client.post(RESET, {"email": nadia.email})
    mail.wait()
    link = re.search(r"http\S+", outgoing.outbox[-1].body)[0]  # type: ignore[index]
    assert link.startswith(settings.SITE_ADDRESS + "/compte/mot-de-passe/choisir/")
    path = link.removeprefix(settings.SITE_ADDRESS)
    form = client.get(path)["Location"]
    new = "quarante mesures pour 2019"
    assert client.post(form, {"password1": new, "password2": new})["Location"] == "/compte/mot-de-passe/choisi/"
    assert "ne sert plus" in Client().get(path).content.decode()
    sign_in(client, nadia.email, new)
    assert who(client) == str(nadia.pk)


def test_link_is_void_once_the_account_is_closed(client: Client, nadia: User) -> None:
    client.post(RESET, {"email": nadia.email})
    mail.wait()
    path = re.search(r"http\S+", outgoing.outbox[-1].body)[0].removeprefix(settings.SITE_ADDRESS)  # type: ignore[index]
    User.objects.update(is_active=False)
    assert "ne sert plus" in client.get(path).content.decode()


def test_link_never_follows_the_host_that_a_visitor_sent(client: Client, nadia: User) -> None:
    client.post(RESET, {"email": nadia.email}, headers={"host": "localhost:6666"})
    mail.wait()
    assert "6666" not in outgoing.outbox[-1].body


def test_account_without_password_is_sent_a_link_for_one(client: Client) -> None:
    client.force_login(a_user())
    assert client.get("/compte/mot-de-passe/")["Location"] == RESET


def test_signing_in_leaves_no_trace_in_the_journal(client: Client, nadia: User) -> None:
    sign_in(client, nadia.email)
    assert not Entry.objects.exists()


def test_log_lines_name_nobody(client: Client, nadia: User, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "tenir.people")
    sign_in(client, nadia.email, "wrong")
    sign_in(client, nadia.email)
    client.post("/compte/sortir/")
    lines = [record for record in caplog.records if record.name.startswith("tenir.people")]
    assert [record.getMessage() for record in lines] == ["sign_in_failed", "sign_in", "sign_out"]
    assert not re.search(r"nadia|127\.0\.0\.1", str([vars(record) for record in lines]), re.IGNORECASE)


def test_no_second_copy_of_the_address_is_kept(client: Client, nadia: User) -> None:
    from allauth.account.models import EmailAddress

    client.post(RESET, {"email": nadia.email})
    client.post(CODE, {"email": nadia.email})
    client.post(CONFIRM, {"code": code_sent()})
    assert not EmailAddress.objects.exists()


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_next_page_is_ours(client: Client, nadia: User, wanted: str) -> None:
    answer = client.post(SIGN_IN, {"login": nadia.email, "password": PASSWORD, "next": wanted})
    assert answer["Location"] == "/"
