"""Since when somebody is told what changed: since they were here, or since they were written to."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from tenir.core.people.models import Letter, User

# In the session: the mark of the visit before today's, which today's replaced (`visits.py`).
BEFORE = "visit_before"
# For whoever never came, and for today's second browser, which cannot know.
WITHOUT_VISIT = timedelta(days=7)
# Nobody reads a year of changes; what is older is in the pages' own histories.
FARTHEST = timedelta(days=92)
# For whoever never had a letter: the period of those who chose nothing.
WITHOUT_LETTER = timedelta(days=31)


def since_last_visit(request: HttpRequest, user: User) -> datetime:
    """The moment of the last visit on a day before this one; seven days ago where none is known. No query."""
    now = timezone.now()
    seen = last_visit_before_today(request, user)
    return max(seen, now - FARTHEST) if seen else now - WITHOUT_VISIT


def last_visit_before_today(request: HttpRequest, user: User) -> datetime | None:
    """Today's first page reads the mark itself; the next ones what the session kept of it."""
    today = timezone.localdate()
    if user.last_visit is None or timezone.localdate(user.last_visit) < today:
        return user.last_visit
    session: Any = getattr(request, "session", {})
    kept = session.get(BEFORE, "")
    moment = datetime.fromisoformat(kept) if kept else None
    return moment if moment and timezone.localdate(moment) < today else None


def since_last_letter(user: User) -> datetime:
    """The moment of the last letter of what waits; one query."""
    letters = Letter.objects.filter(user=user, key__startswith=f"digest:{user.pk}:").order_by("-created_at")
    last: datetime | None = letters.values_list("created_at", flat=True).first()
    return last or timezone.now() - WITHOUT_LETTER
