"""Writing a duty of one's territory and correcting its rule."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from tenir.core import rights
from tenir.core.people.models import User
from tenir.core.places.models import Place
from tenir.core.web.pages import page
from tenir.modules.commitments.editing.conflicts import Conflict, last_author
from tenir.modules.commitments.forms import names
from tenir.modules.governance.actions import duty_rules as actions
from tenir.modules.governance.duties.permissions import WRITE
from tenir.modules.governance.forms.duty_rules import DutyForm, initial_of
from tenir.modules.governance.models import Duty
from tenir.modules.governance.views.duties import duty_of
from tenir.modules.governance.views.editing_bodies import revision_of
from tenir.modules.governance.views.loading import FORM, answer_form, me


@page(access=WRITE, methods=FORM)
def create(request: HttpRequest) -> HttpResponseBase:
    """A new duty of one's territory."""
    form = DutyForm(request.POST or None, by=me(request))
    context = _form("Écrire une obligation", reverse("governance:duties"))
    context["lead"] = "Elle sera publique dans « Qui doit quoi », à côté de celles des textes officiels."

    def do() -> str:
        made = actions.create_duty(by=me(request), place=form.cleaned_data["place"], content=form.content())
        return made.get_absolute_url()

    return answer_form(request, form, context, do, done="L'obligation est écrite. Suivez-la pour ouvrir ses échéances.")


@page(access=WRITE, methods=FORM)
def amend(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The correction of one; what somebody else stored meanwhile is told, and nothing typed is lost."""
    duty = duty_of(slug)
    rights.require(me(request), WRITE, on=duty.place or Place.objects.france())
    form = DutyForm(request.POST or None, by=me(request), duty=duty, initial=initial_of(duty))
    context = _form("Corriger l'obligation", duty.get_absolute_url(), duty)
    context |= {"template": "governance/amend_body.html", "revision": request.POST.get("revision", duty.revision)}
    context |= {"stored": None}

    def do() -> str:
        try:
            actions.amend_duty(by=me(request), duty=duty, content=form.content(), revision=revision_of(request))
        except Conflict as conflict:
            context.update(stored=_stored(form, me(request), conflict.row), revision=conflict.revision)
            context["author"] = last_author(conflict.row)
            raise
        return duty.get_absolute_url()

    done = "La correction est enregistrée. Les échéances déjà notifiées gardent leur date."
    return answer_form(request, form, context, do, done=done)


def _form(title: str, back: str, duty: Duty | None = None) -> dict[str, Any]:
    trail = [("Accueil", "/"), ("Qui doit quoi", reverse("governance:duties"))]
    if duty is not None:
        trail.append((duty.title, back))
    return {
        "title": title,
        "kicker": duty.title if duty else "Qui doit quoi",
        "lead": "",
        "back": back,
        "trail": [*trail, (title, "")],
        "send": "Enregistrer",
        "organisations": names.offered_organisations(None),
    }


def _stored(form: DutyForm, by: User, row: Duty) -> list[tuple[str, str]]:
    """What is stored where it differs from what was typed: (field, words)."""
    stored = DutyForm(initial=initial_of(row), by=by, duty=row)
    told = []
    for name, field in form.fields.items():
        was = str(stored[name].value() or "")
        if was != str(form[name].value() or ""):
            choices = {str(key): str(words) for key, words in getattr(field, "choices", ()) or ()}
            told.append((str(field.label), choices.get(was, was) or "(vide)"))
    return told
