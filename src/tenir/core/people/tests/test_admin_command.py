"""`tenir admin create`: the first administrator of a real site."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command

from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.people.models import Membership, User
from tests.builders import france

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _france() -> None:
    france()


def create(*options: str) -> None:
    call_command("admin", "create", *options)


def at_a_terminal(monkeypatch: pytest.MonkeyPatch, *, answers: list[str], passwords: list[str]) -> None:
    typed: dict[str, Iterator[str]] = {"answers": iter(answers), "passwords": iter(passwords)}
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: next(typed["answers"]))
    monkeypatch.setattr(getpass, "getpass", lambda question: next(typed["passwords"]))


def test_options_open_an_account_that_comes_in_by_code(capsys: Any) -> None:
    create("--email", "A@Example.org", "--name", "Ada")
    user = User.objects.get()
    assert (user.email, user.name, user.has_usable_password()) == ("a@example.org", "Ada", False)
    assert Membership.objects.administrators().get().organisation.name == "Administration de Tenir"
    assert set(Entry.objects.values_list("actor", flat=True)) == {"system:admin"}
    assert "par un code" in capsys.readouterr().out


def test_terminal_asks_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    word = "une longue phrase à soi"
    at_a_terminal(monkeypatch, answers=["ada@example.org", "Ada"], passwords=[word, word])
    create()
    assert User.objects.get().check_password(word)


@pytest.mark.parametrize(
    ("passwords", "sentence"),
    [(["une longue phrase", "une autre phrase"], "diffèrent"), (["court", "court"], "12 caractères")],
)
def test_password_that_cannot_be_kept_opens_nothing(
    monkeypatch: pytest.MonkeyPatch, passwords: list[str], sentence: str
) -> None:
    at_a_terminal(monkeypatch, answers=[], passwords=passwords)
    with pytest.raises(BadInput, match=sentence):
        create("--email", "a@example.org", "--name", "A")
    assert not User.objects.exists()


def test_empty_password_means_code(monkeypatch: pytest.MonkeyPatch) -> None:
    at_a_terminal(monkeypatch, answers=[], passwords=[""])
    create("--email", "a@example.org", "--name", "A")
    assert not User.objects.get().has_usable_password()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--name", "A"], "Donnez --email"),
        (["--email", "a@example.org"], "Donnez --name"),
        (["--email", "personne", "--name", "A"], "n'est pas une adresse"),
    ],
)
def test_missing_or_unreadable_option_is_told(options: list[str], sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence) as told:
        create(*options)
    assert told.value.exit_status == 2
    assert not User.objects.exists()


def test_second_administrator_needs_again() -> None:
    create("--email", "a@example.org", "--name", "A")
    with pytest.raises(BadInput, match="--again"):
        create("--email", "b@example.org", "--name", "B")
    create("--email", "b@example.org", "--name", "B", "--again")
    assert Membership.objects.administrators().count() == 2


def test_dry_run_writes_nothing(capsys: Any) -> None:
    create("--email", "a@example.org", "--name", "A", "--dry-run")
    assert not User.objects.exists()
    assert "Rien n'a été écrit" in capsys.readouterr().out
