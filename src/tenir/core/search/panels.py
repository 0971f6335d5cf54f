"""What the search shows on pages that it does not own."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse


def large_box(request: HttpRequest, subject: Any) -> dict[str, Any] | None:
    """The field, larger than the one of the masthead; no query."""
    return {"search_url": reverse("search:results"), "suggestions_url": reverse("search:suggestions")}
