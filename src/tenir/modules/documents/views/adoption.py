"""The end of a draft: adopted, or abandoned with a reason."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.web.pages import page
from tenir.engines.documents import Kind
from tenir.modules.commitments.permissions import ADOPT
from tenir.modules.documents import actions, names, wording
from tenir.modules.documents.drafting import Placed, placed, reading_of
from tenir.modules.documents.enums import KINDS, Decision
from tenir.modules.documents.forms import AbandonForm, AdoptForm
from tenir.modules.documents.gestures import Outdated
from tenir.modules.documents.models import Draft
from tenir.modules.documents.permissions import REVIEW
from tenir.modules.documents.proposal import MissingDate, left_out
from tenir.modules.documents.views.loading import draft_of, me

FORM = ("GET", "HEAD", "POST")


@page(access=REVIEW, methods=FORM)
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """What will become public, the last corrections of names, and the button."""
    draft = draft_of(request, pk)
    rights.require(me(request), ADOPT, on=draft)
    if not draft.is_open:
        return redirect("documents:review", pk=pk)
    form = AdoptForm(request.POST or None, initial=_names(draft))
    if request.method == "POST" and form.is_valid():
        try:
            return _adopted(request, draft, form)
        except BadInput as error:
            form = _refused(draft, form, error)
    context = {"form": form, "draft": draft, "trail": _trail(draft, "Adopter"), **_summary(draft)}
    outdated = form.has_error(NON_FIELD_ERRORS, "outdated")
    return render(request, "documents/adopt.html", context, status=409 if outdated else 422 if form.errors else 200)


@page(access=REVIEW, methods=FORM)
def abandon(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a draft without adopting it."""
    draft, form = draft_of(request, pk), AbandonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.abandon_draft(by=me(request), draft=draft, reason=form.cleaned_data["reason"])
        except BadInput as error:
            form.add_error(None, error.in_form)
        else:
            messages.success(request, "Le brouillon est abandonné. Rien n'a été rendu public.")
            return redirect("documents:drafts")
    context = {"form": form, "draft": draft, "trail": _trail(draft, "Abandonner")}
    return render(request, "documents/abandon.html", context, status=422 if form.errors else 200)


def _adopted(request: HttpRequest, draft: Draft, form: AdoptForm) -> HttpResponse:
    adoption = actions.adopt_draft(
        by=me(request),
        draft=draft,
        seen=form.cleaned_data["seen"],
        accept_rest=form.cleaned_data["accept_rest"],
        wanted=form.wanted(draft.place),
    )
    messages.success(request, "Le texte est adopté. Cette page est publique.")
    return redirect(adoption.framework.get_absolute_url())


def _refused(draft: Draft, form: AdoptForm, error: BadInput) -> AdoptForm:
    """The form with the error where it belongs, ready for the version that now stands."""
    if isinstance(error, MissingDate):
        form.add_error("date", "Le texte donne des niveaux\u202f: dites à quelle date ils étaient vrais.")
        return form
    if not isinstance(error, Outdated):
        form.add_error(None, error.in_form)
        return form
    draft.refresh_from_db()
    again = AdoptForm({**form.data.dict(), "seen": draft.revision})  # type: ignore[attr-defined]
    again.add_error(None, _coded(error))
    return again


def _coded(error: BadInput) -> ValidationError:
    return ValidationError(error.in_form, code="outdated")


def _names(draft: Draft) -> dict[str, Any]:
    names = ("title", "short_title", "slug", "kind", "date")
    return {**{name: getattr(draft, name) for name in names}, "seen": draft.revision}


def _summary(draft: Draft) -> dict[str, Any]:
    """What goes in, what stays out, and what nobody reviewed."""
    tree = placed(draft.items.all())
    reading = reading_of(draft, tree)
    printed = names.of(draft, reading.items, proposing=False)
    out = Counter(item.kind for item in left_out(reading))
    kept = Counter(Kind(one.item.kind) for one in tree if one.kept) - out
    return {
        "kept": _counted(kept),
        "refused": sum(one.item.decision == Decision.REFUSED for one in tree),
        "set_aside": sum(_taken_along(one) for one in tree),
        "left": sum(one.to_review for one in tree),
        "out": _counted(out),
        "names": printed,
        "waiting": sum(one.waits for one in printed),
    }


def _taken_along(one: Placed) -> bool:
    return one.set_aside and one.item.decision != Decision.REFUSED


def _counted(counts: Counter[Kind]) -> list[str]:
    return [wording.counted(counts[kind], KINDS[kind]) for kind in KINDS if counts[kind] and kind is not Kind.FRAMEWORK]


def _trail(draft: Draft, here: str) -> list[tuple[str, str]]:
    back = reverse("documents:review", args=[draft.pk])
    return [("Textes", reverse("documents:drafts")), (str(draft), back), (here, "")]
