"""What bodies have for somebody's desk (`core/people/desk.py`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from tenir.core.journal.models import Entry, Outcome
from tenir.core.people import desk
from tenir.core.people.desk import DeskLine, DeskList, DeskShare
from tenir.core.people.lately import since_last_visit
from tenir.core.people.models import User
from tenir.core.web import french
from tenir.modules.governance.enums import DecisionKind, DecisionState, MeetingState
from tenir.modules.governance.models import Decision, FollowUp, Meeting
from tenir.modules.governance.seats import held_by
from tenir.modules.governance.waiting import mine
from tenir.modules.governance.waiting.mine import Mine

_DECIDED, _FOLLOWED = "governance.record_decision", "governance.record_follow_up"
# What is told of a meeting by each verb.
_MEETINGS = {
    "governance.plan_meeting": "réunion planifiée",
    "governance.move_meeting": "réunion déplacée",
    "governance.cancel_meeting": "réunion annulée",
    "governance.approve_minutes": "compte rendu approuvé",
}
_NEW = {DecisionKind.OPINION: "nouvel avis"}
# « Décision faite », « avis abandonné ».
_CLOSED = {DecisionState.DONE: ("faite", "fait"), DecisionState.DROPPED: ("abandonnée", "abandonné")}
_PAST = ("governance.approve_minutes",)
MOST_CHANGES = 500


def share(request: HttpRequest, user: User) -> dict[str, Any] | None:
    """Meetings, minutes, decisions; fifteen queries at most, whatever there is. None for whoever has no role."""
    held = held_by(user)
    own = mine.of(held)
    if not own.organisations:
        return None
    run = set(mine.run_by(held, own).values_list("pk", flat=True))
    bodies = run | own.seated
    return {
        "share": DeskShare(
            todo=_todo(own, run),
            waiting=desk.cut(mine.late_of_others(own, bodies), _late_of_another),
            changed=_changed(user, own, bodies, since_last_visit(request, user)),
        )
    }


def _todo(own: Mine, run: set[int]) -> DeskList:
    lists = (
        desk.listed(_to_come(one) for one in mine.to_come(own)),
        desk.cut(mine.to_keep(run), _to_keep),
        desk.cut(mine.decisions_held(own), _held),
    )
    return DeskList(tuple(line for one in lists for line in one.lines), sum(one.more for one in lists))


def _to_come(meeting: Meeting) -> DeskLine:
    moment = timezone.localtime(meeting.starts_at)
    said = f"à {moment.hour}\u202fh\u202f{moment.minute:02d}" + (f", {meeting.where}" if meeting.where else "")
    return _of_meeting(meeting, f"Réunion\u202f: {meeting.body.name}", said)


def _to_keep(meeting: Meeting) -> DeskLine:
    """The three things that a meeting that is past may still ask for."""
    if meeting.state == MeetingState.PLANNED:
        return _of_meeting(meeting, f"Dire si la réunion a eu lieu\u202f: {meeting.body.name}", "prévue ce jour-là")
    verb = "Approuver" if meeting.minutes else "Écrire"
    return _of_meeting(meeting, f"{verb} le compte rendu\u202f: {meeting.body.name}", "réunion tenue ce jour-là")


def _of_meeting(meeting: Meeting, title: str, said: str) -> DeskLine:
    return DeskLine(title, meeting.get_absolute_url(), meeting.day, said, is_invented=meeting.is_invented)


def _held(one: Decision) -> DeskLine:
    said = f"{one.get_kind_display().lower()} du {french.date_longue(one.meeting.day)}, {one.meeting.body.name}"
    return _of_decision(one, one.due_on, said)


def _late_of_another(one: Decision) -> DeskLine:
    holder = f"à faire par {one.holder}" if one.holder else "sans porteur"
    return _of_decision(one, one.due_on, f"{holder}, {one.meeting.body.name}")


def _of_decision(one: Decision, on: date | None, said: str) -> DeskLine:
    is_late = one.is_late(timezone.localdate())
    return DeskLine(one.text, one.get_absolute_url(), on, said, is_late, one.is_invented)


def _changed(user: User, own: Mine, bodies: set[int], since: datetime) -> DeskList:
    """What others did in these bodies; of each thing the latest; four queries."""
    verbs = (_DECIDED, _FOLLOWED, *_MEETINGS)
    events = Entry.objects.filter(verb__in=verbs, outcome=Outcome.DONE, at__gte=since).exclude(actor=user.identifier)
    newest = list(events.order_by("-sequence")[:MOST_CHANGES])
    lines = [*_decided(newest, own, bodies), *_followed(newest, own, bodies), *_met(newest, bodies)]
    latest: dict[str, DeskLine] = {}
    for line in sorted(lines, key=lambda one: str(one.on)):
        latest[line.url] = line
    return desk.listed(sorted(latest.values(), key=lambda one: str(one.on), reverse=True))


def _decided(events: Iterable[Entry], own: Mine, bodies: set[int]) -> list[DeskLine]:
    days = _days(events, (_DECIDED,))
    theirs = Q(meeting__body__in=bodies) | Q(holder__in=own.organisations)
    rows = Decision.objects.filter(theirs, pk__in=list(days)).in_full()
    return [replace(_of_decision(one, days[one.pk], _taken(one)), is_late=False) for one in rows]


def _taken(one: Decision) -> str:
    new = _NEW.get(DecisionKind(one.kind), f"nouvelle {one.get_kind_display().lower()}")
    told = f"{new}, {one.meeting.body.name}"
    return f"{told}, à faire par {one.holder}" if one.holder else told


def _followed(events: Iterable[Entry], own: Mine, bodies: set[int]) -> list[DeskLine]:
    days = _days(events, (_FOLLOWED,))
    theirs = Q(decision__meeting__body__in=bodies) | Q(decision__holder__in=own.organisations)
    rows = FollowUp.objects.filter(theirs, pk__in=list(days)).select_related("decision__meeting__body", "organisation")
    return [
        DeskLine(
            *(one.decision.text, one.decision.get_absolute_url(), days[one.pk], _what(one)),
            is_invented=one.is_invented,
        )
        for one in rows.order_by("pk")
    ]


def _what(one: FollowUp) -> str:
    told = "suite donnée"
    if one.state in _CLOSED:
        told = _CLOSED[DecisionState(one.state)][one.decision.kind == DecisionKind.OPINION]
    by = f", par {one.organisation}" if one.organisation else ""
    return f"{told}{by}, {one.decision.meeting.body.name}"


def _met(events: Iterable[Entry], bodies: set[int]) -> list[DeskLine]:
    days = _days(events, tuple(_MEETINGS))
    verbs = {int(one.object_id): one.verb for one in reversed(list(events)) if one.verb in _MEETINGS}
    past = [key for key, verb in verbs.items() if verb in _PAST]
    # That a meeting of last month was planned is no news any more.
    worth = Q(pk__in=past) | Q(pk__in=list(days), starts_at__gte=timezone.now())
    rows = Meeting.objects.filter(worth, body__in=bodies).select_related("body")
    return [
        replace(_of_meeting(one, one.body.name, _of_day(one, verbs[one.pk])), on=days[one.pk])
        for one in rows.order_by("pk")
    ]


def _of_day(one: Meeting, verb: str) -> str:
    return f"{_MEETINGS[verb]}, réunion du {french.date_longue(one.day)}"


def _days(events: Iterable[Entry], verbs: tuple[str, ...]) -> dict[int, date]:
    """The day of the latest event of each object; events come latest first."""
    ours = [one for one in events if one.verb in verbs]
    return {int(one.object_id): timezone.localtime(one.at).date() for one in reversed(ours)}
