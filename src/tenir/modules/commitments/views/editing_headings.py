"""The sections of a framework: listed, added, corrected, taken away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from tenir.core.errors import BadInput
from tenir.core.web.pages import page
from tenir.modules.commitments import actions, permissions
from tenir.modules.commitments.forms.frameworks import HeadingForm
from tenir.modules.commitments.models import Framework, Heading
from tenir.modules.commitments.views.editing import FORM, act, me, own_framework, trail


@page(access=permissions.AMEND, methods=FORM)
def headings(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Every section, and the form of a new one."""
    framework = own_framework(request, slug)
    form = HeadingForm(request.POST or None, framework=framework)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            actions.create_heading(by=me(request), framework=framework, content=form.content(), reason=reason)
        except BadInput as error:
            form.add_error(None, error.in_full)
        else:
            messages.success(request, "La partie est ajoutée.")
            return redirect("commitments:headings", slug=slug)
    return _page(request, framework, form, "Parties du cadre", heading=None)


@page(access=permissions.AMEND, methods=FORM)
def amend(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """The correction of a section."""
    framework = own_framework(request, slug)
    heading = _heading(framework, key)
    names = ("kind", "number", "title", "side")
    initial = {name: getattr(heading, name) for name in names} | {"parent": heading.parent and heading.parent.key}
    form = HeadingForm(request.POST or None, framework=framework, heading=heading, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            actions.amend_heading(by=me(request), heading=heading, content=form.content(), reason=reason)
        except BadInput as error:
            form.add_error(None, error.in_full)
        else:
            messages.success(request, "La partie est corrigée.")
            return redirect("commitments:headings", slug=slug)
    return _page(request, framework, form, "Corriger une partie", heading=heading)


@page(access=permissions.AMEND, methods=("POST",))
def remove(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """Take an empty section away."""
    framework = own_framework(request, slug)
    heading = _heading(framework, key)
    return act(
        request,
        reverse("commitments:headings", args=[slug]),
        "La partie est supprimée.",
        lambda: actions.remove_heading(by=me(request), heading=heading, reason=request.POST.get("reason", "")),
    )


def _heading(framework: Framework, key: str) -> Heading:
    found = Heading.objects.select_related("framework", "parent").filter(framework=framework, key=key).first()
    if found is None:
        raise Http404(f"Aucune partie n'a la clé «\u202f{key}\u202f».")
    return found


def _page(
    request: HttpRequest, framework: Framework, form: HeadingForm, title: str, *, heading: Heading | None
) -> HttpResponse:
    listed = framework.headings.annotate(promises=Count("commitments")).order_by("position")
    context: dict[str, Any] = {
        "framework": framework,
        "form": form,
        "heading": heading,
        "title": title,
        "rows": listed if heading is None else (),
        "back": reverse("commitments:headings", args=[framework.slug]) if heading else framework.get_absolute_url(),
        "trail": trail(framework, (title, "")),
    }
    return render(request, "commitments/editing/headings.html", context, status=422 if form.errors else 200)
