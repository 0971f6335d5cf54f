"""Silence climbs: the holder, their head, the délégué·e, the préfecture, each in the letter that they get anyway."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tenir.core.errors import BadInput
from tenir.core.people.models import User
from tenir.core.rights import Refused, Role
from tenir.modules.commitments.actions import set_ladder
from tenir.modules.commitments.models import Commitment, Ladder
from tenir.modules.commitments.reporting import dates, ladder, letters, mine
from tenir.modules.commitments.reporting.ladder import climbed_to, silent_from
from tenir.modules.commitments.tests.builders import ME, france
from tenir.modules.commitments.tests.reporting import Cast, report
from tests.builders import a_member, a_place, an_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def somebody(role: str) -> User:
    return a_member(role, france(), organisation=an_organisation())


def roles(user: User) -> frozenset[str]:
    return frozenset(user.memberships.in_force().values_list("role", flat=True))


def slugs(user: User, day: date) -> list[str]:
    return sorted({one.commitment.slug for one in climbed_to(user, roles(user), day)})


def test_silence_begins_once_news_are_due(cast: Cast) -> None:
    assert silent_from(cast.row("v1")) == date(2025, 7, 1)
    assert silent_from(cast.row("v2")) is None


def test_each_rung_hears_in_its_turn(cast: Cast) -> None:
    delegate, prefecture = somebody(Role.DELEGATE), somebody(Role.PREFECTURE)
    began = date(2025, 7, 1)
    assert slugs(delegate, began + timedelta(days=59)) == []
    assert slugs(delegate, began + timedelta(days=60)) == ["e1", "v1", "v3"]
    assert slugs(prefecture, began + timedelta(days=89)) == []
    assert slugs(prefecture, began + timedelta(days=90)) == ["e1", "v1", "v3"]


def test_head_of_the_holder_hears_first_and_of_their_own_only(cast: Cast) -> None:
    head = cast.partner("v1")
    head.mandates.create(organisation=cast.holder("v1"), title="directrice", since=date(2020, 1, 1))
    assert slugs(head, date(2025, 7, 30)) == []
    assert slugs(head, date(2025, 7, 31)) == ["v1", "v3"]


def test_news_bring_it_down_again(cast: Cast) -> None:
    delegate = somebody(Role.DELEGATE)
    report(cast, "v1")
    assert "v1" not in slugs(delegate, timezone.localdate() + timedelta(days=30))


def test_referent_sets_the_days(cast: Cast) -> None:
    set_ladder(by=ME, framework=cast.framework, head_after=5, delegate_after=10, prefecture_after=20)
    assert slugs(somebody(Role.DELEGATE), date(2025, 7, 11)) == ["e1", "v1", "v3"]
    with pytest.raises(BadInput, match="échelon"):
        set_ladder(by=ME, framework=cast.framework, head_after=50, delegate_after=10, prefecture_after=20)
    with pytest.raises(Refused):
        set_ladder(by=cast.partner("v1"), framework=cast.framework, head_after=1, delegate_after=1, prefecture_after=1)


def test_letter_says_what_is_owed_and_how_to_answer(cast: Cast) -> None:
    (owed,) = letters.sections(cast.partner("e2"))
    assert owed.title == "2 engagements attendent de vos nouvelles"
    assert [line.path for line in owed.lines] == ["/cadres/contrat-invente/e2/", "/cadres/contrat-invente/e1/"]
    assert owed.door is not None
    assert owed.door.path("secret") == "/avancement/lien/secret/"


def test_referent_reads_what_waits_for_their_verdict(cast: Cast) -> None:
    report(cast, "e2")
    titles = [section.title for section in letters.sections(somebody(Role.PREFECTURE))]
    assert "1 point d'avancement attend votre vérification" in titles


def test_page_of_the_ladder_keeps_and_refuses(cast: Cast, client: Client) -> None:
    client.force_login(somebody(Role.PREFECTURE))
    address = "/cadres/contrat-invente/relances/"
    days = {"head_after": 5, "delegate_after": 10, "prefecture_after": 20}
    assert client.post(address, days).status_code == 302
    assert client.post(address, days | {"head_after": 15}).status_code == 422
    assert Ladder.objects.get().head_after == 5


def test_climbing_asks_as_many_questions_for_many_promises(cast: Cast, django_assert_max_num_queries: object) -> None:
    Commitment.objects.filter(framework=cast.framework).update(news_on=date(2020, 1, 1), news_precision="day")
    user = somebody(Role.DELEGATE)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert len(ladder.climbed_to(user, roles(user))) == 4


def test_calendar_has_the_days_on_which_news_are_due(cast: Cast) -> None:
    told = dates.dated(cast.partner("v1"))
    assert [(one.key.split("-")[0], one.start) for one in told] == [
        ("nouvelles", date(2025, 7, 1)),
        ("echeance", date(2024, 6, 30)),
        ("nouvelles", date(2025, 7, 1)),
    ]


def test_ministry_is_asked_about_the_nation_and_may_judge_every_town(cast: Cast) -> None:
    town = a_place(inside=france())
    Commitment.objects.filter(framework=cast.framework).update(place=town)
    report(cast, "e2")
    ministry = somebody(Role.MINISTRY)
    assert mine.waiting_for_judge(ministry).count() == 1
    assert mine.waiting_for_judge(ministry, asked=True).count() == 0
    Commitment.objects.filter(framework=cast.framework).update(place=france())
    assert mine.waiting_for_judge(ministry, asked=True).count() == 1
