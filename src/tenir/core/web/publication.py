"""Public pages, and what the API reads, answered without work while nothing changed, and never stale after a write.

Every write that matters appends to the journal in its own transaction, so the journal's head is the version of all
that Tenir publishes. It is read once a request; with the day (what is late changes at midnight) and the address it
makes the ETag, and the key under which the rendered page is kept. A new head means new keys: nothing to invalidate.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from tenir.core.journal import chain
from tenir.core.web.framing import let_others_frame

KEPT_SECONDS = 3600
LARGEST_KEPT = 512 * 1024
SMALLEST_PACKED = 1024
# Somebody's page: an account's, or one with a message waiting ("Vous êtes sorti de votre compte").
PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")


class PublicationMiddleware:
    """Conditional GET and page cache for views declared `@page(access=PUBLIC, cached=True)` and public API reads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """304, the kept page, or the page made now and kept."""
        view = _kept_view(request)
        if view is None:
            return self.get_response(request)
        etag = _etag(request)
        response = _packed(request, _unmade(request, etag) or self._made(request, etag), etag)
        if getattr(view, "framed", False):
            let_others_frame(response)
        return response

    def _made(self, request: HttpRequest, etag: str) -> HttpResponse:
        response = self.get_response(request)
        # A page that sets a cookie is somebody's; one made while the head moved is of neither version.
        plain = response.status_code == 200 and not response.streaming and not response.cookies
        if not plain or _etag(request) != etag:
            return response
        if len(response.content) <= LARGEST_KEPT:
            caches["pages"].set(etag, (response.content, dict(response.headers)), KEPT_SECONDS)
        return _marked(response, etag)


def _packed(request: HttpRequest, response: HttpResponse, etag: str) -> HttpResponse:
    """Compressed, when the asker can read it: a public page has no secret that its length could betray (BREACH).

    Ten times less on a phone's network; packed once for each version.
    """
    patch_vary_headers(response, ("Accept-Encoding",))
    accepted = "gzip" in request.headers.get("Accept-Encoding", "")
    if not accepted or response.get("ETag") != etag or response.streaming or len(response.content) < SMALLEST_PACKED:
        return response
    key = f"{etag}+gzip"
    content = caches["pages"].get(key)
    if content is None:
        content = gzip.compress(response.content, compresslevel=6, mtime=0)
        caches["pages"].set(key, content, KEPT_SECONDS)
    response.content = content
    response["Content-Encoding"], response["Content-Length"] = "gzip", str(len(content))
    # The same page in other bytes: a weak validator, as a proxy that compresses would make it.
    response["ETag"] = f"W/{etag}"
    return response


def carries_somebody(request: HttpRequest) -> bool:
    """Whether it may be somebody known: a session, a message waiting, a token of the API."""
    return "Authorization" in request.headers or any(name in request.COOKIES for name in PERSONAL_COOKIES)


def _kept_view(request: HttpRequest) -> Any:
    """The view that answers, when what it answers is the same for everybody; else None."""
    if request.method not in ("GET", "HEAD") or carries_somebody(request):
        return None
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return None
    return view if getattr(view, "cached", False) else None


def _unmade(request: HttpRequest, etag: str) -> HttpResponse | None:
    """What needs no work: 304, or the kept page."""
    if _known(request, etag):
        return _marked(HttpResponseNotModified(), etag)
    kept = caches["pages"].get(etag)
    return None if kept is None else _marked(HttpResponse(kept[0], headers=kept[1]), etag)


def _etag(request: HttpRequest) -> str:
    today = str(timezone.localdate())
    parts = (settings.TENIR_VERSION, chain.head_hash(), today, request.get_host(), request.get_full_path())
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return f'"{digest[:32]}"'


def _known(request: HttpRequest, etag: str) -> bool:
    """Whether the asker already has this version; a proxy that compresses marks its ETag as weak."""
    return any(told.removeprefix("W/") == etag for told in parse_etags(request.headers.get("If-None-Match", "")))


def _marked(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"  # keep it, but ask each time: the answer is 304 while nothing changed
    patch_vary_headers(response, ("Cookie",))
    return response
