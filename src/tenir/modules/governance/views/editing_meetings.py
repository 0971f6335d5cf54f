"""Planning a meeting and keeping it: state, agenda, who came, minutes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from tenir.core.errors import BadInput
from tenir.core.people.models import Organisation
from tenir.core.web.pages import page
from tenir.modules.commitments.editing.conflicts import Conflict
from tenir.modules.commitments.forms import names
from tenir.modules.commitments.views.versions import Versions
from tenir.modules.governance import actions, permissions
from tenir.modules.governance.actions import MinutesContent, Point
from tenir.modules.governance.agenda import proposals
from tenir.modules.governance.enums import Presence
from tenir.modules.governance.forms.meetings import (
    ApprovalForm,
    MeetingForm,
    MinutesForm,
    PointForm,
    PresenceForm,
    ReasonForm,
    initial_of,
)
from tenir.modules.governance.models import AgendaItem, Meeting
from tenir.modules.governance.views.loading import FORM, SENT, act, answer_form, me, of_body, own_body, own_meeting
from tenir.modules.governance.views.meetings import about

VERSIONS = Versions(
    {"minutes": "Compte rendu", "minutes_by": "Tenu par"},
    lambda name, value, known: str(value or "(vide)"),
    lambda _: {},
)


@page(access=permissions.MEET, methods=FORM)
def plan(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A meeting to come, or one of the past to write up."""
    body = own_body(request, slug, permissions.MEET)
    form = MeetingForm(request.POST or None)
    context = {
        **_plain("Planifier une réunion", body.get_absolute_url(), kicker=body.name),
        "trail": of_body(body, ("Planifier une réunion", "")),
        "lead": "Une réunion déjà tenue s'inscrit de la même façon. Qui représente un membre en reçoit la convocation.",
    }

    def do() -> str:
        return actions.plan_meeting(by=me(request), body=body, when=form.when()).get_absolute_url()

    return answer_form(request, form, context, do, done="La réunion est planifiée. Composez son ordre du jour.")


