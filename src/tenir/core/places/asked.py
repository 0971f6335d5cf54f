"""« Au 1er mars 2020 »: the day of which a page is asked, in its address (`?au=2020-03-01`)."""

from __future__ import annotations

from datetime import date

from django.http import QueryDict

from tenir.core.errors import BadInput

ASKED = "au"


def asked_day(asked: QueryDict) -> date | None:
    """The day asked for; None for today. Raises `BadInput` for what is no date."""
    told = asked.get(ASKED, "").strip()
    try:
        return date.fromisoformat(told) if told else None
    except ValueError:
        remedy = "Écrivez-le comme 2020-03-01."
        raise BadInput(f"«\u202f{told[:20]}\u202f» n'est pas un jour.", where="?au=", remedy=remedy) from None
