"""Levers: the schemes, funds and contracts that promises of several frameworks draw on."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from tenir.core.web.pages import PUBLIC, page
from tenir.modules.commitments.models import Lever
from tenir.modules.commitments.promised import levers as drawn
from tenir.modules.commitments.promised import lines
from tenir.modules.commitments.views.loading import told

LINES_A_PAGE = 150


@page(access=PUBLIC, cached=True)
def levers(request: HttpRequest) -> HttpResponseBase:
    """Every lever, the most drawn upon first."""
    context = {"trail": [("Accueil", "/"), ("Leviers", "")], "levers": drawn.listed()}
    return render(request, "commitments/levers.html", context)


@page(access=PUBLIC, cached=True)
def lever(request: HttpRequest, code: str) -> HttpResponseBase:
    """One lever: what it is, and every promise that draws on it."""
    found = get_object_or_404(Lever.objects.select_related("source"), code=code)
    keys = drawn.drawing_on(found).values_list("pk", flat=True)
    shown = Paginator(keys, LINES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "lever": found,
        "trail": [("Accueil", "/"), ("Leviers", reverse("commitments:levers")), (found.name, "")],
        "source": told(found.source, found.where),
        "count": shown.paginator.count,
        "frames": drawn.framed(lines.load(list(shown))),
        "shown": shown,
    }
    return render(request, "commitments/lever.html", context)
