"""What one place owes: its page, saying it done, letting the place off, making it to do again, its document."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.people.models import Organisation, User
from tenir.core.places.models import Place
from tenir.core.web import french
from tenir.core.web.exports import disposition
from tenir.core.web.pages import PUBLIC, page
from tenir.modules.governance.actions import duties as actions
from tenir.modules.governance.duties import kept, opening, produced, reading
from tenir.modules.governance.duties.enums import FulfilledBy, InstanceState, Standing
from tenir.modules.governance.duties.forms import FulfilForm, ReasonForm
from tenir.modules.governance.duties.permissions import FULFIL, READ_FILES, WAIVE
from tenir.modules.governance.duties.renewing import refuse_settled
from tenir.modules.governance.models import DutyInstance
from tenir.modules.governance.views.duties import FORM, me
from tenir.modules.governance.views.loading import act

MOST_HISTORY = 50
_DEEDS = {
    "governance.open_duty": "Échéance ouverte",
    "governance.move_duty": "Échéance déplacée, la règle ayant été corrigée",
    "governance.notify_duty": "Échéance notifiée",
    "governance.fulfil_duty": "Dite faite",
    "governance.waive_duty": "Dispensée",
    "governance.reopen_duty": "Rouverte",
}


@page(access=PUBLIC, cached=True)
def instance(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What a place owes for a period, what shows it done, its history."""
    found, today = instance_of(pk), timezone.localdate()
    rule = opening.rule_says(found.duty, found.period)
    standing = found.standing(today)
    context = {
        "trail": _trail(found),
        "instance": found,
        "duty": found.duty,
        "standing": standing,
        "is_late": standing == Standing.LATE,
        "late": reading.late_words(found, today),
        "rule": rule if rule != found.due_on else None,
        "escalation": reading.escalation(found, today) if standing in (Standing.LATE, Standing.DUE) else [],
        "history": _history(found),
        "may": _may(request.user, found),
        **{
            f"{name}_url": reverse(f"governance:{name}-duty", args=[pk])
            for name in ("fulfil", "produce", "waive", "reopen")
        },
        "document_url": reverse("governance:duty-document", args=[pk]),
    }
    return render(request, "governance/duties/instance.html", context)


def _may(user: Any, found: DutyInstance) -> dict[str, bool]:
    """What somebody may do with it as it stands; the actions ask again."""
    fulfil, waive = (rights.may(user, one, on=found.place) for one in (FULFIL, WAIVE))
    todo = found.state == InstanceState.TODO
    return {
        "fulfil": fulfil and todo,
        "produce": fulfil and todo and found.duty.fulfilled_by == FulfilledBy.REPORT,
        "waive": waive and todo,
        "reopen": not todo and (waive if found.state == InstanceState.WAIVED else fulfil),
        "read": bool(found.file_sha256) and rights.may(user, READ_FILES, on=found.place),
    }


def _history(found: DutyInstance) -> list[dict[str, Any]]:
    """What was written here, without who: public pages name organisations, never accounts."""
    events = Entry.objects.about(found).reverse()[:MOST_HISTORY]
    return [{"date": one.at, "title": _DEEDS.get(one.verb, "Modifiée"), "text": _told(one)} for one in events]


def _told(event: Entry) -> str:
    before, after = event.before or {}, event.after or {}
    if event.verb == "governance.move_duty":
        return f"Du {_day(before['due_on'])} au {_day(after['due_on'])}."
    if event.verb == "governance.open_duty":
        return f"À faire avant le {_day(after['due_on'])}."
    if event.verb == "governance.fulfil_duty":
        how = ", par un rapport que Tenir a produit" if after.get("is_generated") else ""
        return f"Faite le {_day(after['settled_on'])}{how}."
    return f"Motif\u202f: {french.typographie(event.reason)}" if event.reason else ""


def _day(iso: str) -> str:
    return french.date_longue(date.fromisoformat(iso))


