"""What is somebody's in bodies: where their organisations sit, what they run, what their organisations must do.

All of it rests on roles and mandates in force: with the last of them, everything is nobody's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Q
from django.utils import timezone

from tenir.core import rights
from tenir.modules.governance.enums import MeetingState
from tenir.modules.governance.models import Body, Decision, Meeting, Seat
from tenir.modules.governance.models.bodies import BodyQuerySet
from tenir.modules.governance.models.decisions import DecisionQuerySet
from tenir.modules.governance.models.meetings import MeetingQuerySet
from tenir.modules.governance.permissions import MEET
from tenir.modules.governance.seats import Held

# How far ahead a meeting is told, and a date that a decision gives.
AHEAD = timedelta(days=30)


@dataclass(frozen=True)
class Mine:
    """The organisations of somebody, and the seats that these hold or will hold."""

    organisations: frozenset[int]
    seats: tuple[Seat, ...]

    @property
    def seated(self) -> set[int]:
        """The bodies in which one of them sits today."""
        today = timezone.localdate()
        return {one.body_id for one in self.seats if _holds(one, today)}


def of(held: Held) -> Mine:
    """One query."""
    found = held.organisations
    return Mine(found, tuple(Seat.objects.filter(organisation__in=found).order_by("pk")))


def meetings_between(mine: Mine, first: datetime, last: datetime | None, *, planned: bool) -> list[Meeting]:
    """Meetings of bodies where one of them sits on that very day, the next first; one query."""
    rows = Meeting.objects.filter(body__in={one.body_id for one in mine.seats}, starts_at__gte=first)
    rows = rows.filter(starts_at__lte=last) if last else rows
    rows = rows.filter(state=MeetingState.PLANNED) if planned else rows
    found = rows.select_related("body").order_by("starts_at", "pk")
    return [one for one in found if _sits(mine.seats, one)]


def to_come(mine: Mine) -> list[Meeting]:
    """Those of the next thirty days."""
    now = timezone.now()
    return meetings_between(mine, now, now + AHEAD, planned=True)


def run_by(held: Held, mine: Mine) -> BodyQuerySet:
    """The bodies whose life somebody keeps: their role reaches it, and it is theirs by its place or organisation.

    A ministry may keep every body of the country; only those where it sits wait for it.
    """
    roles = rights.roles(MEET)
    theirs = Q(pk__in=mine.seated) | Q(organisation__in=mine.organisations) | Q(place__in=held.places(roles))
    return Body.objects.filter(theirs, place__in=held.reached(roles))


def to_keep(bodies: Iterable[int]) -> MeetingQuerySet:
    """Meetings past: not yet said to be held, or held without approved minutes; the oldest first."""
    unsaid = Q(state=MeetingState.PLANNED, starts_at__lt=timezone.now())
    unapproved = Q(state=MeetingState.HELD, minutes_approved_on__isnull=True)
    rows = Meeting.objects.filter(unsaid | unapproved, body__in=bodies)
    return rows.select_related("body").order_by("starts_at", "pk")


def decisions_held(mine: Mine) -> DecisionQuerySet:
    """What their organisations must do: late, due within thirty days, or without a date, which comes last."""
    until = timezone.localdate() + AHEAD
    rows = Decision.objects.open().filter(Q(due_on__lte=until) | Q(due_on=None), holder__in=mine.organisations)
    return rows.in_full().order_by(F("due_on").asc(nulls_last=True), "pk")


def late_of_others(mine: Mine, bodies: Iterable[int]) -> DecisionQuerySet:
    """Late decisions of these bodies that others hold, or nobody."""
    rows = Decision.objects.late(timezone.localdate()).filter(meeting__body__in=bodies)
    # `exclude` alone would leave out those that nobody holds.
    others = rows.filter(Q(holder=None) | ~Q(holder__in=mine.organisations))
    return others.in_full().order_by("due_on", "pk")


def _sits(seats: Iterable[Seat], meeting: Meeting) -> bool:
    return any(one.body_id == meeting.body_id and _holds(one, meeting.day) for one in seats)


def _holds(seat: Seat, day: date) -> bool:
    return seat.since <= day and (seat.until is None or day <= seat.until)
