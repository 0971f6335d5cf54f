"""« Ce qui est dû ici » on the page of a place."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, IntegerField, Value, When
from django.http import HttpRequest
from django.utils import timezone

from tenir.core.places.models import Place
from tenir.modules.governance.duties import reading
from tenir.modules.governance.duties.enums import InstanceState
from tenir.modules.governance.models import Duty, DutyInstance

MOST_SHOWN = 12
_TO_DO_FIRST = Case(When(state=InstanceState.TODO, then=Value(0)), default=Value(1), output_field=IntegerField())


def here(request: HttpRequest, place: Place) -> dict[str, Any] | None:
    """What the place owes, what is late first, then what is due, then what was settled; three queries."""
    today = timezone.localdate()
    past = reading.past_unfollowed(place, today)
    owed = DutyInstance.objects.filter(place=place)
    tally = reading.counts_of(owed, today)
    if not tally.total and not past:
        return None
    ordered = owed.in_full().order_by(_TO_DO_FIRST, "due_on", "pk")
    rows = list(ordered[:MOST_SHOWN]) if tally.total else []
    return {
        "sentence": tally.standing,
        "rows": [
            {"instance": one, "standing": one.standing(today), "late": reading.late_words(one, today)} for one in rows
        ],
        "more": tally.total - len(rows),
        "past": past,
    }


def home(request: HttpRequest, subject: Any) -> dict[str, Any] | None:
    """How many duties the texts pose, and how those followed stand; two queries."""
    found = list(Duty.objects.only("due_on", "first_due"))
    if not found:
        return None
    tally = reading.counts_of(DutyInstance.objects.all(), timezone.localdate())
    return {"sentence": reading.sentence(found, len(found)), "tally": tally}
