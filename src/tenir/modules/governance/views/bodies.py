"""The public list of bodies, and the page of one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html

from tenir.core import rights
from tenir.core.places.models import Place
from tenir.core.web import french
from tenir.core.web.pages import PUBLIC, page
from tenir.modules.commitments.enums import ProvisionKind, State
from tenir.modules.commitments.models import Provision
from tenir.modules.governance import permissions
from tenir.modules.governance.enums import BodyKind, MeetingState
from tenir.modules.governance.models import Body, Decision
from tenir.modules.governance.reading.standing import Standing, standings
from tenir.modules.governance.views.loading import body_of, of_body

BODIES_A_PAGE = 40
MOST_MEETINGS = 24
MOST_DONE = 20
LATE = "retard"


@page(access=PUBLIC, cached=True)
def bodies(request: HttpRequest) -> HttpResponseBase:
    """Every body, by sort and place; late ones are told in a sentence, and can be seen alone."""
    asked = _asked(request)
    everything = Body.objects.select_related("place")
    near = everything.around(asked["place"]) if asked["place"] else everything
    standing = _ordered(standings(list(near.of_kind(asked["kind"]))))
    shown = [one for one in standing if one.is_late] if asked["late"] else standing
    paged = Paginator(shown, BODIES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "Instances",
        "trail": [("Accueil", "/"), ("Instances", "")],
        "sentence": _sentence(standing),
        "shown": paged,
        "kinds": _kinds(near, asked),
        "places": _places(),
        "asked": asked,
        "late": sum(one.is_late for one in standing),
        "late_url": _address(asked, late=not asked["late"]),
        "address": _address(asked, late=asked["late"], page="{page}"),
        "may_create": rights.may(request.user, permissions.MANAGE),
        "any": everything.exists(),
    }
    return render(request, "governance/bodies.html", context)


@page(access=PUBLIC, cached=True)
def body(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What it is, who sits, how often it must meet and by which text, its meetings, its decisions."""
    found = body_of(slug)
    standing = standings([found])[0]
    frameworks = list(found.frameworks.filter(state=State.PUBLIC).order_by("short_title", "pk"))
    may_meet = rights.may(request.user, permissions.MEET, on=found)
    context = {
        "title": found.name,
        "body": found,
        "standing": standing,
        "trail": [*of_body(found)[:-1], (found.name, "")],
        "facts": _facts(found),
        "frameworks": frameworks,
        "seats": found.seats.in_force().in_order(),
        "decisions": _decisions(found, standing),
        "recommended": _recommended(frameworks),
        "may_manage": rights.may(request.user, permissions.MANAGE, on=found),
        "may_meet": may_meet,
        "may_open": found.is_pattern and rights.may(request.user, permissions.MANAGE),
        **_meetings(found),
    }
    return render(request, "governance/body.html", context)


def _meetings(found: Body) -> dict[str, Any]:
    rows = list(found.meetings.annotate(points=Count("items", distinct=True)).order_by("-starts_at", "-pk"))
    for one in rows:
        one.body = found
    now = timezone.now()
    planned = [one for one in rows if one.state == MeetingState.PLANNED]
    past = [one for one in rows if one.state != MeetingState.PLANNED]
    return {
        "coming": [one for one in planned if one.starts_at >= now][::-1],
        # Their hour is past, and nobody said whether they took place.
        "unsaid": [one for one in planned if one.starts_at < now],
        "past": past[:MOST_MEETINGS],
        "more_past": max(0, len(past) - MOST_MEETINGS),
    }


def _decisions(found: Body, standing: Standing) -> dict[str, Any]:
    rows = list(Decision.objects.filter(meeting__body=found).in_full().order_by("due_on", "pk"))
    late = [one for one in rows if one.is_late(standing.today)]
    waiting = [one for one in rows if one.closed_on is None and one not in late]
    # Those without a date come last, whichever the database.
    waiting.sort(key=lambda one: (one.due_on is None, one.due_on or one.meeting.day, one.pk))
    closed = sorted((one for one in rows if one.closed_on), key=lambda one: (one.closed_on, one.pk), reverse=True)
    return {"late": late, "open": waiting, "closed": closed[:MOST_DONE], "more": max(0, len(closed) - MOST_DONE)}


