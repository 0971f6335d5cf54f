"""What every template gets: menu, account and foot links, version. No query for an anonymous person."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_urlconf, reverse

from tenir.core import modules, rights

# Pages that other rooms may or may not bring; a link is drawn only when its address exists.
FOOT_LINKS = (
    ("Qui peut quoi", "web:rights"),
    ("Journal", "journal:head"),
    ("Glossaire", "web:glossary"),
    ("Leviers", "commitments:levers"),
    ("Accessibilité", "web:accessibility"),
    ("Données", "web:data"),
    ("API", "web:api"),
    ("Guide des composants", "web:guide"),
)


@dataclass(frozen=True)
class Link:
    """A link of the layout; `current` is the value of `aria-current`, empty elsewhere."""

    title: str
    url: str
    current: str = ""


def site(request: HttpRequest) -> dict[str, Any]:
    """Context of the base layout."""
    known = bool(getattr(getattr(request, "user", None), "is_authenticated", False))
    return {
        "site_menu": _menu(request),
        "account_links": _account_links(request.path, known=known),
        "sign_out_url": address("account_logout") if known else "",
        "foot_links": _foot_links(),
        "search_url": address("search:results"),
        "suggestions_url": address("search:suggestions"),
        "version": settings.TENIR_VERSION,
        "demonstration": getattr(settings, "DEMONSTRATION", False),
    }


def address(url_name: str) -> str:
    """The address of a page without parameters, or empty when no installed module brings it."""
    try:
        return _reversed(url_name, get_urlconf() or settings.ROOT_URLCONF)
    except NoReverseMatch:
        return ""


@functools.lru_cache
def _reversed(url_name: str, urlconf: Any) -> str:
    # A third of the time of a small page went into finding the same dozen addresses again.
    return reverse(url_name, urlconf)


def _menu(request: HttpRequest) -> list[Link]:
    entries = [(entry, address(entry.url_name)) for entry in modules.menu()]
    return [
        Link(entry.title, url, _current(request.path, url))
        for entry, url in entries
        if url and (not entry.requires or rights.may(getattr(request, "user", None), entry.requires))
    ]


def _account_links(path: str, *, known: bool) -> list[Link]:
    # One's account is a link of one's desk: with both, the masthead of a phone has no room left.
    title, name = ("Mon bureau", "people:desk") if known else ("Entrer", "account_login")
    url = address(name)
    return [Link(title, url, _current(path, url))] if url else []


def _foot_links() -> tuple[Link, ...]:
    links = (Link(title, address(name)) for title, name in FOOT_LINKS)
    return tuple(link for link in links if link.url)


def _current(path: str, url: str) -> str:
    """`page` on the page itself, `true` on a page below it; the home page is above nothing."""
    if path == url:
        return "page"
    return "true" if url != "/" and path.startswith(url) else ""
