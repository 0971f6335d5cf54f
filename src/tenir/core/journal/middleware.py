"""Keeps each refusal to a signed-in person; storms, like anonymous refusals, only go to the log `tenir.refusals`."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.encoding import escape_uri_path

from tenir.core.journal import chain
from tenir.core.journal.models import Entry, Outcome

logger = logging.getLogger("tenir.refusals")

# The journal must not be filled by one stubborn person or script: the same refusal is told once an hour, and an
# account's refusals at most so many times an hour. The log counts the rest.
WINDOW = timedelta(hours=1)
MOST_IN_WINDOW = 60
LONGEST_PATH = 200


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
    verb = getattr(error, "permission", "") or "pages.open"
    if not request.user.is_authenticated:
        return  # told, at a limited rate, by `operations.logs`
    event = _event(request, verb, getattr(error, "on", None))
    if _told_enough(request.user.identifier, event):
        logger.info("refused again to %s: %s", request.user.identifier, verb)
        return
    with transaction.atomic():
        chain.record(event, by=request.user)


def _event(request: HttpRequest, verb: str, on: Any) -> chain.Event:
    return chain.Event(
        verb=verb,
        on=on if getattr(on, "pk", None) else None,
        # Without its query string, which may hold personal data; escaped, because an address may hold anything.
        after={"method": str(request.method)[:10], "path": escape_uri_path(request.path)[:LONGEST_PATH]},
        outcome=Outcome.REFUSED,
    )


def _told_enough(actor: str, event: chain.Event) -> bool:
    since = timezone.now() - WINDOW
    recent = Entry.objects.refusals().filter(actor=actor, at__gte=since).order_by("-at")
    told = list(recent.values_list("verb", "object_type", "object_id", "after")[:MOST_IN_WINDOW])
    kind, key = (event.on._meta.label_lower, str(event.on.pk)) if event.on is not None else ("", "")
    return len(told) == MOST_IN_WINDOW or (event.verb, kind, key, event.after) in told
