"""The page of a decision, writing one down, saying what it has become."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from tenir.core import rights
from tenir.core.people.models import Membership, User
from tenir.core.web import french
from tenir.core.web.pages import PUBLIC, SIGNED_IN, page
from tenir.modules.commitments.editing.conflicts import last_author
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.forms import names
from tenir.modules.governance import actions, permissions
from tenir.modules.governance.actions import DecisionContent, Overtaken
from tenir.modules.governance.enums import DecisionState
from tenir.modules.governance.forms.decisions import (
    CorrectionForm,
    DecisionForm,
    FollowForm,
    initial_of,
    sealed,
    unsealed,
)
from tenir.modules.governance.models import Decision, FollowUp
from tenir.modules.governance.views.loading import FORM, answer_form, decision_of, me, of_body, own_meeting, trail
from tenir.modules.governance.views.meetings import about

DECISIONS_A_PAGE = 40
LATE, TO_DO, CLOSED = "retard", "a-faire", "closes"
SORTS = {LATE: "En retard", TO_DO: "À faire", CLOSED: "Closes"}


@page(access=PUBLIC, cached=True)
def decisions(request: HttpRequest) -> HttpResponseBase:
    """What bodies decided, everywhere: late, still to do, or closed."""
    asked = request.GET.get("etat", "")
    asked = asked if asked in SORTS else LATE
    today = timezone.localdate()
    shown = Paginator(_sorted_out(asked, today), DECISIONS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "Décisions",
        "trail": trail(("Décisions", "")),
        "tabs": [(words, f"?etat={key}", key == asked) for key, words in SORTS.items()],
        "asked": asked,
        "shown": shown,
        "rows": [(one, one.is_late(today)) for one in shown],
        "address": f"?etat={asked}&page={{page}}",
    }
    return render(request, "governance/decisions.html", context)


@page(access=PUBLIC, cached=True)
def decision(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """What was decided, by whom it must be done and when, what was said of it since."""
    found = decision_of(slug, pk)
    ties = found.ties.filter(commitment__framework__state=State.PUBLIC).select_related("commitment__framework")
    context = {
        **_about(found),
        "late": found.is_late(timezone.localdate()),
        "ties": ties,
        "history": _history(found),
        "may_amend": _may_amend(request, found),
        "may_follow": found.state == DecisionState.TO_DO and may_follow(request, found),
    }
    return render(request, "governance/decision.html", context)


@page(access=permissions.DECIDE, methods=FORM)
def take(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """A decision of a meeting that was held, with what it does to promises."""
    meeting = own_meeting(request, slug, pk, permissions.DECIDE)
    form = DecisionForm(request.POST or None, body=meeting.body)
    context = about(meeting, ("Inscrire une décision", "")) | {
        "back": meeting.get_absolute_url(),
        "lead": "",
        "send": "Inscrire la décision",
        "organisations": names.offered_organisations(None),
    }

    def do() -> str:
        taken = actions.take_decision(
            by=me(request), meeting=meeting, content=form.content(), ties=form.ties(), creates=form.creates()
        )
        return f"{meeting.get_absolute_url()}#decision-{taken.pk}"

    return answer_form(request, form, context, do, done="La décision est inscrite.")


@page(access=permissions.DECIDE, methods=FORM)
def amend(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """The correction of a decision; what somebody else stored meanwhile is shown, and nothing typed is lost."""
    found = decision_of(slug, pk)
    rights.require(me(request), permissions.DECIDE, on=found)
    now = DecisionContent(found.text, found.kind, found.holder, found.due_on)
    form = CorrectionForm(request.POST or None, initial=initial_of(now))
    context = _about(found, ("Corriger la décision", "")) | {
        "template": "governance/amend_decision.html",
        "back": found.get_absolute_url(),
        "send": "Enregistrer",
        "organisations": names.offered_organisations(None),
        "seen": request.POST.get("seen", sealed(now)),
        "stored": None,
    }

    def do() -> str:
        try:
            actions.amend_decision(
                by=me(request), decision=found, content=form.content(), seen=unsealed(request.POST.get("seen", ""))
            )
        except Overtaken as overtaken:
            context.update(stored=overtaken.stored, seen=sealed(overtaken.stored), author=last_author(found))
            raise
        return found.get_absolute_url()

    return answer_form(request, form, context, do, done="La correction est enregistrée.")


@page(access=SIGNED_IN, methods=FORM)
def follow(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """What a decision has become; a role opens the door on its body, or a role in the organisation that must do it."""
    found = decision_of(slug, pk)
    if not may_follow(request, found):
        raise rights.Refused(permissions.FOLLOW, found)
    form = FollowForm(request.POST or None, initial={"said_on": timezone.localdate(), "state": DecisionState.TO_DO})
    context = _about(found, ("Dire où elle en est", "")) | {"back": found.get_absolute_url(), "send": "Enregistrer"}
    context |= {"lead": found.text, "organisations": []}

    def do() -> str:
        told = form.cleaned_data
        actions.follow_decision(
            by=me(request),
            decision=found,
            words=told["words"],
            state=told["state"],
            said_on=told["said_on"],
            organisation=_mine(me(request), found),
        )
        return found.get_absolute_url()

    return answer_form(request, form, context, do, done="C'est dit, et daté.")


def may_follow(request: HttpRequest, found: Decision) -> bool:
    """Whoever keeps the body's decisions; a partner for what its own organisation must do."""
    if rights.may(request.user, permissions.DECIDE, on=found):
        return True
    if not found.holder_id or not rights.may(request.user, permissions.FOLLOW, on=found):
        return False
    return bool(Membership.objects.in_force().filter(user=request.user, organisation=found.holder_id).exists())


