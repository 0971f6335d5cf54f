"""Closing a period of an indicator, opening it again, making its figures public."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.web.french import accord
from tenir.core.web.pages import page
from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Period
from tenir.modules.indicators import actions, permissions
from tenir.modules.indicators.enums import Rounding
from tenir.modules.indicators.models import Indicator
from tenir.modules.indicators.reading import asked
from tenir.modules.indicators.views.loading import indicator_of, me

# What is done with a period, and the sentence that says so.
Act = Callable[[HttpRequest, Indicator, Period], str]


@page(access=permissions.CLOSE, methods=("POST",))
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Take no more values and no more verdicts for `periode`."""
    return _act(request, slug, permissions.CLOSE, _close)


@page(access=permissions.CLOSE, methods=("POST",))
def reopen(request: HttpRequest, slug: str) -> HttpResponse:
    """Take them again, with the reason."""
    return _act(request, slug, permissions.CLOSE, _reopen)


@page(access=permissions.PUBLISH, methods=("POST",))
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Release the figures of `periode`, small counts hidden."""
    return _act(request, slug, permissions.PUBLISH, _publish)


def _act(request: HttpRequest, slug: str, permission: str, act: Act) -> HttpResponse:
    found = indicator_of(slug)
    rights.require(me(request), permission, on=found)
    told = asked.text(request.POST, "periode")
    try:
        period = asked.period(told)
        if period is None:
            raise BadInput("aucune période n'est donnée.", remedy="Choisissez-la sur la page de l'indicateur.")
        done = act(request, found, period)
    except BadInput as error:
        messages.error(request, f"Rien n'a été changé\u202f: {error.sentence} {error.remedy}".strip())
    else:
        messages.success(request, done)
    return redirect(f"{found.get_absolute_url()}{'?periode=' + told if _is_period(told) else ''}")


def _close(request: HttpRequest, found: Indicator, period: Period) -> str:
    actions.close_period(by=me(request), indicator=found, period=period)
    return f"La période «\u202f{periods.label(period)}\u202f» est close\u202f: elle ne prend plus de valeur."


def _reopen(request: HttpRequest, found: Indicator, period: Period) -> str:
    reason = request.POST.get("reason", "")
    actions.reopen_period(by=me(request), indicator=found, period=period, reason=reason)
    return f"La période «\u202f{periods.label(period)}\u202f» est rouverte."


def _publish(request: HttpRequest, found: Indicator, period: Period) -> str:
    base = _rounding(request)
    publication = actions.publish_period(by=me(request), indicator=found, period=period, base=base)
    figures = publication.figures.count()
    hidden = publication.figures.filter(numerator=None).count()
    told = accord(figures, "chiffre publié", "chiffres publiés")
    rounded = f", {publication.get_base_display().lower()}" if base != Rounding.EXACT else ""
    return f"{periods.label(period).capitalize()}\u202f: {told}{rounded}, dont {accord(hidden, 'masqué')}."


def _rounding(request: HttpRequest) -> int:
    """Exact unless told; the action refuses what is not offered."""
    told = asked.text(request.POST, "arrondi") or str(Rounding.EXACT.value)
    if not (told.isascii() and told.isdecimal()):
        raise BadInput(f"«\u202f{told}\u202f» n'est pas un arrondi.", remedy="Choisissez-le dans la liste.")
    return int(told)


def _is_period(told: str) -> bool:
    try:
        return asked.period(told) is not None
    except BadInput:
        return False
