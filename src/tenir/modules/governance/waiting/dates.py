"""What stands in a person's calendar of bodies and duties: meetings, days of decisions, days of duties."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tenir.core.people.calendars import Dated
from tenir.core.people.models import User
from tenir.modules.governance.duties import mine as duties
from tenir.modules.governance.enums import MeetingState
from tenir.modules.governance.models import Decision, DutyInstance, Meeting
from tenir.modules.governance.seats import held_by
from tenir.modules.governance.waiting import mine

# Calendar programs keep what they were told; what is older is on the pages of the bodies.
KEPT = timedelta(days=183)


def dated(user: User) -> list[Dated]:
    """Meetings where their organisations sit, cancelled ones too; what these must do; what their places owe."""
    held = held_by(user)
    own = mine.of(held)
    meetings = mine.meetings_between(own, timezone.now() - KEPT, None, planned=False)
    decisions = Decision.objects.open().filter(holder__in=own.organisations, due_on__isnull=False).in_full()
    owed = duties.owed_by(held).order_by("due_on", "pk")
    return [
        *(_meeting(one) for one in meetings),
        *(_decision(one) for one in decisions.order_by("due_on", "pk")),
        *(_duty(one) for one in owed),
    ]


def _meeting(one: Meeting) -> Dated:
    """Somebody whose calendar has it must see that it is off: it stays, cancelled, with the reason."""
    return Dated(
        f"reunion-{one.pk}",
        _marked(one.body.name, is_invented=one.is_invented),
        one.starts_at,
        one.get_absolute_url(),
        end=one.ends_at,
        where=one.where,
        words=one.cancelled_because,
        is_cancelled=one.state == MeetingState.CANCELLED,
    )


def _decision(one: Decision) -> Dated:
    title = _marked(f"Décision à tenir\u202f: {one.text}", is_invented=one.is_invented)
    key, url = f"decision-{one.pk}", one.get_absolute_url()
    if one.due_on is None:
        raise ValueError("a decision without a day stands in no calendar")
    return Dated(key, title, one.due_on, url, words=one.meeting.body.name)


def _duty(one: DutyInstance) -> Dated:
    title = _marked(f"À rendre\u202f: {one.duty.title}", is_invented=one.is_invented)
    return Dated(f"obligation-{one.pk}", title, one.due_on, one.get_absolute_url(), words=one.place.name)


def _marked(title: str, *, is_invented: bool) -> str:
    """A calendar shows titles alone: what is invented says so in them."""
    return f"{title} (inventé pour la démonstration)" if is_invented else title
