"""« Au 1er mars 2020 »: the day of which a page is asked, in its address (`?au=2020-03-01`)."""

from __future__ import annotations

from datetime import date

from django.http import QueryDict
from django.utils import timezone

from tenir.core.errors import BadInput
from tenir.core.web import french

ASKED = "au"


def asked_day(asked: QueryDict) -> date | None:
    """The day asked for; None for today. Raises `BadInput` for what is no date."""
    return day_of(asked.get(ASKED, ""))


def day_of(text: str) -> date | None:
    """The same, of its text alone."""
    told = text.strip()
    try:
        return date.fromisoformat(told) if told else None
    except ValueError:
        remedy = "Écrivez-le comme 2020-03-01."
        raise BadInput(f"«\u202f{told[:20]}\u202f» n'est pas un jour.", where="?au=", remedy=remedy) from None


def past(day: date | None) -> date | None:
    """A day of which something is known already; None for today. Raises `BadInput` for one that has not come."""
    today = timezone.localdate()
    if day and day > today:
        sentence = f"le {french.date_longue(day)} n'est pas encore venu."
        raise BadInput(sentence, where="?au=", remedy="Demandez un jour passé.")
    return None if day == today else day
