"""Where a page is when its address was not typed as it is written."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes

from tenir.core.web.pages import PUBLIC


def without_capitals(request: HttpRequest) -> str:
    """« /Cadres/Pacte/C1.1 » → `/cadres/pacte/c1.1/`, for a public address; empty when there is nothing to try.

    Asked once nothing was found: an address that has capitals of its own (`/lieux/departement/2A/`) never comes here.
    """
    lower = request.path.lower()
    if request.method not in ("GET", "HEAD") or lower == request.path:
        return ""
    found = next((path for path in (lower, f"{lower}/") if _is_public(path)), "")
    asked = f"?{request.META['QUERY_STRING']}" if found and request.META.get("QUERY_STRING") else ""
    return escape_leading_slashes(escape_uri_path(found)) + asked


def _is_public(path: str) -> bool:
    try:
        match = resolve(path)
    except Resolver404:
        return False
    # The capitals of a secret are its own.
    return getattr(match.func, "access", "") == PUBLIC and "secret" not in match.kwargs
