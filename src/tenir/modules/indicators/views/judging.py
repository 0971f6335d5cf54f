"""Accepting, sending back, contesting, taking back the values sent on one's territory."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.web import french
from tenir.core.web.pages import page
from tenir.engines.rollup import periods
from tenir.modules.indicators import actions, permissions
from tenir.modules.indicators.actions.observations import ACCEPTABLE, CONTESTABLE, RETURNABLE, WITHDRAWABLE
from tenir.modules.indicators.enums import State
from tenir.modules.indicators.forms import ContestForm, SendBackForm, WithdrawForm
from tenir.modules.indicators.models import Observation
from tenir.modules.indicators.reading import history, waiting
from tenir.modules.indicators.views.loading import acting_for, me, observation_of, trail

VALUES_A_PAGE = 50
FORM = ("GET", "HEAD", "POST")


@page(access=permissions.JUDGE, methods=FORM)
def to_judge(request: HttpRequest) -> HttpResponse:
    """Values that wait on one's territory; those ticked are accepted together, all or none."""
    if request.method == "POST":
        return _accept_ticked(request)
    shown = Paginator(waiting.for_judge(me(request)), VALUES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "trail": trail(("Valeurs à juger", "")),
        "shown": shown,
        "rows": waiting.in_context(list(shown.object_list)),
    }
    return render(request, "indicators/to_judge.html", context)


def _accept_ticked(request: HttpRequest) -> HttpResponse:
    """Ticked values that somebody else judged meanwhile, or that are elsewhere, are not in the list any more."""
    ticked = [int(pk) for pk in request.POST.getlist("valeur") if pk.isascii() and pk.isdigit() and len(pk) < 19]
    found = list(waiting.for_judge(me(request)).filter(pk__in=ticked))
    try:
        with transaction.atomic():
            for one in found:
                _accept(request, one)
    except BadInput as error:
        messages.error(request, f"Rien n'a été accepté\u202f: {error.sentence} {error.remedy}".strip())
    else:
        _tell(request, len(found))
    return redirect("indicators:to-judge")


def _tell(request: HttpRequest, count: int) -> None:
    if count:
        counted = french.accord(count, "valeur est acceptée et compte", "valeurs sont acceptées et comptent")
        messages.success(request, f"{counted} désormais.")
    else:
        messages.warning(request, "Aucune valeur n'était cochée, ou elles ont été jugées entre-temps.")


@page(access=permissions.DECLARE)
def value(request: HttpRequest, pk: int) -> HttpResponse:
    """One value sent: what was said of it, and what may be done."""
    return _page(request, observation_of(request, pk, permissions.DECLARE))


@page(access=permissions.JUDGE, methods=("POST",))
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it count."""
    found = observation_of(request, pk, permissions.JUDGE)
    try:
        _accept(request, found)
    except BadInput as error:
        messages.error(request, f"Rien n'a été changé\u202f: {error.sentence} {error.remedy}".strip())
    else:
        messages.success(request, "La valeur est acceptée et compte désormais.")
    return redirect("indicators:value", pk=pk)


@page(access=permissions.JUDGE, methods=("POST",))
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a better one."""
    found = observation_of(request, pk, permissions.JUDGE)
    form = SendBackForm(request.POST)
    if form.is_valid():
        try:
            organisation = acting_for(me(request), permissions.JUDGE, found.place)
            comment = form.cleaned_data["comment"]
            actions.send_back(by=me(request), observation=found, comment=comment, organisation=organisation)
        except BadInput as error:
            form.add_error(None, error.in_form)
        else:
            return _done(request, found, "La valeur est renvoyée, elle ne compte pas.")
    return _page(request, found, send_back_form=form)


@page(access=permissions.CONTEST, methods=("POST",))
def contest(request: HttpRequest, pk: int) -> HttpResponse:
    """Oppose another value."""
    found = observation_of(request, pk, permissions.CONTEST)
    form = ContestForm(request.POST, indicator=found.indicator)
    if form.is_valid():
        organisation = acting_for(me(request), permissions.CONTEST, found.place)
        other = actions.Other(form.other(), form.cleaned_data["method"], organisation)
        try:
            actions.contest(by=me(request), observation=found, motive=form.cleaned_data["motive"], other=other)
        except BadInput as error:
            form.add_error(None, error.in_form)
        else:
            return _done(request, found, "La contestation est enregistrée\u202f: les deux valeurs sont gardées.")
    return _page(request, found, contest_form=form)


@page(access=permissions.DECLARE, methods=("POST",))
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back: whoever sent it while nobody judged it, its judge afterwards (`actions.withdraw`)."""
    found = observation_of(request, pk, permissions.DECLARE)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            actions.withdraw(by=me(request), observation=found, reason=form.cleaned_data["reason"])
        except BadInput as error:
            form.add_error(None, error.in_form)
        else:
            return _done(request, found, "La valeur est retirée.")
    return _page(request, found, withdraw_form=form)


def _accept(request: HttpRequest, found: Observation) -> None:
    organisation = acting_for(me(request), permissions.JUDGE, found.place)
    actions.accept(by=me(request), observation=found, organisation=organisation)


def _done(request: HttpRequest, found: Observation, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("indicators:value", pk=found.pk)


def _page(request: HttpRequest, found: Observation, **sent: forms.Form) -> HttpResponse:
    """The value with its forms; those that were sent wrongly stay open, with what is wrong."""
    blank: dict[str, forms.Form] = {
        "send_back_form": SendBackForm(),
        "contest_form": ContestForm(indicator=found.indicator),
        "withdraw_form": WithdrawForm(),
    }
    period = periods.from_id(found.period)
    context: dict[str, Any] = {
        **blank,
        **sent,
        "opened": next(iter(sent), ""),
        "indicator": found.indicator,
        "observation": found,
        "one": waiting.in_context([found])[0],
        "said": [history.of_observation(found)],
        "may": _may(request, found),
        "figure_url": f"{found.indicator.get_absolute_url()}?lieu={found.place.kind}:{found.place.code}"
        f"&periode={periods.code(period)}",
        "trail": trail(("Valeurs à juger", reverse("indicators:to-judge")), (found.place.name, "")),
    }
    return render(request, "indicators/value.html", context, status=422 if sent else 200)


def _may(request: HttpRequest, found: Observation) -> dict[str, bool]:
    """What somebody may do with a value in its state; the actions ask again."""
    judge = rights.may(request.user, permissions.JUDGE, on=found.place)
    contest = rights.may(request.user, permissions.CONTEST, on=found.place)
    state = found.state
    return {
        "accept": judge and state in ACCEPTABLE,
        "send_back": judge and state in RETURNABLE,
        "contest": contest and state in CONTESTABLE,
        "withdraw": state in WITHDRAWABLE and (judge or state == State.DECLARED),
    }
