"""Two doors to the same pages: a signed-in account, or a personal link from a letter. Rights are asked either way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tenir.core.people import links
from tenir.core.people.links import LinkClosed
from tenir.core.people.models import PersonalLink, User
from tenir.core.web.pages import PUBLIC, SIGNED_IN, page

# The verb of the links that open these pages.
REPORT = "commitments.report_progress"
LOOK = ("GET", "HEAD")
SEND = (*LOOK, "POST")


@dataclass(frozen=True)
class Reporter:
    """Who speaks, and the address below which their pages stand."""

    user: User
    link: PersonalLink | None = None
    secret: str = ""

    def url(self, name: str, *args: str) -> str:
        """The address of one of the pages, through the same door."""
        if self.link is None:
            return reverse(f"commitments:{name}", args=args)
        return reverse(f"commitments:{name}-by-link", args=(self.secret, *args))


Inner = Callable[..., HttpResponse]


def signed_in(view: Inner, methods: tuple[str, ...] = LOOK) -> Any:
    """The page for the account that is signed in."""

    @page(access=SIGNED_IN, methods=methods)
    @wraps(view)
    def run(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not isinstance(request.user, User):
            raise TypeError("a page of somebody was asked by nobody")
        return _private(view(request, Reporter(request.user), **kwargs))

    return run


def by_link(view: Inner, methods: tuple[str, ...] = LOOK) -> Any:
    """The same for whoever holds a living link. Opening it writes nothing; a dead one says so kindly."""

    @page(access=PUBLIC, methods=methods)
    @wraps(view)
    def run(request: HttpRequest, secret: str, **kwargs: Any) -> HttpResponse:
        try:
            link = links.opened(secret, verb=REPORT)
        except LinkClosed as error:
            return _private(render(request, "commitments/reports/closed.html", {"error": error}, status=410))
        return _private(view(request, Reporter(link.user, link, secret), **kwargs))

    return run


def _private(response: HttpResponse) -> HttpResponse:
    """Nobody keeps it, and no page that it leads to learns its address, which is a key."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
