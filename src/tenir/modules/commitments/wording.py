"""What a promise said on a day that is past, from what the journal kept of its corrections.

The day is that of the entry in Tenir: a correction says nothing of when the paper changed. Only words that the page
shows anyway are read, never who wrote them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from tenir.core.journal.models import Entry
from tenir.modules.commitments.models import Commitment
from tenir.modules.commitments.moments import Moment

FIELDS = ("title", "number", "due_on", "due_precision", "due_words")


@dataclass(frozen=True)
class Wording:
    """The words of a promise up to a moment; `until` is None for those of today."""

    title: str
    due: str
    until: datetime | None = None


def now(row: Commitment) -> Wording:
    """Today's."""
    return _worded({name: getattr(row, name) for name in FIELDS})


def on(row: Commitment, day: date) -> Wording | None:
    """Those that stood at the end of a day; None before the promise was entered."""
    morning_after = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    events = events_of(row)
    if events and events[-1].at >= morning_after and not events[-1].before:
        return None
    later = [one for one in events if one.at >= morning_after]
    return [now(row), *earlier(row, later)][-1]


def events_of(row: Commitment) -> list[Entry]:
    """All that the journal knows of a promise, the latest first."""
    return list(Entry.objects.about(row).reverse())


def earlier(row: Commitment, events: Iterable[Entry]) -> list[Wording]:
    """The wordings before today's, the latest first; `events` are about the promise, the latest first."""
    values: dict[str, Any] = {name: getattr(row, name) for name in FIELDS}
    found: list[Wording] = []
    for event in events:
        before = {name: value for name, value in (event.before or {}).items() if name in FIELDS}
        if not before or not event.after:
            continue
        said = _worded(values)
        values |= before
        if _worded(values) != said:
            found.append(_worded(values, event.at))
    return found


def _worded(values: dict[str, Any], until: datetime | None = None) -> Wording:
    day = values["due_on"]
    on = date.fromisoformat(day) if isinstance(day, str) else day
    due = values["due_words"] or (Moment(on, values["due_precision"]).words if on else "")
    return Wording(f"{values['number']} {values['title']}".strip(), due, until)
