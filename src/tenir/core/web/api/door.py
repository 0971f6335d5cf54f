"""What all answers under `/api/v1/` have in common: any site may read them, and errors are JSON.

Reading from a page of another site (CORS) is open to requests that carry nobody: no cookie, no token. Such a request
gets what anybody gets, so `*` gives nothing away; one that carries somebody gets no permission, and the browser of
another site's page keeps the answer from it. Writing is never permitted from another site's page.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from tenir.core.web.api import errors
from tenir.core.web.publication import carries_somebody

PREFIX = "/api/v1/"
READING = "GET, HEAD, OPTIONS"
EXPOSED = "ETag, Link, Retry-After"
A_DAY = 24 * 3600


class ApiDoorMiddleware:
    """Stands before everything that answers, so that a 304 and an unknown address have it too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, open to all sites when it is anybody's."""
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        response = _in_shape(request, self._answer(request))
        patch_vary_headers(response, ("Cookie", "Authorization"))
        if request.method in READING.split(", ") and not carries_somebody(request):
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = EXPOSED
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            # PostgreSQL has no such character: whatever was asked, nothing bears that name.
            return errors.answer(400, "bad_input", "L'adresse contient un caractère nul.")
        if request.method == "OPTIONS":
            return _permissions()
        return self.get_response(request)


def _permissions() -> HttpResponse:
    """The answer to a browser that asks beforehand (preflight)."""
    response = HttpResponse(status=204)
    response["Allow"] = READING
    response["Access-Control-Allow-Methods"] = READING
    response["Access-Control-Allow-Headers"] = "If-None-Match"
    response["Access-Control-Max-Age"] = str(A_DAY)
    return response


def _in_shape(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Django's own pages of error, in the one shape of the API; their headers stay."""
    if response.status_code < 400 or response.headers.get("Content-Type", "").startswith("application/json"):
        return response
    if response.status_code == 404:
        shaped = errors.missing(request.path)
    else:
        sentence = errors.STATUSES.get(response.status_code, "Le site n'a pas pu répondre.")
        shaped = errors.answer(response.status_code, "failed", sentence)
    for name in ("Allow", "Retry-After"):
        if name in response:
            shaped[name] = response[name]
    return shaped
