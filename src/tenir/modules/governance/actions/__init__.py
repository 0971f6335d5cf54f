"""Every write on bodies, meetings and decisions, by noun."""

from __future__ import annotations

from tenir.modules.governance.actions.agenda import Point, add_points, move_point, remove_point
from tenir.modules.governance.actions.bodies import BodyContent, amend_body, create_body, end_seat, give_seat
from tenir.modules.governance.actions.decisions import (
    DecisionContent,
    NewPromise,
    Overtaken,
    Tie,
    amend_decision,
    answer_recommendation,
    follow_decision,
    take_decision,
)
from tenir.modules.governance.actions.meetings import (
    MinutesContent,
    When,
    approve_minutes,
    cancel_meeting,
    hold_meeting,
    move_meeting,
    plan_meeting,
    record_attendance,
    write_minutes,
)

__all__ = [
    "BodyContent",
    "DecisionContent",
    "MinutesContent",
    "NewPromise",
    "Overtaken",
    "Point",
    "Tie",
    "When",
    "add_points",
    "amend_body",
    "amend_decision",
    "answer_recommendation",
    "approve_minutes",
    "cancel_meeting",
    "create_body",
    "end_seat",
    "follow_decision",
    "give_seat",
    "hold_meeting",
    "move_meeting",
    "move_point",
    "plan_meeting",
    "record_attendance",
    "remove_point",
    "take_decision",
    "write_minutes",
]
