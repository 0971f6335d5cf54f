"""The indicators that an organisation produces, on its page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from tenir.core.people.models import Organisation
from tenir.modules.indicators.models import Indicator
from tenir.modules.indicators.publishing import Sight
from tenir.modules.indicators.reading import summaries

MOST_SHOWN = 20


def produced(request: HttpRequest, organisation: Organisation) -> dict[str, Any] | None:
    """Its indicators by title, with the country's figure; eight queries whatever their number."""
    rows = Indicator.objects.filter(producer=organisation).select_related("panel", "producer").order_by("title", "pk")
    found = summaries.of(list(rows[:MOST_SHOWN]), Sight(request.user))
    return {"rows": found, "organisation": organisation, "most": MOST_SHOWN} if found else None
