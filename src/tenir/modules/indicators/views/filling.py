"""Figures without a sheet of one's own: a workbook to fill in, and one figure from a phone."""

from __future__ import annotations

import io

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.people.models import User
from tenir.core.places.models import Place
from tenir.core.web.exports import disposition
from tenir.core.web.pages import page
from tenir.engines.rollup import periods
from tenir.engines.rollup.errors import BadFigure
from tenir.engines.rollup.model import Period, Value
from tenir.modules.indicators import actions, counting, permissions, rules
from tenir.modules.indicators.enums import State
from tenir.modules.indicators.importing import template
from tenir.modules.indicators.importing.forms import FigureForm, PrepareForm, WorkbookForm
from tenir.modules.indicators.importing.ground import reach
from tenir.modules.indicators.models import Indicator
from tenir.modules.indicators.values import words
from tenir.modules.indicators.views.importing import FORM
from tenir.modules.indicators.views.loading import acting_for, me, trail

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page(access=permissions.DECLARE)
def workbook(request: HttpRequest) -> HttpResponseBase:
    """A form that asks what to put in it, then the workbook itself."""
    form = WorkbookForm(request.GET or None)
    if request.GET and form.is_valid():
        return _workbook(me(request), form)
    way = trail(("Envoyer des chiffres", reverse("indicators:send")), ("Classeur à remplir", ""))
    context = {"form": form, "trail": way}
    return render(request, "indicators/importing/workbook.html", context, status=422 if form.errors else 200)


@page(access=permissions.DECLARE)
def prepare(request: HttpRequest) -> HttpResponseBase:
    """Two numbers counted elsewhere (`?numerateur=&denominateur=`), to the form of the figure that they make."""
    is_asked = "indicateur" in request.GET
    form = PrepareForm(request.GET if is_asked else None, initial=request.GET.dict(), by=me(request))
    if is_asked and form.is_valid():
        return redirect(form.address())
    context = {"form": form, "trail": trail(("En faire un chiffre", ""))}
    return render(request, "indicators/importing/prepare.html", context, status=422 if form.errors else 200)


@page(access=permissions.DECLARE, methods=FORM)
def figure(request: HttpRequest, slug: str, kind: str, code: str, period: str) -> HttpResponse:
    """One figure of one place for one period: one field, one button; `?value=` and the like fill it in beforehand."""
    indicator, place, when = _asked(slug, kind, code, period)
    rights.require(me(request), permissions.DECLARE, on=place)
    before = counting.latest(indicator, place, when)
    corrects = before is not None and before.state != State.SENT_BACK
    form = FigureForm(request.POST or None, initial=request.GET.dict(), indicator=indicator, corrects=corrects)
    if request.method == "POST" and form.is_valid():
        try:
            _sent(me(request), indicator, place, when, form)
        except BadInput as error:
            form.add_error(None, error.in_form)
        else:
            messages.success(request, "Merci, c'est envoyé. La valeur compte une fois acceptée.")
            return redirect(request.path)
    value = before and (before.statement or words(indicator, counting.value_of(before)))
    context = {
        "form": form,
        "indicator": indicator,
        "place": place,
        "label": periods.label(when),
        "before": value,
        "before_state": before.get_state_display() if before else "",
        "trail": trail(("Envoyer un chiffre", ""), indicator=indicator),
    }
    return render(request, "indicators/importing/figure.html", context, status=422 if form.errors else 200)


def _workbook(by: User, form: WorkbookForm) -> FileResponse:
    file, when = io.BytesIO(), form.cleaned_data["periode"]
    template.write(file, form.cleaned_data["found"], when, reach(by, permissions.DECLARE))
    file.seek(0)
    response = FileResponse(file, content_type=XLSX)
    response["Content-Disposition"] = disposition(f"Chiffres {periods.code(when).replace('/', '-')}", "xlsx")
    return response


def _asked(slug: str, kind: str, code: str, period: str) -> tuple[Indicator, Place, Period]:
    """What the address speaks of; 404 when one of them is not there or the indicator is not asked for that period."""
    indicator = Indicator.objects.select_related("panel", "place").filter(slug=slug).first()
    place = Place.objects.filter(kind=kind, code=code).first()
    if indicator is None or place is None:
        raise Http404("Cet indicateur ou ce lieu n'existe pas.")
    try:
        when = periods.parse(period)
        rules.require_period(indicator, when)
    except (BadFigure, BadInput) as error:
        raise Http404(str(error)) from error
    return indicator, place, when


def _sent(by: User, indicator: Indicator, place: Place, when: Period, form: FigureForm) -> None:
    value: Value | None = form.said()
    sent = actions.Sent(sender=acting_for(by, permissions.DECLARE, place), reason=form.cleaned_data.get("reason", ""))
    statement = form.cleaned_data.get("statement", "")
    actions.declare(by=by, indicator=indicator, place=place, period=when, value=value, statement=statement, sent=sent)
