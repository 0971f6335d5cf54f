"""What changed, as a page and as feeds."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from tenir.core.errors import BadInput
from tenir.core.people.models import Organisation
from tenir.core.places.models import Place
from tenir.core.web.pages import PUBLIC, page
from tenir.modules.commitments import changes, feeds
from tenir.modules.commitments.models import Framework


@page(access=PUBLIC, cached=True)
def page_of_changes(request: HttpRequest) -> HttpResponse:
    """Every change by day, newest first; `?avant=` goes on from where the page before it stopped."""
    before = _moment(request.GET.get("avant", ""))
    found, older = changes.newest(changes.of_site(), before=before)
    context = {
        "trail": [("Accueil", "/"), ("Ce qui a changé", "")],
        "days": _by_day(found),
        "older": older.isoformat() if older else "",
        "newest": before is None,
    }
    return render(request, "commitments/changes.html", context)


def _by_day(found: list[changes.Change]) -> list[tuple[Any, list[changes.Change]]]:
    return [(day, list(group)) for day, group in groupby(found, key=lambda one: timezone.localdate(one.at))]


def _moment(text: str) -> datetime | None:
    """Raises `BadInput` on what is no moment: a cut link must not silently show the first page."""
    if not text:
        return None
    try:
        found = parse_datetime(text.replace(" ", "+"))
    except ValueError:
        found = None
    if found is None or timezone.is_naive(found):
        raise BadInput("ce moment ne peut pas être lu.", where="avant", remedy="Repartez de la liste des changements.")
    return found


@page(access=PUBLIC, cached=True)
def of_site(request: HttpRequest, format: str) -> HttpResponse:
    """Everything, as a feed."""
    return feeds.respond(request, changes.of_site(), format)


@page(access=PUBLIC, cached=True)
def of_framework(request: HttpRequest, slug: str, format: str) -> HttpResponse:
    """One text, as a feed; a draft has none."""
    framework = get_object_or_404(Framework.objects.public(), slug=slug)
    return feeds.respond(request, changes.of_framework(framework), format)


@page(access=PUBLIC, cached=True)
def of_place(request: HttpRequest, kind: str, code: str, format: str) -> HttpResponse:
    """What reaches a place, as a feed."""
    return feeds.respond(request, changes.of_place(get_object_or_404(Place, kind=kind, code=code)), format)


@page(access=PUBLIC, cached=True)
def of_organisation(request: HttpRequest, slug: str, format: str) -> HttpResponse:
    """What an organisation holds, as a feed."""
    return feeds.respond(request, changes.of_organisation(get_object_or_404(Organisation, slug=slug)), format)
