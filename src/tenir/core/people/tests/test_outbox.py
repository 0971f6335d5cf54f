"""Letters leave once: with a server that is away, that refuses, that hangs up, and with a carrier that is killed."""

from __future__ import annotations

import subprocess
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from tenir.core.actions import System
from tenir.core.people.actions import close_account, erase_person
from tenir.core.people.models import Letter, LetterState, User
from tenir.core.people.outbox import DEAD_AFTER, carry, queue
from tests import running
from tests.builders import a_user, france
from tests.smtp import HANGS_UP, NEVER, STALLS, TRY_AGAIN, catching

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def a_letter(user: User | None = None, key: str = "rappel:1") -> User:
    to = user or a_user(email="lea@example.org")
    queue(user=to, key=key, subject="Trois engagements", words="Où en êtes-vous ?")
    return to


def carry_through(settings: Any, port: int, *, after: timedelta = timedelta(0)) -> str:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False
    return carry(timezone.now() + after).sentence


def states() -> list[str]:
    return list(Letter.objects.values_list("state", flat=True))


def test_letter_leaves_once_and_its_words_are_forgotten(settings: Any) -> None:
    a_letter(a_letter())
    with catching() as (server, port):
        assert carry_through(settings, port) == "Lettres parties\u202f: 1."
        assert carry_through(settings, port) == "Lettres parties\u202f: 0."
    assert [(one["To"], one["Subject"]) for one in server.got] == [("lea@example.org", "Trois engagements")]
    assert list(Letter.objects.values_list("state", "subject", "words")) == [("sent", "", "")]


def test_same_thing_is_not_written_twice_even_after_it_left(settings: Any) -> None:
    user = a_letter()
    with catching() as (server, port):
        carry_through(settings, port)
        assert not queue(user=user, key="rappel:1", subject="Encore", words="Encore")
        carry_through(settings, port)
    assert len(server.got) == 1


def test_server_away_keeps_the_letter_for_the_next_pass(settings: Any) -> None:
    a_letter()
    assert carry_through(settings, 1) == "Lettres parties\u202f: 0, à réessayer\u202f: 1."
    with catching() as (server, port):
        carry_through(settings, port, after=timedelta(minutes=1))
    assert (len(server.got), states()) == (1, ["sent"])


def test_not_now_is_tried_later_and_not_before(settings: Any) -> None:
    a_letter()
    with catching(TRY_AGAIN) as (server, port):
        assert carry_through(settings, port) == "Lettres parties\u202f: 0, à réessayer\u202f: 1."
        assert carry_through(settings, port) == "Lettres parties\u202f: 0."
        assert carry_through(settings, port, after=timedelta(hours=1, minutes=1)) == "Lettres parties\u202f: 1."
    assert len(server.got) == 1


def test_refused_for_ever_is_said_and_not_tried_again(settings: Any) -> None:
    a_letter()
    with catching(NEVER) as (server, port):
        assert carry_through(settings, port) == "Lettres parties\u202f: 0, refusées\u202f: 1."
        carry_through(settings, port, after=timedelta(days=9))
    assert (server.got, states()) == ([], ["refused"])


def test_line_that_breaks_after_the_letter_does_not_double_it(settings: Any) -> None:
    a_letter()
    with catching(HANGS_UP) as (server, port):
        told = carry_through(settings, port)
        carry_through(settings, port, after=timedelta(days=9))
    assert told == "Lettres parties\u202f: 0, peut-être parties, non renvoyées\u202f: 1."
    assert (len(server.got), states()) == (1, ["unsure"])


def test_closed_account_gets_nothing_more(settings: Any) -> None:
    france()
    user = a_letter()
    close_account(by=System("test"), user=user)
    assert not queue(user=user, key="rappel:2", subject="Deux", words="Deux")
    with catching() as (server, port):
        carry_through(settings, port)
    assert server.got == []


def test_erased_person_leaves_no_letter() -> None:
    france()
    erase_person(by=System("test"), user=a_letter())
    assert not Letter.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_carriers_at_once_send_each_letter_once(settings: Any) -> None:
    user = a_user(email="lea@example.org")
    for rank in range(8):
        a_letter(user, key=f"rappel:{rank}")
    start = threading.Barrier(2)

    def work() -> None:
        start.wait()
        try:
            carry()
        finally:
            connection.close()

    with catching() as (server, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False
        threads = [threading.Thread(target=work) for _ in range(2)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
    assert len(server.got) == 8
    assert len({one["Message-ID"] for one in server.got}) == 8


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_carrier_killed_in_mid_letter_sends_none_twice(tmp_path: Path, settings: Any) -> None:
    a_letter()
    with catching(STALLS) as (server, port):
        told = running.environment(tmp_path, running.address_of_test_database())
        told |= {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(port), "EMAIL_USE_TLS": "0"}
        before = running.sessions()
        carrier = subprocess.Popen(running.command("jobs", "run"), env=told, stdout=subprocess.DEVNULL)
        _until(lambda: bool(server.got))
        carrier.kill()
        carrier.wait()
        running.settle(before)
        assert states() == ["leaving"]
        carry_through(settings, port, after=DEAD_AFTER + timedelta(minutes=1))
    assert (len(server.got), states()) == (1, [LetterState.UNSURE])


def _until(happened: Any) -> None:
    until = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < until, "the letter never came"
        time.sleep(0.05)
