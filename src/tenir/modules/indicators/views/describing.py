"""Describing an indicator, and saying what it aims at."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.web.pages import page
from tenir.modules.indicators import actions, permissions
from tenir.modules.indicators.describing import panels, parts
from tenir.modules.indicators.describing.forms import IndicatorForm, TargetForm, within_reach
from tenir.modules.indicators.models import Indicator, Panel
from tenir.modules.indicators.rules import RESERVED
from tenir.modules.indicators.views.importing import FORM
from tenir.modules.indicators.views.loading import indicator_of, me, trail

# Places left out that are named; more are counted.
SHOWN = 8


@page(access=permissions.DESCRIBE, methods=FORM)
def create(request: HttpRequest) -> HttpResponse:
    """A new indicator of one's territory."""
    form = IndicatorForm(request.POST or None, by=me(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = _created(request, form)
        except BadInput as error:
            form.add_error(None, error.in_form)
        else:
            messages.success(request, "L'indicateur est créé. Ses valeurs peuvent être envoyées.")
            return redirect(made.get_absolute_url())
    context = {"form": form, "title": "Nouvel indicateur", "trail": trail(("Nouvel indicateur", ""))}
    return render(request, "indicators/describe.html", context, status=422 if form.errors else 200)


@page(access=permissions.DESCRIBE, methods=FORM)
def amend(request: HttpRequest, slug: str) -> HttpResponse:
    """The corrections of an indicator; how it adds up stays as it is."""
    found = indicator_of(slug)
    rights.require(me(request), permissions.DESCRIBE, on=found)
    form = IndicatorForm(request.POST or None, by=me(request), settled=True, instance=found)
    if request.method == "POST" and form.is_valid():
        described = {**form.described(), "place": found.place}
        actions.describe_indicator(by=me(request), slug=slug, fields=described)
        messages.success(request, "L'indicateur est corrigé.")
        return redirect(found.get_absolute_url())
    way = trail(("Corriger", ""), indicator=found)
    context = {"form": form, "title": "Corriger l'indicateur", "indicator": found, "trail": way}
    context |= {"around": parts.around(found), **_asked(request, found)}
    return render(request, "indicators/amend.html", context, status=422 if form.errors else 200)


def _asked(request: HttpRequest, found: Indicator) -> dict[str, Any]:
    """The places asked, and those of their sort that are not; six queries."""
    left = panels.left_out(found)
    sharing = Indicator.objects.filter(panel=found.panel_id)
    return {
        "asked": found.panel.members.count(),
        "left": left,
        "shown": SHOWN,
        "more": max(0, len(left.free) - SHOWN),
        "known_sort": panels.sort_of(found.panel) is not None,
        "shared": sharing.count() - 1,
        "may_complete": not sharing.exclude(place__in=within_reach(me(request))).exists(),
    }


@page(access=permissions.DESCRIBE, methods=FORM)
def target(request: HttpRequest, slug: str) -> HttpResponse:
    """What is aimed at in a place of one's territory; the same day again replaces it."""
    found = indicator_of(slug)
    form = TargetForm(request.POST or None, by=me(request), indicator=found)
    if request.method == "POST" and form.is_valid():
        place = form.cleaned_data["place"]
        actions.set_target(by=me(request), indicator=found, place=place, aim=form.aim())
        messages.success(request, f"La cible de {place.name} est enregistrée.")
        return redirect(found.get_absolute_url())
    way = trail(("Fixer une cible", ""), indicator=found)
    context = {"form": form, "title": "Fixer une cible", "indicator": found, "trail": way}
    return render(request, "indicators/describe.html", context, status=422 if form.errors else 200)


def _created(request: HttpRequest, form: IndicatorForm) -> Indicator:
    sort, territory = panels.BY_KEY[form.cleaned_data["asked"]], form.cleaned_data["place"]
    slug = panels.slug(sort, territory)
    panel = Panel.objects.filter(slug=slug).first() or actions.describe_panel(
        by=me(request),
        slug=slug,
        fields={"name": panels.name(sort, territory), "kind": sort.kind or territory.kind},
        places=form.found(),
        on=territory,
    )
    described = {**form.described(), "panel": panel}
    return actions.describe_indicator(by=me(request), slug=_free(form.slug()), fields=described)


def _free(slug: str) -> str:
    """The address, or the same with a number when another indicator or page has it."""
    taken = {*RESERVED, *Indicator.objects.filter(slug__startswith=slug).values_list("slug", flat=True)}
    numbered = (f"{slug}-{rank}" for rank in range(2, len(taken) + 3))
    return slug if slug not in taken else next(one for one in numbered if one not in taken)
