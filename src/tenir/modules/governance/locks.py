"""The first lines of every write on a meeting: right, then its row alone."""

from __future__ import annotations

from tenir.core import rights
from tenir.core.actions import Actor
from tenir.core.errors import BadInput
from tenir.modules.governance import permissions
from tenir.modules.governance.enums import MeetingState
from tenir.modules.governance.models import Body, Meeting


def locked_body(by: Actor, body: Body, permission: str) -> Body:
    """The body as it is now, its row locked: its meetings and seats are added one after the other."""
    rights.require(by, permission, on=body)
    return Body.objects.select_for_update(of=("self",)).select_related("place").get(pk=body.pk)


def locked(by: Actor, meeting: Meeting, permission: str = permissions.MEET) -> Meeting:
    """The meeting as it is now, its row locked to the end of the transaction; one that `by` may write."""
    rights.require(by, permission, on=meeting)
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("body__place")
    return rows.get(pk=meeting.pk)


def not_cancelled(meeting: Meeting) -> None:
    """Raise `BadInput` on a meeting that will not take place."""
    if meeting.state == MeetingState.CANCELLED:
        raise BadInput("cette réunion est annulée.", remedy="Planifiez-en une autre.")


def must_be_held(meeting: Meeting) -> None:
    """Raise `BadInput` unless the meeting took place."""
    if meeting.state != MeetingState.HELD:
        raise BadInput("cette réunion n'a pas encore eu lieu.", remedy="Dites d'abord qu'elle s'est tenue.")
