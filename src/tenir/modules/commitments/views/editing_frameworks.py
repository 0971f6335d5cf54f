"""Creating, amending, publishing and deleting a framework by form; making a national one the board of a place."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from tenir.core.errors import BadInput
from tenir.core.places.models import Place
from tenir.core.web.pages import page
from tenir.modules.commitments import actions, permissions
from tenir.modules.commitments.editing import dependants, frameworks
from tenir.modules.commitments.editing.conflicts import Conflict
from tenir.modules.commitments.editing.frameworks import FrameworkContent
from tenir.modules.commitments.forms import names
from tenir.modules.commitments.forms.frameworks import FrameworkForms, InstanceForm
from tenir.modules.commitments.models import Framework
from tenir.modules.commitments.views.editing import (
    FORM,
    act,
    me,
    own_framework,
    refused_removal,
    revision,
    trail,
)
from tenir.modules.commitments.views.loading import framework_of
from tenir.modules.commitments.views.versions import Versions

VERSIONS = Versions(frameworks.LABELS, frameworks.words, frameworks.names_of)
TEMPLATE = "commitments/editing/framework.html"


@page(access=permissions.AMEND, methods=FORM)
def create(request: HttpRequest) -> HttpResponseBase:
    """A new framework on one's territory, in preparation."""
    forms = FrameworkForms(None, by=me(request), data=request.POST or None)
    if request.method == "POST" and not forms.only_more_rows and forms.is_valid():
        content, place, slug = forms.content(), forms.place(), forms.slug()
        if not forms.blame(frameworks.faults(content, slug)) and place is not None:
            try:
                made = actions.create_framework(
                    by=me(request), slug=slug, place=place, content=content, text=forms.source()
                )
            except BadInput as error:
                forms.essential.add_error(None, error.in_full)
            else:
                messages.success(request, "Le cadre est en préparation. Inscrivez ses engagements, puis publiez-le.")
                return redirect(made.get_absolute_url())
    return _form(
        request,
        forms,
        {
            "title": "Nouveau cadre",
            "kicker": "Engagements",
            "framework": None,
            "trail": trail(None, ("Nouveau cadre", "")),
            "back": reverse("commitments:frameworks"),
            "revision": "",
            "seen": "",
        },
    )


@page(access=permissions.AMEND, methods=FORM)
def amend(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The correction of a framework; when somebody else stored one meanwhile, both versions to choose from."""
    row = own_framework(request, slug)
    if row.is_referential:
        return render(request, "commitments/editing/shipped.html", _about(row, "Corriger le cadre"))
    stored = frameworks.of(row)
    forms = FrameworkForms(row, by=me(request), data=request.POST or None, stored=stored)
    if request.method == "POST" and not forms.only_more_rows and forms.is_valid():
        answer = _amended(request, row, forms, stored)
        if answer is not None:
            return answer
    context = _about(row, "Corriger le cadre") | {"revision": row.revision, "seen": VERSIONS.seen(stored)}
    if request.method == "POST":
        context |= {"revision": request.POST.get("revision", ""), "seen": request.POST.get("seen", "")}
    return _form(request, forms, context)


def _amended(
    request: HttpRequest, row: Framework, forms: FrameworkForms, stored: FrameworkContent
) -> HttpResponse | None:
    typed = forms.content()
    same = revision(request) == row.revision
    wanted = VERSIONS.merged(typed, stored, request.POST) if same else typed
    if wanted is None:
        return _versions(request, row, typed, stored, Conflict(row))
    if same and forms.blame(frameworks.faults(wanted, row.slug)):
        return None
    reason = forms.reason.cleaned_data["reason"] if forms.reason else ""
    try:
        actions.amend_framework(
            by=me(request), framework=row, content=wanted, revision=revision(request), reason=reason
        )
    except Conflict as conflict:
        return _versions(request, row, typed, frameworks.of(conflict.row), conflict)
    except BadInput as error:
        forms.essential.add_error(None, error.in_full)
        return None
    messages.success(request, "La correction est enregistrée.")
    return redirect(row.get_absolute_url())


@page(access=permissions.AMEND, methods=("POST",))
def publish(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Open a framework to everybody, for good."""
    row = own_framework(request, slug)
    return act(
        request,
        row.get_absolute_url(),
        "Le cadre est public.",
        lambda: actions.publish_framework(by=me(request), framework=row),
    )


@page(access=permissions.AMEND, methods=FORM)
def remove(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Deleting a framework in preparation: what depends on it first, then a question."""
    row = own_framework(request, slug)
    context = {**_about(row, "Supprimer le cadre"), "refusal": None, "dependants": dependants.of_framework(row)}
    if request.method == "POST":
        try:
            actions.remove_framework(by=me(request), framework=row, reason=request.POST.get("reason", ""))
        except BadInput as error:
            return render(request, "commitments/editing/remove.html", {**context, **refused_removal(error)}, status=422)
        messages.success(request, "Le cadre est supprimé.")
        return redirect("commitments:frameworks")
    return render(request, "commitments/editing/remove.html", context)


@page(access=permissions.AMEND, methods=FORM)
def instantiate(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A public text made the board of a place of one's own."""
    template = framework_of(request, slug)
    form = InstanceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.instantiate_framework(
                by=me(request), template=template, place=_place(form), reason=form.cleaned_data["reason"]
            )
        except BadInput as error:
            form.add_error("place", error.in_full)
        else:
            messages.success(request, "Le tableau du lieu est en préparation. Relisez-le, puis publiez-le.")
            return redirect(made.get_absolute_url())
    context = {
        "title": "Décliner dans un lieu",
        "template": template,
        "form": form,
        "offered_places": names.offered_places(me(request)),
        "back": template.get_absolute_url(),
        "trail": trail(template, ("Décliner dans un lieu", "")),
    }
    return render(request, "commitments/editing/instance.html", context, status=422 if form.errors else 200)


def _place(form: InstanceForm) -> Place:
    typed = form.cleaned_data["place"].strip()
    kind, _, code = names.places([typed]).get(typed, "").partition("/")
    found = Place.objects.filter(kind=kind, code=code).first()
    if found is None:
        raise BadInput("aucun lieu, ou plusieurs, ont ce nom.", remedy="Écrivez sa sorte et son code, qrr/code.")
    return found


def _versions(
    request: HttpRequest, row: Framework, mine: FrameworkContent, stored: FrameworkContent, conflict: Conflict
) -> HttpResponse:
    context = _about(row, "Deux versions") | VERSIONS.page(request, mine, stored, conflict)
    return render(request, "commitments/editing/versions.html", context, status=409)


def _about(row: Framework, title: str) -> dict[str, Any]:
    return {
        "title": title,
        "row": None,
        "kicker": row.short_title,
        "thing": row.title,
        "framework": row,
        "back": row.get_absolute_url(),
        "trail": trail(row, (title, "")),
    }


def _form(request: HttpRequest, forms: FrameworkForms, context: dict[str, Any]) -> HttpResponse:
    wrong = request.method == "POST" and not forms.only_more_rows
    return render(request, TEMPLATE, {"forms": forms, **context}, status=422 if wrong else 200)
