"""Letters to those who speak for the members of a body: a meeting is planned, moved or cancelled. Part of actions."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from tenir.core.people import outbox
from tenir.core.people.models import User
from tenir.core.web import french
from tenir.modules.governance.models import Meeting


def planned(meeting: Meeting) -> None:
    """A meeting to come, once for each day and hour that it is given."""
    if meeting.starts_at <= timezone.now():
        return
    place = f"\nEndroit\u202f: {meeting.where}." if meeting.where else ""
    words = f"{_head(meeting)} se réunit le {when(meeting)}.{place}\n\nOrdre du jour\u202f: {_address(meeting)}\n"
    _send(meeting, f"planned:{meeting.starts_at.isoformat()}", "Réunion", words)


def cancelled(meeting: Meeting) -> None:
    """A meeting that will not take place, and why."""
    if meeting.starts_at <= timezone.now():
        return
    words = (
        f"La réunion de {_head(meeting)} prévue le {when(meeting)} n'aura pas lieu.\n"
        f"Motif\u202f: {meeting.cancelled_because}\n\n{_address(meeting)}\n"
    )
    _send(meeting, "cancelled", "Réunion annulée", words)


def _send(meeting: Meeting, what: str, subject: str, words: str) -> None:
    day = timezone.localdate(meeting.starts_at)
    seats = meeting.body.seats.in_force(on=day).filter(representative__isnull=False)
    for user in User.objects.filter(pk__in=seats.values("representative")).order_by("pk"):
        key = f"governance:meeting:{meeting.pk}:{what}:{user.pk}"
        outbox.queue(user=user, key=key, subject=f"{subject}\u202f: {_head(meeting)}", words=words)


def _head(meeting: Meeting) -> str:
    return meeting.body.name


def when(meeting: Meeting) -> str:
    """« 15 mars 2019 à 9 h 05 », in Paris."""
    return french.date_heure(timezone.localtime(meeting.starts_at))


def _address(meeting: Meeting) -> str:
    return f"{settings.SITE_ADDRESS}{meeting.get_absolute_url()}"
