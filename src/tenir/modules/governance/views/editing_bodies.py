"""Creating a body, correcting it, saying who sits."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from tenir.core.web.pages import page
from tenir.modules.commitments.editing.conflicts import Conflict, last_author
from tenir.modules.commitments.forms import names
from tenir.modules.governance import actions, permissions
from tenir.modules.governance.forms.bodies import BodyForm, RepresentativeForm, SeatForm, initial_of
from tenir.modules.governance.models import Body, Seat
from tenir.modules.governance.seats import offices
from tenir.modules.governance.views.loading import FORM, SENT, act, answer_form, me, of_body, own_body, trail


@page(access=permissions.MANAGE, methods=FORM)
def create(request: HttpRequest) -> HttpResponseBase:
    """A new body, on the pattern of another when the address names one."""
    pattern = Body.objects.filter(slug=request.GET.get("modele", "").replace("\0", ""), is_pattern=True).first()
    start = initial_of(pattern) | {"followed_from": timezone.localdate()} if pattern else {}
    form = BodyForm(request.POST or None, by=me(request), initial=start)
    context = _form("Créer une instance", reverse("governance:bodies"), trail(("Créer une instance", "")))

    def do() -> str:
        made = actions.create_body(by=me(request), place=form.cleaned_data["place"], content=form.content())
        return made.get_absolute_url()

    return answer_form(request, form, context, do, done="L'instance est créée. Dites maintenant qui y siège.")


@page(access=permissions.MANAGE, methods=FORM)
def amend(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The correction of a body; what somebody else stored meanwhile is told, and nothing typed is lost."""
    body = own_body(request, slug, permissions.MANAGE)
    form = BodyForm(request.POST or None, by=me(request), body=body, initial=initial_of(body))
    context = _form("Corriger l'instance", body.get_absolute_url(), of_body(body, ("Corriger", "")), body)
    context |= {"template": "governance/amend_body.html", "revision": request.POST.get("revision", body.revision)}
    context |= {"stored": None, "body": body}

    def do() -> str:
        try:
            actions.amend_body(by=me(request), body=body, content=form.content(), revision=revision_of(request))
        except Conflict as conflict:
            # Shown beside what was typed; sent again, the form overwrites what was shown.
            context.update(stored=_stored(form, conflict.row), revision=conflict.revision)
            context["author"] = last_author(conflict.row)
            raise
        return body.get_absolute_url()

    return answer_form(request, form, context, do, done="La correction est enregistrée.")


@page(access=permissions.MANAGE, methods=FORM)
def seats(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Who sits, who speaks for them, and the form of a new seat."""
    body = own_body(request, slug, permissions.MANAGE)
    form = SeatForm(request.POST or None, initial={"since": timezone.localdate()})
    rows = list(body.seats.in_order().select_related("organisation", "representative"))
    held = offices([one.representative for one in rows if one.representative], [one.organisation for one in rows])
    context = _form("Qui siège", body.get_absolute_url(), of_body(body, ("Qui siège", "")), body)
    context |= {
        "template": "governance/seats.html",
        "body": body,
        "today": timezone.localdate(),
        "rows": [(one, held.get((one.representative_id or 0, one.organisation_id), "")) for one in rows],
        "send": "Ajouter ce siège",
    }

    def do() -> str:
        told = form.cleaned_data
        actions.give_seat(
            by=me(request), body=body, **{name: told[name] for name in ("organisation", "role", "since", "until")}
        )
        return request.path

    return answer_form(request, form, context, do, done="Le siège est enregistré.")


@page(access=permissions.MANAGE, methods=FORM)
def represent(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """Who speaks for an organisation that sits."""
    body = own_body(request, slug, permissions.MANAGE)
    seat = _seat(body, pk)
    # Nobody is a choice too: what is sent may be empty.
    form = RepresentativeForm(request.POST if request.method == "POST" else None, seat=seat)
    back = reverse("governance:seats", args=[slug])
    context = _form("Qui la représente", back, of_body(body, ("Qui siège", back), ("Qui la représente", "")), body)
    context["lead"] = f"{seat.organisation.name}, {seat.get_role_display().lower()}."

    def do() -> str:
        actions.give_seat(
            by=me(request),
            body=body,
            organisation=seat.organisation,
            role=seat.role,
            since=seat.since,
            until=seat.until,
            representative=form.cleaned_data["representative"],
        )
        return back

    return answer_form(request, form, context, do, done="C'est enregistré.")


@page(access=permissions.MANAGE, methods=SENT)
def end_seat(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """The last day of a seat is today."""
    body = own_body(request, slug, permissions.MANAGE)
    seat = _seat(body, pk)
    back = reverse("governance:seats", args=[slug])
    day = max(timezone.localdate(), seat.since)
    return act(
        request, back, "Ce siège prend fin aujourd'hui.", lambda: actions.end_seat(by=me(request), seat=seat, on=day)
    )


def _seat(body: Body, pk: int) -> Seat:
    found = body.seats.select_related("organisation", "body__place").filter(pk=pk).first()
    if found is None:
        raise Http404("Cette instance n'a pas ce siège.")
    return found


def _form(title: str, back: str, where: Any, body: Body | None = None) -> dict[str, Any]:
    return {
        "title": title,
        "kicker": body.name if body else "",
        "lead": "",
        "back": back,
        "trail": where,
        "send": "Enregistrer",
        "organisations": names.offered_organisations(None),
    }


def revision_of(request: HttpRequest) -> int:
    """The revision that was read; one that cannot be read is none that is stored."""
    told = request.POST.get("revision", "")
    return int(told) if told.isdigit() and len(told) < 10 else -1


def _stored(form: BodyForm, row: Body) -> list[tuple[str, str]]:
    """What is stored where it differs from what was typed: (field, words)."""
    stored = BodyForm(initial=initial_of(row), by=form.by, body=row)
    told = []
    for name, field in form.fields.items():
        was = str(stored[name].value() or "")
        if name != "frameworks" and was != str(form[name].value() or ""):
            choices = dict(getattr(field, "choices", ()) or ())
            told.append((str(field.label), str(choices.get(stored[name].value(), was)) or "(vide)"))
    return told
