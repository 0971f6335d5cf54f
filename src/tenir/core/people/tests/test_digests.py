"""One letter a person and period, whoever writes it and however often; what is no duty may be declined."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from tenir.core.people import digests, outbox
from tenir.core.people.actions import choose_letters
from tenir.core.people.digests import Door, Line, Section
from tenir.core.people.models import Cadence, Letter, LetterChoice, PersonalLink, User
from tenir.core.rights import Role
from tests.builders import a_member, france

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 27)


def door(secret: str) -> str:
    return f"/porte/{secret}/"


DUTY = Section(
    "2 engagements attendent", [Line("Ouvrir", "/cadres/un/1/"), Line("Fermer")], Door("un.verbe", door, "Dire\u202f:")
)
NEWS = Section("Ce qui a changé", [Line("Un niveau")], is_duty=False)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Section]:
    """What the modules say of everybody."""
    sections: list[Section] = [DUTY]
    monkeypatch.setattr(digests, "sections_for", lambda user, choice: list(sections))
    return sections


def person() -> User:
    return a_member(Role.PARTNER, france())


def test_letter_is_written_once_in_a_period(told: list[Section]) -> None:
    person()
    assert digests.write_all(DAY) == "1 lettre écrite."
    assert digests.write_all(DAY) == "0 lettre écrite."
    assert digests.write_all(date(2026, 12, 1)) == "1 lettre écrite."


def test_letter_leaves_with_its_links_and_they_are_kept_nowhere(told: list[Section]) -> None:
    user = person()
    digests.write_all(DAY)
    outbox.carry()
    (letter,) = mail.outbox
    secret = re.search(r"/porte/([\w-]+)/", letter.body).group(1)  # type: ignore[union-attr]
    assert (letter.to, letter.subject) == ([user.email], "2 engagements attendent")
    assert "http://localhost:8000/cadres/un/1/" in letter.body.replace("127.0.0.1", "localhost")
    assert PersonalLink.objects.filter(verb="un.verbe", user=user).exists()
    assert not PersonalLink.objects.filter(digest__contains=secret).exists()
    assert Letter.objects.get().words == ""


def test_two_writers_at_once_make_one_letter_and_its_links(told: list[Section]) -> None:
    user = person()
    common: dict[str, Any] = {"by": digests.BY, "user": user, "key": "digest:x", "sections": [DUTY], "cadence": "month"}
    assert [digests.write_digest(**common) for _ in range(2)] == [True, False]
    assert PersonalLink.objects.count() == 2


def test_nothing_that_waits_is_no_letter(told: list[Section]) -> None:
    person()
    told.clear()
    assert digests.write_all(DAY) == "0 lettre écrite."


def test_account_without_a_role_gets_none(told: list[Section]) -> None:
    person().memberships.update(until="2020-01-01")
    assert digests.write_all(DAY) == "0 lettre écrite."


def test_what_is_no_duty_may_be_declined(monkeypatch: pytest.MonkeyPatch) -> None:
    class Module:
        digest = "tenir.core.people.tests.test_digests.both"

    monkeypatch.setattr("tenir.core.modules.installed", lambda: [Module])
    user = person()
    choice = LetterChoice(user=user, wants_changes=False)
    assert [one.title for one in digests.sections_for(user, choice)] == [DUTY.title]
    assert [one.title for one in digests.sections_for(user, LetterChoice(user=user))] == [DUTY.title, NEWS.title]


def test_duties_stand_before_news_whichever_module_tells_them(monkeypatch: pytest.MonkeyPatch) -> None:
    class First:
        digest = "tenir.core.people.tests.test_digests.news"

    class Second:
        digest = "tenir.core.people.tests.test_digests.both"

    monkeypatch.setattr("tenir.core.modules.installed", lambda: [First, Second])
    user = person()
    titles = [one.title for one in digests.sections_for(user, LetterChoice(user=user))]
    assert titles == [DUTY.title, NEWS.title, NEWS.title]


def test_what_being_told_changes_is_done_with_the_letter_and_once() -> None:
    told: list[str] = []
    section = Section("1 obligation", [Line("x")], once_written=lambda by: told.append(by.identifier))
    common: dict[str, Any] = {"by": digests.BY, "user": person(), "key": "digest:x", "cadence": "month"}
    assert [digests.write_digest(sections=[section], **common) for _ in range(2)] == [True, False]
    assert told == ["system:digests"]


def news(user: User) -> list[Section]:
    return [NEWS]


def both(user: User) -> list[Section]:
    return [DUTY, NEWS]


@pytest.mark.parametrize(
    ("cadence", "told"), [(Cadence.WEEK, "2026-W48"), (Cadence.MONTH, "2026-11"), (Cadence.QUARTER, "2026-T4")]
)
def test_period_of_a_day(cadence: str, told: str) -> None:
    assert digests.period(cadence, DAY) == told


def test_cadence_is_chosen_on_a_page_and_from_the_letter(told: list[Section], client: Client) -> None:
    user = person()
    client.force_login(user)
    assert client.post("/compte/lettres/", {"cadence": "week"}).status_code == 200
    assert LetterChoice.objects.get().cadence == Cadence.WEEK
    digests.write_all(DAY)
    address = re.search(r"/compte/lettres/lien/[\w-]+/", Letter.objects.get().words).group()  # type: ignore[union-attr]
    assert Client().post(address, {"cadence": "quarter", "wants_changes": "on"}).status_code == 200
    assert LetterChoice.objects.get().cadence == Cadence.QUARTER
    assert client.post("/compte/lettres/", {"cadence": "jamais"}).status_code == 422


def test_nobody_chooses_for_another() -> None:
    from tenir.core.errors import BadInput

    with pytest.raises(BadInput, match="ses propres lettres"):
        choose_letters(by=person(), user=person(), cadence="week", wants_changes=True)
