"""Planning a meeting, holding it, its agenda, who came, its minutes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.people.models import Letter
from tenir.core.places.models import PlaceKind
from tenir.core.rights import Role
from tenir.modules.commitments.editing.conflicts import Conflict
from tenir.modules.governance import actions
from tenir.modules.governance.actions import MinutesContent, Point, When
from tenir.modules.governance.enums import MeetingState, SeatRole
from tenir.modules.governance.models import Meeting
from tenir.modules.governance.tests.builders import ME, a_body, a_meeting, in_days
from tests.builders import a_member, a_place, an_organisation, france

pytestmark = pytest.mark.django_db


def test_meeting_is_planned_once_at_an_hour() -> None:
    body = a_body()
    meeting = a_meeting(body, days=5)
    assert Entry.objects.about(meeting).get().verb == "governance.plan_meeting"
    with pytest.raises(BadInput, match="déjà prévue à cette heure"):
        a_meeting(body, days=5)
    assert body.meetings.count() == 1


def test_end_comes_after_the_beginning() -> None:
    with pytest.raises(BadInput, match="ne peut pas finir"):
        actions.plan_meeting(by=ME, body=a_body(), when=When(in_days(3), in_days(2)))


def test_pattern_and_ended_body_do_not_meet() -> None:
    with pytest.raises(BadInput, match="modèle"):
        a_meeting(a_body(is_pattern=True))
    with pytest.raises(BadInput, match="a pris fin"):
        a_meeting(a_body(ended_on=date(2020, 1, 1)))


def test_who_speaks_for_a_member_is_told_once_of_a_meeting_and_of_its_end() -> None:
    body, city = a_body(), an_organisation()
    person = a_member(Role.PARTNER, france(), organisation=city)
    for role in (SeatRole.CHAIR, SeatRole.MEMBER):
        actions.give_seat(by=ME, body=body, organisation=city, role=role, since=date(2024, 1, 1), representative=person)
    meeting = a_meeting(body, days=5)
    a_meeting(body, days=-5)
    actions.cancel_meeting(by=ME, meeting=meeting, reason="Salle fermée")
    letters = list(Letter.objects.order_by("pk"))
    assert [one.subject for one in letters] == [
        "Réunion\u202f: Comité inventé",
        "Réunion annulée\u202f: Comité inventé",
    ]
    assert "Salle fermée" in letters[1].words


def test_meeting_is_not_held_before_its_hour_nor_once_cancelled() -> None:
    coming, dropped = a_meeting(days=5), a_meeting(days=-5, held=False)
    with pytest.raises(BadInput, match="pas encore commencé"):
        actions.hold_meeting(by=ME, meeting=coming)
    with pytest.raises(BadInput, match="le motif manque"):
        actions.cancel_meeting(by=ME, meeting=dropped, reason="  ")
    actions.cancel_meeting(by=ME, meeting=dropped, reason="Grève")
    with pytest.raises(BadInput, match="annulée"):
        actions.hold_meeting(by=ME, meeting=dropped)


def test_meeting_that_was_held_is_neither_moved_nor_cancelled() -> None:
    meeting = a_meeting()
    with pytest.raises(BadInput, match="s'est tenue"):
        actions.move_meeting(by=ME, meeting=meeting, when=When(in_days(4)))
    with pytest.raises(BadInput, match="s'est tenue"):
        actions.cancel_meeting(by=ME, meeting=meeting, reason="Grève")
    assert Meeting.objects.get().state == MeetingState.HELD


def test_points_stand_in_order_and_once() -> None:
    meeting = a_meeting(days=3)
    actions.add_points(by=ME, meeting=meeting, points=[Point("Un"), Point("Deux"), Point("Trois")])
    actions.add_points(by=ME, meeting=meeting, points=[Point("deux")])
    items = {one.title: one for one in meeting.items.all()}
    actions.move_point(by=ME, item=items["Trois"], up=True)
    actions.move_point(by=ME, item=items["Un"], up=True)
    actions.remove_point(by=ME, item=items["Deux"])
    assert list(meeting.items.order_by("position").values_list("title", flat=True)) == ["Un", "Trois"]


def test_attendance_keeps_what_somebody_else_noted_meanwhile() -> None:
    meeting, city, caf = a_meeting(), an_organisation(), an_organisation()
    actions.record_attendance(by=ME, meeting=meeting, wanted={city: "present"}, seen={})
    # Opened before: another organisation is noted without touching the first.
    actions.record_attendance(by=ME, meeting=meeting, wanted={city: "", caf: "excuse"}, seen={})
    assert dict(meeting.attendances.values_list("organisation", "presence")) == {city.pk: "present", caf.pk: "excuse"}
    with pytest.raises(BadInput, match="quelqu'un d'autre a noté"):
        actions.record_attendance(by=ME, meeting=meeting, wanted={city: "absent", caf: ""}, seen={caf: "excuse"})
    assert meeting.attendances.count() == 2


def test_second_minutes_are_refused_and_the_journal_keeps_their_length_alone() -> None:
    meeting = a_meeting()
    actions.write_minutes(by=ME, meeting=meeting, content=MinutesContent("Dit par une personne"), revision=1)
    with pytest.raises(Conflict) as refused:
        actions.write_minutes(by=ME, meeting=meeting, content=MinutesContent("Autre version"), revision=1)
    assert refused.value.row.minutes == "Dit par une personne"
    told = [event.after["minutes"] for event in Entry.objects.about(meeting) if "minutes" in (event.after or {})]
    assert told == ["20 signes"]
    assert not any("personne" in str(event.after) for event in Entry.objects.about(meeting))


def test_minutes_are_approved_once_written_and_change_no_more() -> None:
    meeting, today = a_meeting(), timezone.localdate()
    with pytest.raises(BadInput, match="aucun compte rendu"):
        actions.approve_minutes(by=ME, meeting=meeting, on=today)
    actions.write_minutes(by=ME, meeting=meeting, content=MinutesContent("Tout est dit"), revision=1)
    for day in (today + timedelta(days=1), today - timedelta(days=30)):
        with pytest.raises(BadInput, match="ne s'approuve pas"):
            actions.approve_minutes(by=ME, meeting=meeting, on=day)
    # Read before they were written.
    with pytest.raises(Conflict):
        actions.approve_minutes(by=ME, meeting=meeting, on=today, revision=1)
    assert actions.approve_minutes(by=ME, meeting=meeting, on=today, revision=2).is_approved
    with pytest.raises(BadInput, match="approuvé et public"):
        actions.write_minutes(by=ME, meeting=meeting, content=MinutesContent("Autre chose"), revision=2)


def test_nobody_writes_a_meeting_of_somebody_elses_territory() -> None:
    here = a_place(kind=PlaceKind.DEPARTEMENT, inside=france())
    meeting = a_meeting(a_body(here))
    for by in (a_member(Role.PARTNER, here), a_member(Role.DELEGATE, a_place(kind=PlaceKind.DEPARTEMENT))):
        with pytest.raises(rights.Refused):
            actions.write_minutes(by=by, meeting=meeting, content=MinutesContent("Rien"), revision=1)
    delegate = a_member(Role.DELEGATE, here)
    assert actions.write_minutes(by=delegate, meeting=meeting, content=MinutesContent("Dit"), revision=1).minutes
