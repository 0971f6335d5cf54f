"""The pages of places: France's tree, and what was promised in one place."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tenir.core.places import finder, tree
from tenir.core.places.asked import asked_day
from tenir.core.places.models import Place, PlaceKind
from tenir.core.web.pages import PUBLIC, page


@page(access=PUBLIC, cached=True)
def places(request: HttpRequest) -> HttpResponse:
    """France's régions with their départements, and the overseas collectivities; `?q=` keeps the names that match,
    and `?departement=` leads to one.
    """
    if found := finder.chosen(request.GET.get(finder.ASKED, "")):
        return redirect(found)
    words = request.GET.get("q", "").strip()
    branches = tree.matching(tree.of_france(), words)
    context = {
        "regions": [branch for branch in branches if branch.place.kind == PlaceKind.REGION],
        "overseas": [branch.place for branch in branches if branch.place.kind == PlaceKind.OVERSEAS],
        "words": words,
    }
    return render(request, "places/places.html", context)


@page(access=PUBLIC, cached=True)
def place(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """What was promised in one place: the panels of every module, then where the place stands; `?au=` asks where it
    stood on a day.
    """
    found = _place(kind, code)
    if found.code != code:  # « 2a » typed for « 2A »
        return redirect(found, permanent=True)
    day = asked_day(request.GET)
    around = tree.around(found)
    context = {
        "place": found,
        "trail": _trail(found),
        "day": day,
        "wholes": [row for row in around if tree.holds(row, on=day)],
        "groups": tree.inside(found, on=day),
        "history": tree.history(list(found.names.all()), around),
    }
    return render(request, "places/place.html", context)


def _place(kind: str, code: str) -> Place:
    found = Place.objects.filter(kind=kind, code__iexact=code).first()
    if found is None:
        sort = PlaceKind(kind).label if kind in PlaceKind.values else kind
        raise Http404(f"Aucun lieu «\u202f{sort} {code}\u202f» n'est connu.")
    return found


def _trail(place: Place) -> list[tuple[str, str]]:
    above = [(each.name, each.get_absolute_url()) for each in place.breadcrumb()[:-1]]
    return [("Lieux", reverse("places:list")), *above, (place.name, "")]
