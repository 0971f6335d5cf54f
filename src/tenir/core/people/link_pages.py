"""Two doors to the same page: a signed-in account, or a personal link from a letter. Rights are asked either way."""

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

LOOK = ("GET", "HEAD")
SEND = (*LOOK, "POST")


@dataclass(frozen=True)
class Visitor:
    """Who comes, and by which door."""

    user: User
    link: PersonalLink | None = None
    secret: str = ""

    def url(self, name: str, *args: str) -> str:
        """The address of a page through the same door: `name`, or the one called `name-by-link`."""
        return reverse(name, args=args) if self.link is None else reverse(f"{name}-by-link", args=(self.secret, *args))


Inner = Callable[..., HttpResponse]


def signed_in(view: Inner, methods: tuple[str, ...] = LOOK) -> Any:
    """The page for the account that is signed in."""

    @page(access=SIGNED_IN, methods=methods)
    @wraps(view)
    def run(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not isinstance(request.user, User):
            raise TypeError("a page of somebody was asked by nobody")
        return _private(view(request, Visitor(request.user), **kwargs))

    return run


def by_link(view: Inner, verb: str, methods: tuple[str, ...] = LOOK) -> Any:
    """The same for whoever holds a living link for `verb`. Opening it writes nothing; a dead one says so kindly.

    A forwarded link shows nothing to whoever is signed in as somebody else: they would answer in another's name.
    """

    @page(access=PUBLIC, methods=methods)
    @wraps(view)
    def run(request: HttpRequest, secret: str, **kwargs: Any) -> HttpResponse:
        try:
            link = links.opened(secret, verb=verb)
        except LinkClosed:
            return _private(render(request, "people/link_closed.html", status=410))
        if request.user.is_authenticated and request.user != link.user:
            return _private(render(request, "people/link_of_another.html", status=403))
        return _private(view(request, Visitor(link.user, link, secret), **kwargs))

    return run


def _private(response: HttpResponse) -> HttpResponse:
    """Nobody keeps it, and no other site that it leads to learns its address, which is a key.

    Not `no-referrer`: browsers then send forms from « null », which the guard against forgeries refuses.
    """
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "same-origin"
    return response
