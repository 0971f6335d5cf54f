"""What a page may ask of the device that shows it (Permissions-Policy): nothing, but where it is on pages declared
`@page(..., located=True)`.

Also said with a kept page and a 304, so it is read from the view and not from its answer.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

POLICY = "camera=(), geolocation=({}), microphone=()"


class PowersMiddleware:
    """Gives every answer its policy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, with what it may ask for."""
        response = self.get_response(request)
        response["Permissions-Policy"] = POLICY.format("self" if _is_located(request) else "")
        return response


def _is_located(request: HttpRequest) -> bool:
    try:
        return getattr(resolve(request.path_info).func, "located", False)
    except Resolver404:
        return False
