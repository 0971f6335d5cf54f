"""Closing a period of an indicator, and opening it again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.web.pages import page
from tenir.engines.rollup import periods
from tenir.modules.indicators import actions, permissions
from tenir.modules.indicators.models import Indicator
from tenir.modules.indicators.reading import asked
from tenir.modules.indicators.views.loading import indicator_of, me


@page(access=permissions.CLOSE, methods=("POST",))
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Take no more values and no more verdicts for `periode`."""
    return _act(request, slug, reopen=False)


@page(access=permissions.CLOSE, methods=("POST",))
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """Take them again, with the reason."""
    return _act(request, slug, reopen=True)


def _act(request: HttpRequest, slug: str, *, reopen: bool) -> HttpResponse:
    found = indicator_of(slug)
    rights.require(me(request), permissions.CLOSE, on=found)
    told = asked.text(request.POST, "periode")
    try:
        done = _done(request, found, told, reopen=reopen)
    except BadInput as error:
        messages.error(request, f"Rien n'a été changé\u202f: {error.sentence} {error.remedy}".strip())
    else:
        messages.success(request, done)
    return redirect(f"{found.get_absolute_url()}{'?periode=' + told if _is_period(told) else ''}")


def _done(request: HttpRequest, found: Indicator, told: str, *, reopen: bool) -> str:
    period = asked.period(told)
    if period is None:
        raise BadInput("aucune période n'est donnée.", remedy="Choisissez-la sur la page de l'indicateur.")
    if reopen:
        reason = request.POST.get("reason", "")
        actions.reopen_period(by=me(request), indicator=found, period=period, reason=reason)
        return f"La période «\u202f{periods.label(period)}\u202f» est rouverte."
    actions.close_period(by=me(request), indicator=found, period=period)
    return f"La période «\u202f{periods.label(period)}\u202f» est close\u202f: elle ne prend plus de valeur."


def _is_period(told: str) -> bool:
    try:
        return asked.period(told) is not None
    except BadInput:
        return False
