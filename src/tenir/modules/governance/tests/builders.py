"""Invented bodies and meetings for tests."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from tenir.core.actions import System
from tenir.core.places.models import Place
from tenir.modules.governance import actions
from tenir.modules.governance.actions import BodyContent, DecisionContent, When
from tenir.modules.governance.enums import BodyKind
from tenir.modules.governance.models import Body, Decision, Meeting
from tests.builders import france

ME = System("test")


def a_body(place: Place | None = None, **fields: Any) -> Body:
    """A steering committee of a place (France)."""
    content = BodyContent(**{"kind": BodyKind.COPIL, "name": "Comité inventé", **fields})
    return actions.create_body(by=ME, place=place or france(), content=content)


def a_meeting(body: Body | None = None, *, days: int = -10, held: bool | None = None) -> Meeting:
    """A meeting so many days from now, held when it is past."""
    meeting = actions.plan_meeting(by=ME, body=body or a_body(), when=When(in_days(days), where="Salle inventée"))
    if days < 0 and held is not False:
        meeting = actions.hold_meeting(by=ME, meeting=meeting)
    return meeting


def a_decision(meeting: Meeting | None = None, **fields: Any) -> Decision:
    """A decision of a meeting that was held."""
    content = DecisionContent(**{"text": "Publier la liste des retards", **fields})
    return actions.take_decision(by=ME, meeting=meeting or a_meeting(), content=content)


def in_days(days: int) -> datetime:
    """Fourteen o'clock in Paris, so many days from now."""
    moment = timezone.localtime() + timedelta(days=days)
    return moment.replace(hour=14, minute=0, second=0, microsecond=0)
