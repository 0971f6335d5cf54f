"""Changes as Atom and RSS: the same list as `/changements/`, for a reader of feeds, a city's site, a newsroom."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed

from tenir.core.modules import Feed
from tenir.modules.commitments.changes import Change, Scope, newest

KINDS: dict[str, type[SyndicationFeed]] = {"atom": Atom1Feed, "rss": Rss201rev2Feed}
TYPES = {"atom": "application/atom+xml", "rss": "application/rss+xml"}
# Feeds by the page that they are about; each takes the page's own arguments.
OF_PAGE = {
    "commitments:board": "commitments:framework-feed",
    "places:place": "commitments:place-feed",
    "people:organisation": "commitments:organisation-feed",
}
# The year from which Tenir answers at its address: part of the name of an entry, never of what it says (RFC 4151).
TAGGED_SINCE = "2026"


def of_page(request: HttpRequest) -> Iterable[Feed]:
    """What a page tells in its head: its own changes where it has some, and those of the whole site."""
    yield Feed("Tout ce qui change, Tenir", reverse("commitments:feed", args=("atom",)), TYPES["atom"])
    match = request.resolver_match
    name = OF_PAGE.get(match.view_name) if match else None
    if match and name:
        url = _reversed(name, {**match.kwargs, "format": "atom"})
        if url:
            yield Feed("Ce qui change ici, Tenir", url, TYPES["atom"])


def _reversed(name: str, arguments: dict[str, str]) -> str:
    try:
        return reverse(name, kwargs=arguments)
    except NoReverseMatch:
        return ""


def respond(request: HttpRequest, scope: Scope, format: str) -> HttpResponse:
    """The last changes of a scope as a feed."""
    if format not in KINDS:
        raise Http404("Les changements se suivent en Atom ou en RSS.")
    changes, _ = newest(scope)
    feed = KINDS[format](
        title=f"{scope.title} – Tenir",
        link=request.build_absolute_uri(scope.url),
        description=f"Ce qui change dans les engagements publics\u202f: {scope.title}.",
        language="fr",
        author_name="Tenir",
        feed_url=request.build_absolute_uri(request.path),
        feed_guid=_tag(scope.url.strip("/")),
    )
    for change in changes:
        _add(feed, request, change)
    return HttpResponse(feed.writeString("utf-8"), content_type=f"{TYPES[format]}; charset=utf-8")


def _add(feed: SyndicationFeed, request: HttpRequest, change: Change) -> None:
    invented = " Inventé pour la démonstration." if change.is_invented else ""
    feed.add_item(
        title=change.title,
        link=request.build_absolute_uri(change.url),
        description=change.text + invented,
        unique_id=_tag(change.key),
        unique_id_is_permalink=False,
        pubdate=change.at,
        updateddate=change.at,
    )


def _tag(key: str) -> str:
    """A name that no other site gives and that this one never gives twice (`tag:` URI)."""
    return f"tag:{urlsplit(settings.SITE_ADDRESS).hostname},{TAGGED_SINCE}:{key}"
