"""« Combien des nôtres habitent un quartier prioritaire ? »: a file in, counts out, nothing kept."""

from __future__ import annotations

from typing import Any

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.places.models import PlaceKind
from tenir.core.web.pages import page
from tenir.engines.localisation.counting import Layer
from tenir.modules.indicators.permissions import DECLARE as SEND_FIGURES
from tenir.modules.localisation import file_answers, layers, permissions
from tenir.modules.localisation.addresses import Away
from tenir.modules.localisation.beneficiaries import Found, count_people
from tenir.modules.localisation.file_forms import FileForm

# Of one account.
RATES = {"count_file": "10/m/user"}


@page(access=permissions.COUNT, methods=("GET", "HEAD", "POST"))
def count_file(request: HttpRequest) -> HttpResponse:
    """What is read and what is not, before the file; then its counts, as a page or as a file of them."""
    generations = layers.generations(PlaceKind.QPV)
    form = FileForm(request.POST or None, request.FILES or None, generations=generations)
    found = _found(request, form) if request.method == "POST" else None
    response = _answer(request, form, found) if found else _page(request, form, status=422 if form.errors else 200)
    # Neither a proxy nor the browser keeps the answer.
    response["Cache-Control"] = "no-store"
    return response


def _found(request: HttpRequest, form: FileForm) -> Found | None:
    """None, and what is wrong said by the form."""
    if not form.is_valid():
        return None
    try:
        _within_rate(request)
        return count_people(form.cleaned_data["file"].read(), form.asked(), _layers(form.cleaned_data["generation"]))
    except (BadInput, Away) as error:
        form.add_error("file", error.in_full)
        return None


def _within_rate(request: HttpRequest) -> None:
    usage = ratelimit.consume(request, app="tenir.localisation", action="count_file", config=RATES, user=request.user)
    if usage is None:
        raise BadInput("vous avez envoyé dix fichiers en une minute.", remedy="Attendez une minute.")


def _layers(generation: str) -> list[Layer]:
    return [layer for kind, one in _kinds(generation) if (layer := layers.current(kind, one))]


def _kinds(generation: str) -> list[tuple[str, str]]:
    """Priority neighbourhoods, and communes where the site has their contours."""
    communes = layers.generations(PlaceKind.COMMUNE)[:1]
    return [(PlaceKind.QPV, generation), *((PlaceKind.COMMUNE, one) for one in communes)]


def _answer(request: HttpRequest, form: FileForm, found: Found) -> HttpResponse:
    """As the button that was pressed asks: a page, CSV or JSON."""
    wanted = request.POST.get("format", "")
    if wanted in file_answers.FILES:
        return file_answers.file(found, wanted)
    generation = form.cleaned_data["generation"]
    origins = layers.origins(_kinds(generation))
    may_send = rights.may(request.user, SEND_FIGURES)
    return _page(request, form, origins=origins, may_send=may_send, **file_answers.shown(found, generation))


def _page(request: HttpRequest, form: FileForm, status: int = 200, **shown: Any) -> HttpResponse:
    trail = [("Accueil", "/"), ("Compter un fichier", reverse("localisation:file") if shown else "")]
    context = {"form": form, "trail": [*trail, *([("Résultat", "")] if shown else [])], **shown}
    template = "localisation/counted.html" if shown else "localisation/file.html"
    return render(request, template, context, status=status)
