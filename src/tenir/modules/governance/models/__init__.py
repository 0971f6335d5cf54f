"""Tables of this module, by noun: bodies and seats, meetings, decisions, duties."""

from __future__ import annotations

from tenir.modules.governance.models.bodies import Body, Seat
from tenir.modules.governance.models.decisions import Answer, Decision, DecisionTie, FollowUp
from tenir.modules.governance.models.duties import Duty, DutyInstance, DutyStart
from tenir.modules.governance.models.meetings import AgendaItem, Attendance, Meeting

__all__ = [
    "AgendaItem",
    "Answer",
    "Attendance",
    "Body",
    "Decision",
    "DecisionTie",
    "Duty",
    "DutyInstance",
    "DutyStart",
    "FollowUp",
    "Meeting",
    "Seat",
]
