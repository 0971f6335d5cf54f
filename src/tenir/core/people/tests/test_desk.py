"""« Mon bureau »: three lists, of all modules together."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client

from tenir.core import modules
from tenir.core.people import desk, desk_views
from tenir.core.people.desk import DeskLine, DeskList, DeskShare
from tenir.core.people.models import User
from tests.builders import a_user

pytestmark = pytest.mark.django_db


def given(monkeypatch: pytest.MonkeyPatch, *shares: DeskShare) -> None:
    def panels(page: str, request: HttpRequest, subject: Any) -> list[modules.ShownPanel]:
        assert page == desk.PAGE
        panel = modules.Panel(page=page, title="", order=0, query="", template=desk.DESK_LINES)
        return [modules.ShownPanel(panel, {"share": share}) for share in shares]

    monkeypatch.setattr(modules, "panels", panels)


def line(title: str, on: date | None = None, **more: Any) -> DeskLine:
    return DeskLine(title, "/", on, **more)


def test_lists_of_all_modules_become_one_by_day(monkeypatch: pytest.MonkeyPatch) -> None:
    second, first, none = line("b", date(2026, 2, 1)), line("a", date(2026, 1, 1)), line("c")
    given(
        monkeypatch,
        DeskShare(todo=DeskList((none, second)), changed=DeskList((first,))),
        DeskShare(todo=DeskList((first,), more=4), changed=DeskList((second,))),
    )
    told = desk.of(HttpRequest(), User())
    assert told.todo == DeskList((first, second, none), more=4)
    assert told.changed.lines == (second, first)
    assert told.waiting == DeskList()


def test_late_without_a_day_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    dated, late = line("a", date(2020, 1, 1), is_late=True), line("z", is_late=True)
    given(monkeypatch, DeskShare(todo=DeskList((dated, late))))
    assert desk.of(HttpRequest(), User()).todo.lines == (late, dated)


def test_a_long_list_is_cut_and_says_how_many_more(monkeypatch: pytest.MonkeyPatch) -> None:
    many = DeskList(tuple(line(f"{number:02}", date(2026, 1, 1), is_late=True) for number in range(25)))
    given(monkeypatch, DeskShare(todo=many), DeskShare(todo=many))
    told = desk.of(HttpRequest(), User())
    assert (len(told.todo.lines), told.todo.more) == (30, 20)
    assert "50 choses à faire, dont au moins 30 en retard." in desk_views._sentence(told)


def test_an_empty_desk_says_what_will_come_and_who_gives_a_role(client: Client) -> None:
    client.force_login(a_user())
    shown = client.get("/bureau/").content.decode()
    assert "rien à faire" in shown and "Rien ne vous attend" in shown  # noqa: PT018
    assert "la préfecture ou l'administration du site peut vous en donner un" in shown


def test_the_desk_is_nobodys_before_they_sign_in(client: Client) -> None:
    assert client.get("/bureau/").headers["Location"] == "/compte/entrer/?next=/bureau/"
