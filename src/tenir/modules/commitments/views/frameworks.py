"""Every framework that one may read, national and local, by sort of text."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Count, QuerySet, Value, When
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from tenir.core import rights
from tenir.core.people.models import places_reached_by
from tenir.core.places.asked import asked_day
from tenir.core.places.models import Place, PlaceKind
from tenir.core.web import french
from tenir.core.web.pages import PUBLIC, page
from tenir.modules.commitments import boards, in_force, permissions
from tenir.modules.commitments.board import drawing
from tenir.modules.commitments.enums import FrameworkKind, State
from tenir.modules.commitments.models import Framework

FRAMEWORKS_A_PAGE = 50
NATIONAL, LOCAL = "national", "local"


@page(access=PUBLIC, cached=True)
def frameworks(request: HttpRequest) -> HttpResponseBase:
    """Every public framework, with its sentence; those in preparation on the territory of who may read them."""
    visible = _visible(request)
    kind, place, day = _kind(request), _place(request), asked_day(request.GET)
    found = visible.filter(kind=kind) if kind else visible
    found = found.reaching(place) if place else found
    found = in_force.on(found, day) if day else found
    shown = Paginator(_ordered(found), FRAMEWORKS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "trail": [("Accueil", "/"), ("Engagements", "")],
        "shown": shown,
        "groups": _groups(boards.standings(shown.object_list)),
        "kinds": _kind_links(visible, kind, place, day),
        "kind": kind,
        "place": place,
        "places": _places(visible),
        "day": day,
        "address": _address(kind, place, day, "page={page}"),
        "everything": _address("", None, None, ""),
        "today": _address(kind, place, None, ""),
        "narrows": bool(kind or place or day),
    }
    return render(request, "commitments/frameworks.html", context)


def _visible(request: HttpRequest) -> Any:
    """Public ones, and drafts that who asks may read: nobody unknown ever gets one."""
    public = Framework.objects.public()
    if not request.user.is_authenticated:
        return public
    roles = request.user.memberships.in_force().with_roles(rights.roles(permissions.READ_DRAFTS))
    return public | Framework.objects.filter(state=State.DRAFT, place__in=places_reached_by(roles))


def _ordered(found: Any) -> QuerySet[Framework]:
    """The nation's first, then by sort of text in the order of the list, the latest first."""
    national = Case(When(place__kind=PlaceKind.NATION, then=Value(0)), default=Value(1))
    sorts = Case(*(When(kind=kind, then=Value(rank)) for rank, kind in enumerate(FrameworkKind.values)), default=99)
    rows: QuerySet[Framework] = found.select_related("place", "source")
    return rows.order_by(national, sorts, "-signed_on", "slug")


def _groups(standings: list[boards.Standing]) -> list[dict[str, Any]]:
    """National and local, each by sort of text."""
    groups: list[dict[str, Any]] = []
    for standing in standings:
        reach = NATIONAL if standing.framework.place.kind == PlaceKind.NATION else LOCAL
        if not groups or groups[-1]["reach"] != reach:
            title = "Textes nationaux" if reach == NATIONAL else "Textes locaux"
            groups.append({"reach": reach, "title": title, "kinds": []})
        _of_kind(groups[-1]["kinds"], standing)
    return groups


def _of_kind(kinds: list[dict[str, Any]], standing: boards.Standing) -> None:
    title = standing.framework.get_kind_display()
    if not kinds or kinds[-1]["title"] != title:
        kinds.append({"title": title, "rows": []})
    kinds[-1]["rows"].append({"standing": standing, "bar": drawing.mini_bar(standing.by_level)})


def _kind(request: HttpRequest) -> str:
    value = request.GET.get("sorte", "")
    return value if value in FrameworkKind.values else ""


def _place(request: HttpRequest) -> Place | None:
    kind, _, code = request.GET.get("lieu", "").replace("\0", "").partition(":")
    return Place.objects.filter(kind=kind, code=code).first() if code else None


def _kind_links(visible: Any, kind: str, place: Place | None, day: date | None) -> list[tuple[str, str, bool]]:
    found = visible.reaching(place) if place else visible
    found = in_force.on(found, day) if day else found
    counts = {row["kind"]: row["many"] for row in found.order_by().values("kind").annotate(many=Count("pk"))}
    links = [(f"Tous ({french.nombre(sum(counts.values()))})", _address("", place, day, ""), not kind)]
    for sort in FrameworkKind:
        if counts.get(sort):
            words = f"{sort.label} ({french.nombre(counts[sort])})"
            links.append((words, _address(sort.value, place, day, ""), kind == sort))
    return links


def _places(visible: Any) -> list[tuple[str, str]]:
    """The places that have a text of their own, the largest first."""
    found = Place.objects.filter(pk__in=visible.order_by().values("place")).largest_first()[:300]
    return [(f"{one.kind}:{one.code}", f"{one.name} ({one.get_kind_display().lower()})") for one in found]


def _address(kind: str, place: Place | None, day: date | None, more: str) -> str:
    where = f"lieu={place.kind}:{place.code}" if place else ""
    words = [f"sorte={kind}" if kind else "", where, f"au={day}" if day else "", more]
    return "?" + "&".join(filter(None, words))
