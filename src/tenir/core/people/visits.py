"""The mark of a person's last visit: the one thing about a person that a GET may write (`core.web.readonly`)."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tenir.core.people.lately import BEFORE
from tenir.core.people.models import User


class LastVisitMiddleware:
    """Mark the first request of each day; nothing for whoever came without a session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer first, then mark."""
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and isinstance(request.user, User):
            before = request.user.last_visit
            # Kept for the day in the session: « since my last visit » means the one before this one.
            if mark(request.user) and before is not None:
                request.session[BEFORE] = before.isoformat()
        return response


def mark(user: User) -> bool:
    """Write today's mark unless it stands; whether it was written."""
    now = timezone.now()
    if user.last_visit and timezone.localdate(user.last_visit) == timezone.localdate(now):
        return False
    try:
        User.objects.filter(pk=user.pk).update(last_visit=now)
    except OperationalError:
        return False  # the database is busy with an import: the mark is not worth an error, the next page writes it
    return True
