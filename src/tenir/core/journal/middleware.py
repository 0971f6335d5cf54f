"""Keeps each refusal to a signed-in person; anonymous ones only go to the rate-limited log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from tenir.core.journal import chain
from tenir.core.journal.models import Outcome


class RefusalMiddleware:
    """Write the refusal after the refused transaction was rolled back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass through; the work is in `process_exception`."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Django's hook for an exception that left a view."""
        if isinstance(exception, PermissionDenied):
            record_refusal(request, exception)


def record_refusal(request: HttpRequest, error: Exception) -> None:
    """One journal row for a known person's refusal: what was asked, on what, by which address."""
    if not request.user.is_authenticated:
        return
    on: Any = getattr(error, "on", None)
    event = chain.Event(
        verb=getattr(error, "permission", "") or "pages.open",
        on=on if getattr(on, "pk", None) else None,
        after={"method": request.method, "path": request.path},
        outcome=Outcome.REFUSED,
    )
    with transaction.atomic():
        chain.record(event, by=request.user)
