"""The page of results, and the few answers shown while one types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import SafeString

from tenir.core import modules
from tenir.core.search import finding
from tenir.core.search.finding import Found
from tenir.core.search.highlighting import marked
from tenir.core.search.queries import Hit
from tenir.core.search.question import Question
from tenir.core.web.pages import PUBLIC, page

A_PAGE = 20
SUGGESTED = 8


@page(access=PUBLIC, cached=True)
def results(request: HttpRequest) -> HttpResponseBase:
    """What the words of `?q=` lead to, of one kind (`?sorte=`) or of all, twenty a page."""
    kinds = [one.kind for one in modules.searchables()]
    kind = request.GET.get("sorte", "")
    found = finding.search(request.GET.get("q", ""), request.user, kind=kind if kind in kinds else "")
    shown: Page[Hit] = Paginator(cast(Any, found), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "trail": [("Accueil", "/"), ("Recherche", "")],
        "found": found,
        "shown": shown,
        "hits": [_shown(hit, found.question) for hit in shown.object_list],
        "kinds": _kinds(found),
        "address": f"?{_asked(found, found.kind)}&page={{page}}",
    }
    return render(request, "search/results.html", context)


@page(access=PUBLIC, cached=True)
def suggestions(request: HttpRequest) -> HttpResponseBase:
    """The first answers as options of a list, for `search.js`."""
    found = finding.search(request.GET.get("q", ""), request.user)
    shown = [_shown(hit, found.question) for hit in found[:SUGGESTED]]
    return render(request, "search/suggestions.html", {"hits": shown})


@dataclass(frozen=True)
class Shown:
    """An answer as a page shows it."""

    hit: Hit
    title: SafeString
    context: SafeString
    kind: str


def _shown(hit: Hit, question: Question) -> Shown:
    kinds = {one.kind: one.title for one in modules.searchables()}
    return Shown(hit, marked(hit.title, question), marked(hit.context, question), kinds.get(hit.kind, hit.kind))


def _kinds(found: Found) -> list[dict[str, Any]]:
    """Links to all and to each kind that has answers, with counts."""
    links = [("", "Tout", found.total)]
    links += [
        (one.kind, one.plural, found.by_kind[one.kind]) for one in modules.searchables() if one.kind in found.by_kind
    ]
    return [
        {"title": title, "count": count, "url": f"?{_asked(found, kind)}", "current": kind == found.kind}
        for kind, title, count in links
    ]


def _asked(found: Found, kind: str) -> str:
    return urlencode({"q": found.question.text} | ({"sorte": kind} if kind else {}))