@page(access=FULFIL, methods=FORM)
def fulfil(request: HttpRequest, pk: int) -> HttpResponse:
    """Say it done."""
    found = _mine(request, pk, FULFIL)
    form = FulfilForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (proof := form.proof()):
        organisation = acting_for(me(request), FULFIL, found.place)
        try:
            actions.fulfil(
                by=me(request),
                instance=found,
                done_on=form.cleaned_data["done_on"],
                organisation=organisation,
                proof=proof,
            )
        except BadInput as error:
            form.add_error("done_on" if error.where == "date" else None, error.in_form)
        else:
            messages.success(request, "C'est noté\u202f: cette obligation est faite.")
            return redirect(found)
    return _form(request, found, form, title="Dire qu'elle est faite", button="Enregistrer")


@page(access=FULFIL, methods=("POST",))
def produce(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the report that it asks for from what is public, and say it done by that document."""
    found = _mine(request, pk, FULFIL)
    organisation = acting_for(me(request), FULFIL, found.place)

    def do() -> None:
        refuse_settled(found)
        proof = actions.Proof(produced.keep(found), is_generated=True)
        today = timezone.localdate()
        actions.fulfil(by=me(request), instance=found, done_on=today, organisation=organisation, proof=proof)

    return act(
        request, found.get_absolute_url(), "Le rapport est produit et gardé\u202f: cette obligation est faite.", do
    )


@page(access=WAIVE, methods=FORM)
def waive(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the place off."""
    found = _mine(request, pk, WAIVE)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        organisation = acting_for(me(request), WAIVE, found.place)
        try:
            actions.waive(by=me(request), instance=found, reason=form.cleaned_data["reason"], organisation=organisation)
        except BadInput as error:
            form.add_error(None, error.in_full)
        else:
            messages.success(request, "La dispense est enregistrée, avec son motif.")
            return redirect(found)
    return _form(request, found, form, title="Dispenser", button="Dispenser avec ce motif")


@page(access=FULFIL, methods=FORM)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Make it to do again."""
    found = _mine(request, pk, FULFIL)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reopen(by=me(request), instance=found, reason=form.cleaned_data["reason"])
        except BadInput as error:
            form.add_error(None, error.in_full)
        else:
            messages.success(request, "L'échéance est à faire de nouveau. Ce qui en avait été dit reste au journal.")
            return redirect(found)
    return _form(request, found, form, title="Rouvrir", button="Rouvrir avec ce motif")


@page(access=READ_FILES)
def document(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The document handed in, always as a file to save, never shown in the site's name."""
    found = _mine(request, pk, READ_FILES)
    path = kept.path_of(found.file_sha256)
    if not found.file_sha256 or not path.is_file():
        raise Http404("Aucun document n'est gardé pour cette échéance.")
    response = FileResponse(path.open("rb"), content_type="application/octet-stream")
    stem, _, extension = found.file_name.rpartition(".")
    response["Content-Disposition"] = disposition(stem, extension.lower())
    response["X-Content-Type-Options"] = "nosniff"
    return response


def instance_of(pk: int) -> DutyInstance:
    """An instance with what its page names."""
    found = DutyInstance.objects.in_full().filter(pk=pk).first()
    if found is None:
        raise Http404("Cette échéance n'existe pas.")
    return found


def _mine(request: HttpRequest, pk: int, permission: str) -> DutyInstance:
    """An instance, for those who have a permission on its place; `Refused` for others."""
    found = instance_of(pk)
    rights.require(me(request), permission, on=found.place)
    return found


def acting_for(user: User, permission: str, place: Place) -> Organisation | None:
    """The organisation in whose name somebody does what a permission allows on a place."""
    held = user.memberships.in_force().with_roles(rights.roles(permission)).reaching(place)
    found = held.select_related("organisation").order_by("pk").first()
    return found.organisation if found else None


def _form(request: HttpRequest, found: DutyInstance, form: Any, *, title: str, button: str) -> HttpResponse:
    context = {
        "trail": _trail(found, title),
        "instance": found,
        "duty": found.duty,
        "form": form,
        "title": title,
        "button": button,
        "late": reading.late_words(found),
    }
    return render(request, "governance/duties/form.html", context, status=422 if request.method == "POST" else 200)


def _trail(found: DutyInstance, title: str = "") -> list[tuple[str, str]]:
    here = found.get_absolute_url() if title else ""
    trail = [
        ("Accueil", "/"),
        ("Qui doit quoi", reverse("governance:duties")),
        (found.duty.title, found.duty.get_absolute_url()),
        (found.place.name, here),
    ]
    return [*trail, (title, "")] if title else trail