def _may_amend(request: HttpRequest, found: Decision) -> bool:
    """As long as it is to do, and the minutes of its meeting are not approved."""
    open_ = found.state == DecisionState.TO_DO and not found.meeting.is_approved
    return open_ and rights.may(request.user, permissions.DECIDE, on=found)


def _sorted_out(asked: str, today: date) -> Any:
    """Decisions of one sort; those without a date come last, whichever the database."""
    rows = Decision.objects.in_full()
    if asked == CLOSED:
        return rows.exclude(state=DecisionState.TO_DO).order_by("-closed_on", "-pk")
    found = rows.late(today) if asked == LATE else rows.open()
    return found.order_by(F("due_on").asc(nulls_last=True), "pk")


def _mine(user: User, found: Decision) -> Any:
    """In whose name somebody speaks: the holder's when it is theirs, else the organisation of their first role."""
    held = Membership.objects.in_force().filter(user=user).select_related("organisation").order_by("pk")
    return next((one.organisation for one in held if one.organisation_id == found.holder_id), None) or (
        held[0].organisation if held else None
    )


def _about(found: Decision, *further: tuple[str, str]) -> dict[str, Any]:
    meeting = found.meeting
    name = f"{found.get_kind_display()} du {french.date_longue(meeting.day)}"
    here = [(f"Réunion du {french.date_longue(meeting.day)}", meeting.get_absolute_url())]
    here += [(name, found.get_absolute_url()), *further] if further else [(name, "")]
    return {
        "decision": found,
        "meeting": meeting,
        "body": meeting.body,
        "title": further[-1][0] if further else found.text,
        "kicker": f"{name}, {meeting.body.name}",
        "trail": of_body(meeting.body, *here),
    }


def _mark(told: FollowUp, found: Decision) -> str:
    """Said of each sentence unless the decision itself is invented, which its page says."""
    return " (inventé pour la démonstration)" if told.is_invented and not found.is_invented else ""


def _history(found: Decision) -> list[dict[str, Any]]:
    """What was said, the latest first, by organisation."""
    rows = found.follow_ups.select_related("organisation").order_by("-said_on", "-pk")
    return [
        {
            "date": one.said_on,
            "title": one.get_state_display(),
            "text": french.typographie(one.words) + _mark(one, found),
            "who": one.organisation.name if one.organisation else "",
        }
        for one in rows
    ]
