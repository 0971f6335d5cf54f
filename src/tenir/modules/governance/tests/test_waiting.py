"""What bodies bring to the desk, the letter and the calendar of whoever speaks for those that sit in them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tenir.core.people.models import LetterChoice, Organisation, User
from tenir.core.places.models import Place
from tenir.core.rights import Role
from tenir.modules.governance import actions
from tenir.modules.governance.actions import MinutesContent
from tenir.modules.governance.enums import DecisionState, SeatRole
from tenir.modules.governance.models import Body, Meeting
from tenir.modules.governance.tests.builders import ME, a_body, a_decision, a_meeting
from tenir.modules.governance.waiting import dates, letters
from tests.builders import a_member, a_place, an_organisation, france
from tests.desks import lists, queries

pytestmark = pytest.mark.django_db
TITLE = "Comité inventé"


def town() -> Place:
    return a_place(inside=france())


def seated(body: Body, role: str = Role.PARTNER, **fields: Any) -> User:
    """Somebody who acts for an organisation that sits in the body."""
    user = a_member(role, body.place, organisation=fields.pop("organisation", None))
    since = fields.pop("since", date(2020, 1, 1))
    actions.give_seat(by=ME, body=body, organisation=_of(user), role=SeatRole.MEMBER, since=since)
    return user


def _of(user: User) -> Organisation:
    return Organisation.objects.get(memberships__user=user)


def days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def test_meetings_of_the_next_thirty_days_wait_for_those_who_sit() -> None:
    body = a_body(town())
    near, far = a_meeting(body, days=10), a_meeting(body, days=50)
    user, other = seated(body), a_member(Role.PARTNER, body.place)
    todo = lists(user)[0]
    assert "Réunion : Comité inventé" in todo
    assert "à 14 h 00, Salle inventée" in todo
    assert near.get_absolute_url() in todo
    assert far.get_absolute_url() not in todo
    assert TITLE not in "".join(lists(other))


def test_a_seat_that_begins_after_the_meeting_tells_nothing_of_it() -> None:
    body = a_body(town())
    a_meeting(body, days=10)
    assert TITLE not in lists(seated(body, since=days(11)))[0]
    assert TITLE in lists(seated(body, since=days(10)))[0]


def test_whoever_keeps_a_body_reads_what_past_meetings_still_ask() -> None:
    body = a_body(town())
    held, written = a_meeting(body, days=-40), a_meeting(body, days=-30)
    a_meeting(body, days=-5, held=False)
    content = MinutesContent("Ce qui fut dit.", an_organisation())
    actions.write_minutes(by=ME, meeting=written, content=content, revision=None)
    lead = a_member(Role.PROJECT_LEAD, body.place)
    todo = lists(lead)[0]
    wanted = ("Écrire le compte rendu", "Approuver le compte rendu", "Dire si la réunion a eu lieu")
    assert [todo.count(f"{one} : {TITLE}") for one in wanted] == [1, 1, 1]
    assert todo.index(held.get_absolute_url()) < todo.index(written.get_absolute_url())
    actions.approve_minutes(by=ME, meeting=written, on=days(0))
    assert "Approuver" not in lists(lead)[0]
    for nobody in (seated(body), a_member(Role.PROJECT_LEAD, town())):
        assert "compte rendu" not in lists(nobody)[0]


def test_a_ministry_is_not_asked_for_the_minutes_of_every_town() -> None:
    body = a_body(town())
    a_meeting(body)
    ministry = a_member(Role.MINISTRY, france())
    assert TITLE not in lists(ministry)[0]
    actions.give_seat(by=ME, body=body, organisation=_of(ministry), role=SeatRole.CHAIR, since=date(2020, 1, 1))
    assert f"Écrire le compte rendu : {TITLE}" in lists(ministry)[0]


def test_decisions_wait_for_their_holder_and_late_ones_are_awaited_by_the_others() -> None:
    body = a_body(town())
    meeting, holder, neighbour = a_meeting(body, days=-60), seated(body), seated(body)
    late = a_decision(meeting, text="Ouvrir la salle", holder=_of(holder), due_on=days(-3))
    a_decision(meeting, text="Repeindre la salle", holder=_of(holder), due_on=days(90))
    a_decision(meeting, text="Nommer la salle", due_on=days(-1))
    todo, waiting, _ = lists(holder)
    assert "Ouvrir la salle" in todo
    assert "En retard" in todo
    assert "Repeindre" not in todo + waiting
    assert ("Ouvrir la salle" in waiting, "sans porteur" in waiting) == (False, True)
    todo, waiting, _ = lists(neighbour)
    assert ("Ouvrir la salle" in todo, "Ouvrir la salle" in waiting) == (False, True)
    actions.follow_decision(by=ME, decision=late, words="Ouverte.", state=DecisionState.DONE, said_on=days(0))
    assert "Ouvrir la salle" not in lists(holder)[0] + lists(neighbour)[1]


def test_what_others_did_is_told_and_one_s_own_doing_is_not() -> None:
    body = a_body(town())
    meeting = a_meeting(body, days=-60)
    lead, member, stranger = (
        seated(body, Role.PROJECT_LEAD),
        seated(body),
        a_member(Role.PARTNER, body.place),
    )
    content = actions.DecisionContent(text="Publier la liste")
    decision = actions.take_decision(by=lead, meeting=meeting, content=content)
    coming = a_meeting(body, days=20)
    changed = lists(member)[2]
    assert "nouvelle décision" in changed
    assert "réunion planifiée" in changed
    assert coming.get_absolute_url() in changed
    assert meeting.get_absolute_url() not in changed
    assert decision.get_absolute_url() not in lists(lead)[2]
    assert TITLE not in lists(stranger)[2]
    actions.follow_decision(by=lead, decision=decision, words="Fait.", state=DecisionState.DONE, said_on=days(0))
    changed = lists(member)[2]
    assert (changed.count("Publier la liste"), "faite" in changed) == (1, True)


def test_ended_roles_and_closed_seats_see_nothing() -> None:
    body = a_body(town())
    a_meeting(body, days=10)
    user = seated(body)
    a_decision(a_meeting(body, days=-60), holder=_of(user), due_on=days(3))
    assert TITLE in lists(user)[0]
    user.memberships.update(until=days(-1))
    assert TITLE not in "".join(lists(user))
    assert letters.sections(user) == []
    assert dates.dated(user) == []


def test_letter_tells_meetings_as_no_duty_and_decisions_as_one() -> None:
    body = a_body(town())
    user = seated(body)
    a_meeting(body, days=10)
    a_decision(a_meeting(body, days=-60), text="Ouvrir la salle", holder=_of(user), due_on=days(-3))
    decisions, meetings = letters.sections(user)
    assert (decisions.title, decisions.is_duty) == ("1 décision attend votre organisation", True)
    assert decisions.lines[0].words.startswith("Ouvrir la salle (à faire avant le ")
    assert (meetings.title, meetings.is_duty) == ("1 réunion dans les trente jours", False)
    assert meetings.lines[0].words.startswith("Comité inventé, le ")
    from tenir.core.people import digests

    quiet = digests.sections_for(user, LetterChoice(user=user, wants_changes=False))
    assert [one.title for one in quiet] == ["1 décision attend votre organisation"]


def test_calendar_has_hours_and_place_and_keeps_what_was_cancelled() -> None:
    body = a_body(town())
    user = seated(body)
    meeting = a_meeting(body, days=10)
    off = actions.cancel_meeting(by=ME, meeting=a_meeting(body, days=12), reason="Salle fermée.")
    decision = a_decision(a_meeting(body, days=-60), text="Ouvrir", holder=_of(user), due_on=days(3))
    _, first, second, due = dates.dated(user)
    assert (first.key, first.start, first.where) == (f"reunion-{meeting.pk}", meeting.starts_at, "Salle inventée")
    assert (second.key, second.is_cancelled, second.words) == (f"reunion-{off.pk}", True, "Salle fermée.")
    assert (due.key, due.start, due.title) == (f"decision-{decision.pk}", days(3), "Décision à tenir\u202f: Ouvrir")
    assert dates.dated(a_member(Role.PARTNER, body.place)) == []


def test_calendar_forgets_after_half_a_year() -> None:
    body = a_body(town())
    user = seated(body)
    a_meeting(body, days=-200)
    recent = a_meeting(body, days=-100)
    assert [one.key for one in dates.dated(user)] == [f"reunion-{recent.pk}"]


def test_the_desk_asks_as_often_whatever_bodies_do() -> None:
    place = town()
    user = seated(a_body(place), Role.PROJECT_LEAD)
    _much(a_body(place), user)
    few = queries(user)
    for _ in range(3):
        _much(a_body(place), user)
    assert queries(user) == few


def _much(body: Body, user: User) -> None:
    actions.give_seat(by=ME, body=body, organisation=_of(user), role=SeatRole.MEMBER, since=date(2020, 1, 1))
    meeting: Meeting = a_meeting(body, days=-60)
    for number in range(4):
        a_meeting(body, days=number + 1)
        a_decision(meeting, text=f"Faire {number}", holder=_of(user), due_on=days(-number))
        late = a_decision(meeting, text=f"Attendre {number}", due_on=days(-1 - number))
        actions.follow_decision(by=ME, decision=late, words="Bientôt.", state=DecisionState.TO_DO, said_on=days(0))
