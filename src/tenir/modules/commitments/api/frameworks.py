"""Frameworks: the list, and one with all that its text says beside its promises."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from tenir.core.web.api import Limit, Offset, Page, access, paged
from tenir.core.web.columns import fold
from tenir.core.web.pages import PUBLIC
from tenir.modules.commitments import boards
from tenir.modules.commitments.api import filters, sight
from tenir.modules.commitments.api.rows import address, cited, in_source
from tenir.modules.commitments.api.shapes import FrameworkOut, WholeFrameworkOut
from tenir.modules.commitments.enums import FrameworkKind
from tenir.modules.commitments.models import Framework, FrameworkLink, Heading, Source

router = Router(tags=["Cadres"])
OnDay = Annotated[filters.Day | None, Query(title="Au", description="Les comptes de ce jour-là.")]


@router.get("cadres/", response=Page[FrameworkOut], summary="Cadres", operation_id="frameworks")
@access(PUBLIC)
def list_frameworks(
    request: HttpRequest,
    kind: FrameworkKind | None = None,
    place: str = Query(
        "", max_length=60, title="Lieu", description="«\u202fdepartement:21\u202f»\u202f: ceux qui l'atteignent."
    ),
    q: str = Query("", max_length=100, title="Mots du titre"),
    limit: Limit = 50,
    offset: Offset = 0,
) -> Any:
    """Les textes qui portent des engagements, du plus récent au plus ancien."""
    found = sight.of(request).frameworks().select_related("place").order_by("-signed_on", "slug")
    found = found.filter(kind=kind) if kind else found
    found = found.reaching(filters.place_of(place)) if place else found
    if q.split():
        # Few enough to be read one by one, so that accents and capitals do not matter.
        found = [one for one in found if all(word in fold(one.title) for word in fold(q).split())]
    return paged(request, found, limit, offset, lambda rows: [_told(one) for one in boards.standings(rows)])


@router.get("cadres/{slug}", response=WholeFrameworkOut, summary="Un cadre", operation_id="framework")
@access(PUBLIC)
def show_framework(
    request: HttpRequest,
    slug: str,
    as_of: OnDay = None,
) -> Any:
    """Son état, ses signataires, ses liens, ses parties, ses dispositions, le résumé que sa source imprime."""
    seen = sight.of(request)
    framework = seen.frameworks().select_related("source", "place").get(slug=slug)
    standing = _standing_on(framework, as_of) if as_of else boards.standings([framework])[0]
    names = ("noun", "since", "until", "news_due_months", "wording", "note", "revision")
    return {
        **_told(standing),
        **{name: getattr(framework, name) for name in names},
        "as_of": as_of,
        "source": source(framework.source),
        "printed": boards.printed_summary(framework),
        "signatories": _signatories(framework),
        "links": _links(framework.links.filter(seen.over("target__")), "target"),
        "linked_from": _links(framework.linked_from.filter(seen.over("origin__")), "origin"),
        "headings": _tree(framework, seen),
        "provisions": _provisions(framework),
        "disagreements": framework.disagreements.order_by("slug"),
    }


def source(row: Source) -> dict[str, Any]:
    """A text that is cited."""
    names = ("slug", "title", "number", "publisher", "url", "sha256")
    return {**{name: getattr(row, name) for name in names}, "date": row.date.isoformat() if row.date else None}


def _told(standing: boards.Standing) -> dict[str, Any]:
    framework = standing.framework
    names = ("slug", "kind", "title", "short_title", "state", "is_invented")
    return {
        **{name: getattr(framework, name) for name in names},
        "signed_on": framework.signed_on.isoformat() if framework.signed_on else None,
        "place": address(framework.place),
        "total": standing.total,
        "levels": standing.by_level,
        "silent": standing.silent,
        "sentence": standing.sentence,
    }


def _standing_on(framework: Framework, day: date) -> boards.Standing:
    """The standing of a past day: two queries, since no counts are kept for it."""
    return boards.standing_at(framework, day)


def _signatories(framework: Framework) -> list[dict[str, Any]]:
    rows = framework.signatories.select_related("organisation").order_by("pk")
    return [{"slug": row.organisation.slug, "name": row.organisation.name, "on": row.on} for row in rows]


def _links(rows: Any, end: str) -> list[dict[str, str]]:
    def told(row: FrameworkLink) -> dict[str, str]:
        other = getattr(row, end)
        return {"kind": row.kind, "framework": other.slug, "title": other.short_title}

    return [told(row) for row in rows.select_related(end).order_by("kind", f"{end}__slug")]


def _tree(framework: Framework, seen: sight.Sight) -> list[dict[str, Any]]:
    declined: dict[int, list[str]] = {}
    through = Heading.declines.through.objects.filter(seen.over("to_heading__framework__"))
    of_framework = through.filter(from_heading__framework=framework).order_by("pk")
    for pk, slug, key in of_framework.values_list("from_heading", "to_heading__framework__slug", "to_heading__key"):
        declined.setdefault(pk, []).append(f"{slug}#{key}")
    below: dict[int | None, list[Heading]] = {}
    for heading in framework.headings.order_by("position", "pk"):
        below.setdefault(heading.parent_id, []).append(heading)
    return _branch(below, None, declined)


def _branch(
    below: dict[int | None, list[Heading]], parent: int | None, declined: dict[int, list[str]]
) -> list[dict[str, Any]]:
    return [
        {
            **{name: getattr(one, name) for name in ("key", "kind", "number", "title")},
            "side": one.side or None,
            "declines": declined.get(one.pk, []),
            "lines": cited(one),
            "children": _branch(below, one.pk, declined),
        }
        for one in below.get(parent, ())
    ]


def _provisions(framework: Framework) -> list[dict[str, Any]]:
    names = ("key", "kind", "number", "text")
    return [
        {
            **{name: getattr(row, name) for name in names},
            "heading": row.heading.key if row.heading else None,
            **in_source(row),
        }
        for row in framework.provisions.select_related("heading", "source").order_by("position", "pk")
    ]