@page(access=permissions.MEET, methods=FORM)
def move(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """Another day, hour or room."""
    meeting = own_meeting(request, slug, pk, permissions.MEET)
    form = MeetingForm(request.POST or None, initial=initial_of(meeting))

    def do() -> str:
        return actions.move_meeting(by=me(request), meeting=meeting, when=form.when()).get_absolute_url()

    return answer_form(request, form, _form(meeting, "Changer la date ou le lieu"), do, done="C'est enregistré.")


@page(access=permissions.MEET, methods=FORM)
def cancel(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """It will not take place, and why."""
    meeting = own_meeting(request, slug, pk, permissions.MEET)
    form = ReasonForm(request.POST or None)

    def do() -> str:
        reason = form.cleaned_data["reason"]
        return actions.cancel_meeting(by=me(request), meeting=meeting, reason=reason).get_absolute_url()

    context = _form(meeting, "Annuler la réunion") | {"send": "Annuler la réunion"}
    return answer_form(request, form, context, do, done="La réunion est annulée.")


@page(access=permissions.MEET, methods=SENT)
def hold(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """It took place."""
    meeting = own_meeting(request, slug, pk, permissions.MEET)
    done = "La réunion s'est tenue. Notez qui est venu, puis ce qui a été décidé."
    return act(request, meeting.get_absolute_url(), done, lambda: actions.hold_meeting(by=me(request), meeting=meeting))


@page(access=permissions.MEET, methods=FORM)
def attendance(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """Who came, among those who sit and those already noted; others by name."""
    meeting = own_meeting(request, slug, pk, permissions.MEET)
    rows = _expected(meeting)
    form = PresenceForm(request.POST if request.method == "POST" else None, rows=rows)
    context = _form(meeting, "Qui est venu") | {"template": "governance/attendance.html", "any": bool(rows)}
    context["organisations"] = names.offered_organisations(None)

    def do() -> str:
        seen, wanted = form.told("seen"), form.told("presence")
        if other := form.cleaned_data["other"]:
            wanted.setdefault(other, Presence.PRESENT)
        actions.record_attendance(by=me(request), meeting=meeting, wanted=wanted, seen=seen)
        return meeting.get_absolute_url()

    return answer_form(request, form, context, do, done="Les présences sont notées.")


@page(access=permissions.MEET, methods=FORM)
def agenda(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """The agenda: what stands on it, what is proposed and why, a point by hand."""
    meeting = own_meeting(request, slug, pk, permissions.MEET)
    proposed = proposals(meeting)
    form = PointForm(request.POST or None)
    context = _form(meeting, "Ordre du jour") | {
        "template": "governance/agenda.html",
        "items": meeting.items.order_by("position", "pk"),
        "proposed": proposed,
        "ticked": request.POST.getlist("point"),
        "send": "Ajouter à l'ordre du jour",
    }

    def do() -> str:
        ticked = set(request.POST.getlist("point"))
        points = [one.point for group in proposed for one in group.proposals if one.key in ticked]
        if form.cleaned_data["title"].strip():
            points.append(Point(form.cleaned_data["title"].strip(), why=form.cleaned_data["why"].strip()))
        if not points:
            raise BadInput("rien n'est coché ni écrit.", remedy="Cochez un point, ou écrivez-en un.")
        actions.add_points(by=me(request), meeting=meeting, points=points)
        return request.path

    return answer_form(request, form, context, do, done="L'ordre du jour est complété.")


@page(access=permissions.MEET, methods=SENT)
def move_point(request: HttpRequest, slug: str, pk: int, item: int) -> HttpResponseBase:
    """One rank up or down."""
    meeting = own_meeting(request, slug, pk, permissions.MEET)
    point, up = _item(meeting, item), request.POST.get("vers") != "bas"
    return act(
        request,
        _agenda_of(meeting),
        "Le point est déplacé.",
        lambda: actions.move_point(by=me(request), item=point, up=up),
    )


@page(access=permissions.MEET, methods=SENT)
def remove_point(request: HttpRequest, slug: str, pk: int, item: int) -> HttpResponseBase:
    """Off the agenda."""
    meeting = own_meeting(request, slug, pk, permissions.MEET)
    point = _item(meeting, item)
    return act(
        request, _agenda_of(meeting), "Le point est retiré.", lambda: actions.remove_point(by=me(request), item=point)
    )


@page(access=permissions.MEET, methods=FORM)
def minutes(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """Writing the minutes; when somebody else stored others meanwhile, both versions to choose from."""
    meeting = own_meeting(request, slug, pk, permissions.MEET)
    stored = MinutesContent(meeting.minutes, meeting.minutes_by)
    form = MinutesForm(request.POST if request.method == "POST" else None, initial=_written(stored))
    context = _form(meeting, "Compte rendu") | {
        "template": "governance/minutes.html",
        "organisations": names.offered_organisations(None),
        "revision": request.POST.get("revision", meeting.revision),
        "seen": request.POST.get("seen", VERSIONS.seen(stored)),
    }
    if request.method == "POST" and form.is_valid():
        answer = _written_down(request, meeting, form, stored)
        if answer is not None:
            return answer
    status = 422 if request.method == "POST" else 200
    return render(request, context.pop("template"), {"form": form, **context}, status=status)


@page(access=permissions.MEET, methods=SENT)
def approve(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """From now on everybody reads the minutes."""
    meeting = own_meeting(request, slug, pk, permissions.MEET)
    form = ApprovalForm(request.POST)

    def do() -> None:
        if not form.is_valid():
            raise BadInput("le jour de l'approbation manque.", remedy="Donnez un jour.")
        actions.approve_minutes(
            by=me(request), meeting=meeting, on=form.cleaned_data["on"], revision=_revision(request)
        )

    return act(request, meeting.get_absolute_url(), "Le compte rendu est approuvé, et public.", do)


def _written_down(
    request: HttpRequest, meeting: Meeting, form: MinutesForm, stored: MinutesContent
) -> HttpResponse | None:
    """The way on, the screen of two versions, or None with the fault shown on the form."""
    typed, read = form.content(), _revision(request)
    same = read == meeting.revision
    wanted = VERSIONS.merged(typed, stored, request.POST) if same else typed
    if wanted is None:
        return _versions(request, meeting, typed, stored, Conflict(meeting))
    try:
        actions.write_minutes(by=me(request), meeting=meeting, content=wanted, revision=read)
    except Conflict as conflict:
        now = MinutesContent(conflict.row.minutes, conflict.row.minutes_by)
        return _versions(request, meeting, typed, now, conflict)
    except BadInput as error:
        form.add_error(None, error.in_full)
        return None
    messages.success(request, "Le compte rendu est enregistré. Il reste interne jusqu'à son approbation.")
    return redirect(meeting.get_absolute_url())


def _versions(
    request: HttpRequest, meeting: Meeting, mine: MinutesContent, stored: MinutesContent, conflict: Conflict
) -> HttpResponse:
    context = _form(meeting, "Deux versions") | VERSIONS.page(request, mine, stored, conflict)
    return render(request, "governance/versions.html", context, status=409)


def _written(stored: MinutesContent) -> dict[str, Any]:
    by = stored.minutes_by
    return {"minutes": stored.minutes, "minutes_by": names.shown([by.slug]).get(by.slug, "") if by else ""}


def _expected(meeting: Meeting) -> list[tuple[Organisation, str]]:
    """Who sits on that day and who was noted, each once, with what is noted."""
    noted = {one.organisation_id: one.presence for one in meeting.attendances.all()}
    sitting = meeting.body.seats.in_force(on=meeting.day).values("organisation")
    rows = Organisation.objects.filter(pk__in=sitting) | Organisation.objects.filter(pk__in=list(noted))
    return [(one, noted.get(one.pk, "")) for one in rows.distinct().order_by("name", "pk")]


def _item(meeting: Meeting, pk: int) -> AgendaItem:
    found = meeting.items.filter(pk=pk).first()
    if found is None:
        raise Http404("Ce point n'est plus à l'ordre du jour.")
    found.meeting = meeting
    return found


def _agenda_of(meeting: Meeting) -> str:
    return reverse("governance:agenda", args=[meeting.body.slug, meeting.pk])


def _form(meeting: Meeting, title: str) -> dict[str, Any]:
    context = about(meeting, (title, ""))
    return {**_plain(title, meeting.get_absolute_url()), **context, "lead": f"Le {context['hours']}."}


def _plain(title: str, back: str, kicker: str = "") -> dict[str, Any]:
    return {"title": title, "back": back, "kicker": kicker, "send": "Enregistrer", "organisations": [], "lead": ""}


def _revision(request: HttpRequest) -> int:
    told = request.POST.get("revision", "")
    return int(told) if told.isdigit() and len(told) < 10 else -1
