"""Signatures of a framework: how many have signed, for everybody; asking, correcting, closing, for its referents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.web.pages import PUBLIC, page
from tenir.modules.commitments import actions, permissions
from tenir.modules.commitments.forms.signatures import MINOR, CorrectionForm, InviteForm, OpenForm
from tenir.modules.commitments.models import Framework, SignatureRound
from tenir.modules.commitments.signing import asked
from tenir.modules.commitments.signing import text as words_of
from tenir.modules.commitments.views.editing import FORM, act, me, trail
from tenir.modules.commitments.views.loading import framework_of

# A month is what councils and boards need at least.
USUAL = timedelta(days=45)


@page(access=PUBLIC, cached=True)
def progress(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Who has signed, which corrections came since; who has not, for those who ask."""
    framework = framework_of(request, slug)
    one = framework.signature_rounds.order_by("-id").first()
    collects = rights.may(request.user, permissions.COLLECT, on=framework) and not framework.is_referential
    context = {
        "framework": framework,
        "round": one,
        "collects": collects,
        "trail": trail(framework, ("Signatures", "")),
        "signatories": framework.signatories.select_related("organisation").order_by("id"),
    }
    if one is not None:
        context |= _told(one)
        context["changed"] = collects and one.is_open and _differences(one) != []
        context["late"] = one.is_open and one.due_on < timezone.localdate()
    return render(request, "commitments/signatures/progress.html", context)


def _told(one: SignatureRound) -> dict[str, Any]:
    return {"progress": asked.progress(one), "text": one.latest, "corrections": asked.corrections(one)}


@page(access=permissions.COLLECT, methods=FORM)
def open_round(request: HttpRequest, slug: str) -> HttpResponse:
    """Up to which day."""
    framework = _own(request, slug)
    form = OpenForm(request.POST or None, initial={"due_on": timezone.localdate() + USUAL})

    def deed() -> None:
        actions.open_signatures(by=me(request), framework=framework, **form.cleaned_data)

    context = {"title": "Demander des signatures", "button": "Figer le texte et ouvrir la collecte", "opening": True}
    return _answer(request, framework, form, deed, "La collecte est ouverte\u202f: invitez qui doit signer.", context)


@page(access=permissions.COLLECT, methods=FORM)
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """An organisation to sign."""
    framework = _own(request, slug)
    one = _open(framework)
    form = InviteForm(request.POST or None, round=one)

    def deed() -> None:
        actions.invite_to_sign(by=me(request), round=one, **form.cleaned_data)

    context = {"title": "Inviter à signer", "button": "Inviter"}
    return _answer(request, framework, form, deed, "L'invitation part avec les prochaines lettres.", context)


@page(access=permissions.COLLECT, methods=FORM)
def correct(request: HttpRequest, slug: str) -> HttpResponse:
    """What changed in the framework since its text was frozen, and what it asks of signatories."""
    framework = _own(request, slug)
    one = _open(framework)
    found = _differences(one)
    seen = words_of.sha256(words_of.canonical(framework))
    form = CorrectionForm(request.POST if request.method == "POST" else None, initial={"seen": seen})

    def deed() -> None:
        told = form.cleaned_data
        minor = told["kind"] == MINOR
        actions.correct_text(by=me(request), round=one, is_minor=minor, reason=told["reason"], seen=told["seen"])

    context = {
        "title": "Ce qui a changé depuis que le texte est à signer",
        "button": "Proposer ce texte à la signature",
        "differences": words_of.shown(found),
        "nothing": not found,
        "may_be_minor": words_of.may_be_minor(found),
    }
    return _answer(request, framework, form, deed, "La nouvelle version est celle qui se signe.", context)


@page(access=permissions.COLLECT, methods=("POST",))
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Nobody signs any more."""
    framework = _own(request, slug)
    one = _open(framework)
    done = "La collecte est close\u202f; ce qui est signé reste."
    return act(request, _address(framework), done, lambda: actions.close_signatures(by=me(request), round=one))


def _own(request: HttpRequest, slug: str) -> Framework:
    found = framework_of(request, slug)
    rights.require(me(request), permissions.COLLECT, on=found)
    return found


def _open(framework: Framework) -> SignatureRound:
    one: SignatureRound | None = framework.signature_rounds.filter(closed_on=None).first()
    if one is None:
        raise Http404("Aucune signature n'est demandée pour ce cadre.")
    return one


def _differences(one: SignatureRound) -> list[words_of.Difference]:
    return words_of.differences(one.latest.words, words_of.canonical(one.framework))


def _address(framework: Framework) -> str:
    return reverse("commitments:signatures", args=(framework.slug,))


def _answer(
    request: HttpRequest,
    framework: Framework,
    form: forms.Form,
    deed: Callable[[], None],
    done: str,
    context: dict[str, Any],
) -> HttpResponse:
    """The form, what was refused of it, or the page of signatures once it is done."""
    if request.method == "POST" and form.is_valid():
        try:
            deed()
        except BadInput as error:
            form.add_error(None, error.in_form)
        else:
            messages.success(request, done)
            return redirect(_address(framework))
    back = _address(framework)
    context |= {"form": form, "framework": framework, "back": back}
    context["trail"] = trail(framework, ("Signatures", back), (context["title"], ""))
    status = 422 if form.errors else 200
    return render(request, "commitments/signatures/form.html", context, status=status)
