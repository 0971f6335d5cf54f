"""Who has not answered."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tenir.core.errors import BadInput
from tenir.core.places.models import Place
from tenir.core.web.pages import PUBLIC, page
from tenir.modules.commitments.reporting import silences as reading

A_PAGE = 50


@page(access=PUBLIC, cached=True)
def silences(request: HttpRequest) -> HttpResponse:
    """Organisations with silent promises, everywhere or in `?lieu=departement:21`."""
    place = _place(request.GET.get("lieu", ""))
    found = reading.silences(place)
    context = {
        "place": place,
        "sentence": reading.sentence(found, place),
        "shown": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "address": f"?lieu={place.kind}:{place.code}&page={{page}}" if place else "?page={page}",
        "trail": [("Accueil", "/"), ("Engagements", reverse("commitments:frameworks")), ("Qui n'a pas répondu", "")],
    }
    return render(request, "commitments/reports/silences.html", context)


def _place(asked: str) -> Place | None:
    if not asked:
        return None
    kind, _, code = asked.partition(":")
    found = Place.objects.filter(kind=kind, code=code).first()
    if found is None:
        raise BadInput(f"aucun lieu n'est «\u202f{asked}\u202f».", where="lieu", remedy="Écrivez departement:21.")
    return found
