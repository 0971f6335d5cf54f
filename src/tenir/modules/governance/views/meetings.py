"""The page of a meeting: agenda, who came, decisions, minutes once approved."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from tenir.core import rights
from tenir.core.web import french
from tenir.core.web.pages import PUBLIC, page
from tenir.modules.commitments.enums import State
from tenir.modules.governance import permissions
from tenir.modules.governance.dossier.formats import FORMATS
from tenir.modules.governance.enums import MeetingState, Presence
from tenir.modules.governance.forms.meetings import ApprovalForm
from tenir.modules.governance.models import Meeting
from tenir.modules.governance.views.loading import meeting_of, of_body


@page(access=PUBLIC, cached=True)
def meeting(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """One meeting; a draft of its minutes is shown to those who keep them, and to nobody else."""
    found = meeting_of(slug, pk)
    may_meet = rights.may(request.user, permissions.MEET, on=found)
    items = found.items.select_related("commitment__framework", "decision__meeting__body").order_by("position", "pk")
    decisions = found.decisions.select_related("holder").order_by("position", "pk")
    context = {
        **about(found),
        "items": [(one, _about(one)) for one in items],
        "present": _present(found),
        "decisions": decisions,
        "today": timezone.localdate(),
        "shows_minutes": found.minutes and (found.is_approved or may_meet),
        "may_meet": may_meet,
        "may_decide": rights.may(request.user, permissions.DECIDE, on=found),
        "has_begun": found.starts_at <= timezone.now(),
        "formats": FORMATS.items() if may_meet and found.state != MeetingState.CANCELLED else (),
        "approval": ApprovalForm(initial={"on": timezone.localdate()}) if may_meet else None,
    }
    return render(request, "governance/meeting.html", context)


def about(found: Meeting, *further: tuple[str, str]) -> dict[str, Any]:
    """What every screen of a meeting tells of it."""
    title = f"Réunion du {french.date_longue(found.day)}"
    here = [(title, found.get_absolute_url()), *further] if further else [(title, "")]
    return {
        "meeting": found,
        "body": found.body,
        "title": further[-1][0] if further else title,
        "kicker": f"{found.body.name}, {title[:1].lower()}{title[1:]}" if further else found.body.name,
        "trail": of_body(found.body, *here),
        "hours": hours(found),
    }


def hours(found: Meeting) -> str:
    """« 12 mars 2026 à 14 h 00, jusqu'à 16 h 00 »."""
    told = french.date_heure(timezone.localtime(found.starts_at))
    if found.ends_at is None:
        return told
    end = timezone.localtime(found.ends_at)
    words = french.date_heure(end)
    if end.date() == found.day:
        words = words.rpartition(" à ")[2]
        return f"{told}, jusqu'à {words}"
    return f"{told}, jusqu'au {words}"


def _about(item: Any) -> str:
    """Where a point leads; nothing of a text that is not public."""
    if item.commitment and item.commitment.framework.state == State.PUBLIC:
        return str(item.commitment.get_absolute_url())
    return str(item.decision.get_absolute_url()) if item.decision else ""


def _present(found: Meeting) -> list[tuple[str, list[str]]]:
    """Organisations by presence, in words."""
    if found.state != MeetingState.HELD:
        return []
    rows = list(found.attendances.order_by("organisation__name", "pk").values_list("presence", "organisation__name"))
    groups = [(one.label, [name for presence, name in rows if presence == one]) for one in Presence]
    return [(label, names) for label, names in groups if names]
