"""Creating, amending and removing a promise by form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from tenir.core.errors import BadInput
from tenir.core.web.pages import page
from tenir.modules.commitments import actions, permissions
from tenir.modules.commitments.editing import contents, dependants, rules
from tenir.modules.commitments.editing.conflicts import Conflict
from tenir.modules.commitments.editing.contents import CommitmentContent
from tenir.modules.commitments.editing.ground import Ground, Known
from tenir.modules.commitments.forms.commitments import CommitmentForms
from tenir.modules.commitments.models import Commitment, Framework
from tenir.modules.commitments.views.editing import (
    FORM,
    me,
    own_commitment,
    own_framework,
    refused_removal,
    revision,
    trail,
)
from tenir.modules.commitments.views.versions import Versions

VERSIONS = Versions(contents.LABELS, contents.words, contents.names_of)
TEMPLATE = "commitments/editing/commitment.html"
# What stands for the address of a promise that has none yet; no address looks like it.
NEW = "+"


@page(access=permissions.AMEND, methods=FORM)
def create(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A new promise of a framework."""
    framework = own_framework(request, slug)
    forms = CommitmentForms(framework, by=me(request), data=request.POST or None)
    if request.method == "POST" and not forms.only_more_rows and forms.is_valid():
        content = forms.content()
        if not forms.blame(_faults(framework, content, NEW)):
            try:
                made = actions.create_commitment(
                    by=me(request), framework=framework, content=content, reason=_reason(forms)
                )
            except BadInput as error:
                forms.essential.add_error(None, error.in_full)
            else:
                messages.success(request, "L'engagement est enregistré.")
                return redirect(_next(request, framework, made))
    return _form(request, forms, {"title": "Nouvel engagement", "row": None, "revision": "", "seen": ""})


@page(access=permissions.AMEND, methods=FORM)
def amend(request: HttpRequest, slug: str, number: str) -> HttpResponseBase:
    """The correction of a promise; when somebody else stored one meanwhile, both versions to choose from."""
    row = own_commitment(request, slug, number)
    if row.framework.is_referential:
        return render(request, "commitments/editing/shipped.html", _about(row, "Corriger"))
    stored = contents.of(row)
    forms = CommitmentForms(row.framework, by=me(request), data=request.POST or None, stored=stored, asks_reason=True)
    if request.method == "POST" and not forms.only_more_rows and forms.is_valid():
        answer = _amended(request, row, forms, stored)
        if answer is not None:
            return answer
    context = _about(row, "Corriger") | {"revision": row.revision, "seen": VERSIONS.seen(stored)}
    if request.method == "POST":
        # What was opened stays what is compared, however often the form comes back.
        context |= {"revision": request.POST.get("revision", ""), "seen": request.POST.get("seen", "")}
    return _form(request, forms, context)


def _amended(
    request: HttpRequest, row: Commitment, forms: CommitmentForms, stored: CommitmentContent
) -> HttpResponse | None:
    """The way on, the screen of two versions, or None with the faults shown on the form."""
    typed = forms.content()
    same = revision(request) == row.revision
    wanted = VERSIONS.merged(typed, stored, request.POST) if same else typed
    if wanted is None:
        return _versions(request, row, typed, stored, Conflict(row))
    if same and forms.blame(_faults(row.framework, wanted, row.slug, contents.differing(stored, wanted))):
        return None
    try:
        actions.amend_commitment(
            by=me(request), commitment=row, content=wanted, revision=revision(request), reason=_reason(forms)
        )
    except Conflict as conflict:
        return _versions(request, row, typed, contents.of(conflict.row), conflict)
    except BadInput as error:
        forms.essential.add_error(None, error.in_full)
        return None
    messages.success(request, "La correction est enregistrée.")
    return redirect(row.get_absolute_url())


@page(access=permissions.AMEND, methods=FORM)
def remove(request: HttpRequest, slug: str, number: str) -> HttpResponseBase:
    """Deleting a promise: what depends on it first, then a question."""
    row = own_commitment(request, slug, number)
    context = {**_about(row, "Supprimer"), "refusal": None, "dependants": dependants.of_commitment(row)}
    if request.method == "POST":
        try:
            actions.remove_commitment(by=me(request), commitment=row, reason=request.POST.get("reason", ""))
        except BadInput as error:
            return render(request, "commitments/editing/remove.html", {**context, **refused_removal(error)}, status=422)
        messages.success(request, "L'engagement est supprimé.")
        return redirect(row.framework.get_absolute_url())
    return render(request, "commitments/editing/remove.html", context)


def _versions(
    request: HttpRequest, row: Commitment, mine: CommitmentContent, stored: CommitmentContent, conflict: Conflict
) -> HttpResponse:
    context = _about(row, "Deux versions") | VERSIONS.page(request, mine, stored, conflict)
    return render(request, "commitments/editing/versions.html", context, status=409)


def _faults(
    framework: Framework, content: CommitmentContent, slug: str, changed: tuple[str, ...] = contents.NAMES
) -> list[rules.Fault]:
    ground = Ground.of(framework).with_contents({slug: content})
    return list(rules.faults(content, slug, ground, Known.named_in([content]), changed=changed))


def _reason(forms: CommitmentForms) -> str:
    return str(forms.reason.cleaned_data["reason"])


def _next(request: HttpRequest, framework: Framework, made: Commitment) -> str:
    """Another one, or the page of this one."""
    return request.path if "encore" in request.POST else made.get_absolute_url()


def _about(row: Commitment, title: str) -> dict[str, Any]:
    name = f"{row.framework.noun.capitalize()} {row.number}".strip()
    return {
        "title": f"{title}\u202f: {name[:1].lower()}{name[1:]}" if row.number else title,
        "row": row,
        "thing": row.title,
        "framework": row.framework,
        "back": row.get_absolute_url(),
        "trail": trail(row.framework, (name, row.get_absolute_url()), (title, "")),
    }


def _form(request: HttpRequest, forms: CommitmentForms, context: dict[str, Any]) -> HttpResponse:
    framework = forms.framework
    wrong = request.method == "POST" and not forms.only_more_rows
    defaults = {
        "forms": forms,
        "framework": framework,
        "back": framework.get_absolute_url(),
        "trail": trail(framework, (context["title"], "")),
    }
    return render(request, TEMPLATE, {**defaults, **context}, status=422 if wrong else 200)
