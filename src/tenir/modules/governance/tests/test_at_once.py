"""Two people at the same moment: real threads, on both databases."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from tenir.modules.governance import actions
from tenir.modules.governance.actions import DecisionContent, MinutesContent, When
from tenir.modules.governance.enums import DecisionState
from tenir.modules.governance.tests.builders import ME, a_body, a_decision, a_meeting, in_days
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_minutes_one_is_kept_and_the_other_told() -> None:
    meeting = a_meeting()

    def write(text: str) -> Callable[[], object]:
        return lambda: actions.write_minutes(by=ME, meeting=meeting, content=MinutesContent(text), revision=1)

    assert at_once(write("Alice"), write("Bob")) == ["Conflict", "done"]
    meeting.refresh_from_db()
    assert (meeting.minutes in ("Alice", "Bob"), meeting.revision) == (True, 2)


def test_one_hour_takes_one_meeting() -> None:
    body, when = a_body(), When(in_days(5))

    def plan() -> object:
        return actions.plan_meeting(by=ME, body=body, when=when)

    assert at_once(plan, plan, plan) == ["BadInput", "BadInput", "done"]
    assert body.meetings.count() == 1


def test_decisions_of_one_meeting_get_ranks_of_their_own() -> None:
    meeting = a_meeting()

    def take() -> object:
        return actions.take_decision(by=ME, meeting=meeting, content=DecisionContent("Avancer"))

    assert at_once(take, take, take) == ["done"] * 3
    assert sorted(meeting.decisions.values_list("position", flat=True)) == [1, 2, 3]


def test_decision_is_closed_once() -> None:
    decision = a_decision()

    def close(state: str) -> Callable[[], object]:
        return lambda: actions.follow_decision(by=ME, decision=decision, words="C'est dit.", state=state)

    assert at_once(close(DecisionState.DONE), close(DecisionState.DROPPED)) == ["BadInput", "done"]
    assert decision.follow_ups.count() == 1
    decision.refresh_from_db()
    assert decision.closed_on == timezone.localdate()