def _facts(found: Body) -> list[tuple[str, Any]]:
    cadence = found.cadence.words
    told: list[tuple[str, Any]] = [("Sorte", found.get_kind_display()), ("Lieu", _link(found.place))]
    if found.organisation:
        told.append(("Animée par", _link(found.organisation)))
    told.append(("Cadence", f"{cadence[:1].upper()}{cadence[1:]}" if cadence else "Aucune n'est fixée"))
    if source := _source(found):
        told.append(("D'après", source))
    if found.followed_from and not found.is_pattern:
        told.append(("Suivie ici depuis", f"le {french.date_longue(found.followed_from)}"))
    return told


def _link(named: Any) -> str:
    return format_html('<a href="{}">{}</a>', named.get_absolute_url(), named.name)


def _source(found: Body) -> str:
    """« Protocole de Blois, lignes 332 à 344 »: its own citation, or its provision's."""
    cited: Any = found if found.source else found.provision
    return ", ".join(filter(None, (cited.source.title, cited.where))) if cited else ""


def _recommended(frameworks: list[Any]) -> list[tuple[str, str, int]]:
    """(text, slug, how many) of the texts that hold recommendations; one query."""
    rows = Provision.objects.filter(framework__in=frameworks, kind=ProvisionKind.RECOMMENDATION).order_by()
    counts = dict(rows.values_list("framework").annotate(many=Count("pk")))
    return [(one.short_title, one.slug, counts[one.pk]) for one in frameworks if one.pk in counts]


def _ordered(found: list[Standing]) -> list[Standing]:
    """Late ones first, patterns and ended ones last, then by place and name."""
    return sorted(
        found, key=lambda one: (one.is_over, one.body.is_pattern, not one.is_late, one.body.place.name, one.body.name)
    )


def _sentence(found: list[Standing]) -> str:
    """« 12 instances sont suivies ici ; 3 ne se sont pas réunies à temps. »."""
    alive = [one for one in found if not one.is_over and not one.body.is_pattern]
    if not alive:
        return ""
    late = sum(one.is_late for one in alive)
    verb = "est inscrite" if len(alive) == 1 else "sont inscrites"
    told = f"{french.accord(len(alive), 'instance')} {verb} ici"
    if late:
        met = "ne s'est pas réunie" if late == 1 else "ne se sont pas réunies"
        told += f"\u202f; {french.nombre(late)} {met} à temps"
    overdue = sum(one.overdue for one in alive)
    more = f" {french.accord(overdue, 'décision')} {'attend' if overdue == 1 else 'attendent'} au-delà de sa date."
    return f"{told}." + (more if overdue == 1 else more.replace("sa date", "leur date") if overdue else "")


def _asked(request: HttpRequest) -> dict[str, Any]:
    kind = request.GET.get("sorte", "")
    place_kind, _, code = request.GET.get("lieu", "").replace("\0", "").partition(":")
    return {
        "kind": kind if kind in BodyKind.values else "",
        "place": Place.objects.filter(kind=place_kind, code=code).first() if code else None,
        "late": request.GET.get("etat") == LATE,
    }


def _address(asked: dict[str, Any], *, late: bool, **more: str) -> str:
    place = asked["place"]
    words = {
        "sorte": asked["kind"],
        "lieu": f"{place.kind}:{place.code}" if place else "",
        "etat": LATE if late else "",
    }
    kept = {name: value for name, value in words.items() if value}
    return "?" + "&".join(filter(None, (urlencode(kept), *(f"{name}={value}" for name, value in more.items()))))


def _kinds(near: Any, asked: dict[str, Any]) -> list[tuple[str, str, bool]]:
    counts = dict(near.order_by().values_list("kind").annotate(many=Count("pk")))
    links = [
        (
            f"Toutes ({french.nombre(sum(counts.values()))})",
            _address({**asked, "kind": ""}, late=False),
            not asked["kind"],
        )
    ]
    for kind in BodyKind:
        if kind in counts:
            words = f"{kind.label} ({french.nombre(counts[kind])})"
            links.append((words, _address({**asked, "kind": kind.value}, late=False), asked["kind"] == kind))
    return links


def _places() -> list[tuple[str, str]]:
    """The places that have a body, the largest first."""
    found = Place.objects.filter(pk__in=Body.objects.order_by().values("place")).largest_first()[:300]
    return [(f"{one.kind}:{one.code}", f"{one.name} ({one.get_kind_display().lower()})") for one in found]
