"""Meetings: planned, held or cancelled; who came; minutes written, then approved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from tenir.core.actions import Actor, action
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.people.checks import save_checked
from tenir.core.people.models import Organisation
from tenir.core.web import french
from tenir.modules.commitments.editing.conflicts import require_same
from tenir.modules.governance import letters, permissions
from tenir.modules.governance.enums import MeetingState, Presence
from tenir.modules.governance.locks import locked, locked_body, must_be_held, not_cancelled
from tenir.modules.governance.models import Attendance, Body, Meeting


@dataclass(frozen=True)
class When:
    """When and where a meeting takes place; `starts_at` and `ends_at` know their time zone."""

    starts_at: datetime
    ends_at: datetime | None = None
    where: str = ""


@dataclass(frozen=True)
class MinutesContent:
    """What is written of a meeting, and the organisation that kept the pen."""

    minutes: str
    minutes_by: Organisation | None = None


@action
def plan_meeting(*, by: Actor, body: Body, when: When, is_invented: bool = False) -> Meeting:
    """A meeting to come, or one of the past to write up; those who speak for its members are told of one to come.

    Raises `BadInput` for a pattern or an ended body, on hours out of order, on a meeting that is already planned.
    """
    row = locked_body(by, body, permissions.MEET)
    _may_meet(row, when)
    meeting = Meeting(body=row, is_invented=is_invented, **vars(when))
    save_checked(meeting)
    chain.record(chain.created("governance.plan_meeting", meeting), by=by)
    letters.planned(meeting)
    return meeting


@action
def move_meeting(*, by: Actor, meeting: Meeting, when: When) -> Meeting:
    """Another day, hour or room, as long as it was not held."""
    row = locked(by, meeting)
    _still_planned(row)
    before = snapshot(row)
    row.starts_at, row.ends_at, row.where = when.starts_at, when.ends_at, when.where
    if snapshot(row) == before:
        chain.nothing_to_record()
        return row
    _may_meet(row.body, when, other_than=row)
    save_checked(row)
    chain.record(chain.changed("governance.move_meeting", row, before=before), by=by)
    letters.planned(row)
    return row


@action
def hold_meeting(*, by: Actor, meeting: Meeting) -> Meeting:
    """It took place. Raises `BadInput` before its hour, and on a cancelled one. Repeating it changes nothing."""
    row = locked(by, meeting)
    not_cancelled(row)
    if row.state == MeetingState.HELD:
        chain.nothing_to_record()
        return row
    if row.starts_at > timezone.now():
        raise BadInput("cette réunion n'a pas encore commencé.", remedy="Attendez son heure, ou corrigez sa date.")
    before = snapshot(row)
    row.state = MeetingState.HELD
    save_checked(row)
    chain.record(chain.changed("governance.hold_meeting", row, before=before), by=by)
    return row


@action
def cancel_meeting(*, by: Actor, meeting: Meeting, reason: str) -> Meeting:
    """It will not take place, and why; those who were told of it are told."""
    row = locked(by, meeting)
    _still_planned(row)
    if not reason.strip():
        raise BadInput("le motif manque.", where="motif", remedy="Dites pourquoi la réunion n'a pas lieu.")
    before = snapshot(row)
    row.state, row.cancelled_because = MeetingState.CANCELLED, reason.strip()
    save_checked(row)
    chain.record(chain.changed("governance.cancel_meeting", row, before=before), by=by)
    letters.cancelled(row)
    return row


@action
def record_attendance(
    *, by: Actor, meeting: Meeting, wanted: Mapping[Organisation, str], seen: Mapping[Organisation, str]
) -> int:
    """Who came, organisation by organisation; an empty presence takes the note away. How many changed.

    `seen` is what the writer had before their eyes. Raises `BadInput`, and writes nothing, when somebody else noted
    something different meanwhile for an organisation that is changed here.
    """
    row = locked(by, meeting)
    not_cancelled(row)
    stored = {one.organisation: one for one in row.attendances.select_related("organisation")}
    events = []
    for organisation, presence in wanted.items():
        before = stored[organisation].presence if organisation in stored else ""
        if presence in (seen.get(organisation, ""), before):
            continue
        if before != seen.get(organisation, ""):
            raise BadInput(_crossed(organisation, presence, before), remedy="Relisez, puis enregistrez de nouveau.")
        events.append(_attended(row, organisation, presence, stored.get(organisation)))
    if events:
        chain.record_all(events, by=by)
    else:
        chain.nothing_to_record()
    return len(events)


@action
def write_minutes(*, by: Actor, meeting: Meeting, content: MinutesContent, revision: int | None) -> Meeting:
    """The minutes of a meeting that was held; raises `Conflict` when somebody stored others since `revision`.

    Approved minutes are corrected no more: everybody has read them.
    """
    row = locked(by, meeting)
    must_be_held(row)
    require_same(row, revision)
    if row.is_approved:
        raise BadInput("ce compte rendu est approuvé et public.", remedy="Corrigez-le au compte rendu suivant.")
    before = {**snapshot(row), "minutes": _length(row.minutes)}
    was = (row.minutes, row.minutes_by)
    row.minutes, row.minutes_by = content.minutes.strip(), content.minutes_by
    if was == (row.minutes, row.minutes_by):
        chain.nothing_to_record()
        return row
    row.revision += 1
    save_checked(row)
    after = {**snapshot(row), "minutes": _length(row.minutes)}
    chain.record(chain.Event("governance.record_minutes", on=row, before=before, after=after), by=by)
    return row


@action
def approve_minutes(*, by: Actor, meeting: Meeting, on: date, revision: int | None = None) -> Meeting:
    """From now on everybody reads the minutes; raises `Conflict` when they are no longer those that were read."""
    row = locked(by, meeting)
    must_be_held(row)
    if row.is_approved:
        chain.nothing_to_record()
        return row
    require_same(row, revision)
    if not row.minutes:
        raise BadInput("aucun compte rendu n'est écrit.", remedy="Écrivez-le d'abord.")
    if not row.day <= on <= timezone.localdate():
        raise BadInput(
            f"un compte rendu ne s'approuve pas le {french.date_longue(on)}.",
            where="approuvé le",
            remedy="Donnez un jour entre celui de la réunion et aujourd'hui.",
        )
    before = snapshot(row)
    row.minutes_approved_on = on
    save_checked(row)
    chain.record(chain.changed("governance.approve_minutes", row, before=before), by=by)
    return row


def _may_meet(body: Body, when: When, other_than: Meeting | None = None) -> None:
    if body.is_pattern:
        raise BadInput("ceci est un modèle\u202f: il ne se réunit pas.", remedy="Ouvrez d'abord l'instance d'un lieu.")
    if body.ended_on and timezone.localtime(when.starts_at).date() > body.ended_on:
        raise BadInput(f"l'instance a pris fin le {french.date_longue(body.ended_on)}.", where="date")
    same = Meeting.objects.filter(body=body, starts_at=when.starts_at).exclude(state=MeetingState.CANCELLED)
    if any(one != other_than for one in same):
        raise BadInput("une réunion de cette instance est déjà prévue à cette heure.", where="date")


def _length(minutes: str) -> str:
    """All that the journal keeps of minutes, in which people may be named: erasing them must erase them."""
    return french.accord(len(minutes), "signe")


def _still_planned(meeting: Meeting) -> None:
    not_cancelled(meeting)
    if meeting.state == MeetingState.HELD:
        raise BadInput("cette réunion s'est tenue.", remedy="Ce qui s'y est passé s'écrit au compte rendu.")


def _attended(meeting: Meeting, organisation: Organisation, presence: str, known: Attendance | None) -> chain.Event:
    if known and not presence:
        event = chain.Event("governance.remove_attendance", on=known, before=snapshot(known))
        # Deleted through the table: the event still names the row.
        Attendance.objects.filter(pk=known.pk).delete()
        return event
    before = snapshot(known) if known else None
    row = known or Attendance(meeting=meeting, organisation=organisation)
    row.presence = presence
    save_checked(row)
    if before is None:
        return chain.created("governance.record_attendance", row)
    return chain.changed("governance.record_attendance", row, before=before)


def _crossed(organisation: Organisation, mine: str, stored: str) -> str:
    def told(presence: str) -> str:
        return f"«\u202f{Presence(presence).label.lower()}\u202f»" if presence else "«\u202fnon notée\u202f»"

    return (
        f"quelqu'un d'autre a noté {organisation.name} {told(stored)} pendant que vous notiez {told(mine)}\u202f: "
        "rien n'a été enregistré."
    )
