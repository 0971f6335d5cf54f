"""Decisions, their follow-up to the end, and answers to the recommendations of an evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Max
from django.utils import timezone

from tenir.core import rights
from tenir.core.actions import Actor, System, action
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.people.checks import save_checked
from tenir.core.people.models import Membership, Organisation
from tenir.core.web import french
from tenir.modules.commitments.actions import amend_commitment, create_commitment
from tenir.modules.commitments.editing import contents
from tenir.modules.commitments.editing.contents import CommitmentContent
from tenir.modules.commitments.enums import ProvisionKind
from tenir.modules.commitments.models import Commitment, Framework, Provision
from tenir.modules.governance import permissions
from tenir.modules.governance.enums import DecisionKind, DecisionState, Effect, Verdict
from tenir.modules.governance.locks import locked, must_be_held
from tenir.modules.governance.models import Answer, Body, Decision, DecisionTie, FollowUp, Meeting


@dataclass(frozen=True)
class DecisionContent:
    """What was decided, who must do it and by when."""

    text: str
    kind: str = DecisionKind.DECISION
    holder: Organisation | None = None
    due_on: date | None = None
    is_invented: bool = False


@dataclass(frozen=True)
class Tie:
    """A promise that a decision concerns, or changes: with `due`, its date becomes that one (ISO)."""

    commitment: Commitment
    due: str = ""


@dataclass(frozen=True)
class NewPromise:
    """A promise that a decision creates."""

    framework: Framework
    content: CommitmentContent


@action
def take_decision(
    *,
    by: Actor,
    meeting: Meeting,
    content: DecisionContent,
    ties: Sequence[Tie] = (),
    creates: NewPromise | None = None,
) -> Decision:
    """Write a decision of a meeting that was held, with what it does to promises, through their own actions.

    Raises `BadInput` on a date before the meeting, `Refused` where `by` may not change the promise: nothing is then
    written at all.
    """
    row = locked(by, meeting, permissions.DECIDE)
    must_be_held(row)
    _due_after(row, content.due_on)
    last = row.decisions.aggregate(last=Max("position"))["last"] or 0
    decision = Decision(meeting=row, position=last + 1, **vars(content))
    save_checked(decision)
    _tie(by, decision, ties, creates)
    chain.record(chain.created("governance.record_decision", decision), by=by)
    return decision


class Overtaken(BadInput):
    """Somebody corrected the decision since it was read; `stored` is what it says now."""

    def __init__(self, stored: DecisionContent) -> None:
        super().__init__(
            "quelqu'un d'autre a corrigé cette décision entre-temps.",
            remedy="Comparez les deux versions, corrigez s'il le faut, puis enregistrez de nouveau.",
        )
        self.stored = stored


@action
def amend_decision(
    *, by: Actor, decision: Decision, content: DecisionContent, seen: DecisionContent | None = None
) -> Decision:
    """Correct a decision as long as it is to do and the minutes of its meeting are not approved.

    `seen` is what the writer had before their eyes; raises `Overtaken` when the decision says something else by now.
    """
    meeting = locked(by, decision.meeting, permissions.DECIDE)
    row = Decision.objects.select_for_update(of=("self",)).select_related("holder").get(pk=decision.pk)
    _correctable(row, meeting)
    stored = DecisionContent(row.text, row.kind, row.holder, row.due_on, row.is_invented)
    wanted = replace(content, is_invented=row.is_invented)
    if stored == wanted:
        chain.nothing_to_record()
        return row
    if seen is not None and replace(seen, is_invented=row.is_invented) != stored:
        raise Overtaken(stored)
    _due_after(meeting, content.due_on)
    before = snapshot(row)
    for name, value in vars(wanted).items():
        setattr(row, name, value)
    save_checked(row)
    chain.record(chain.changed("governance.amend_decision", row, before=before), by=by)
    return row


@action
def follow_decision(
    *,
    by: Actor,
    decision: Decision,
    words: str,
    state: str = DecisionState.TO_DO,
    said_on: date | None = None,
    organisation: Organisation | None = None,
    is_invented: bool = False,
) -> FollowUp:
    """Say what a decision has become; `state` closes it (done: what was done; dropped: why). Nothing said is edited.

    Raises `BadInput` without words, on a day to come or before the meeting, on a decision that is already closed.
    """
    _may_follow(by, decision)
    row = Decision.objects.select_for_update(of=("self",)).select_related("meeting__body__place").get(pk=decision.pk)
    day = said_on or timezone.localdate()
    _sayable(row, words, day)
    told = FollowUp(decision=row, state=state, words=words.strip(), said_on=day, organisation=organisation)
    told.is_invented = is_invented
    save_checked(told)
    events = [chain.created("governance.record_follow_up", told)]
    if state != DecisionState.TO_DO:
        before = snapshot(row)
        row.state, row.closed_on = state, day
        save_checked(row)
        events.append(chain.changed("governance.close_decision", row, before=before))
    chain.record_all(events, by=by)
    return told


@action
def answer_recommendation(
    *,
    by: Actor,
    body: Body,
    provision: Provision,
    verdict: str,
    reasons: str,
    said_on: date | None = None,
    is_invented: bool = False,
) -> Answer:
    """Answer one recommendation of a text that the body follows; a later answer stands, the earlier stays readable.

    The same answer again changes nothing. Raises `BadInput` without reasons, or on a recommendation of another text.
    """
    rights.require(by, permissions.DECIDE, on=body)
    if provision.kind != ProvisionKind.RECOMMENDATION or not body.frameworks.filter(pk=provision.framework_id).exists():
        raise BadInput("cette instance ne suit pas le texte de cette préconisation.")
    day = said_on or timezone.localdate()
    if day > timezone.localdate():
        raise BadInput(f"le {french.date_longue(day)} n'est pas encore venu.", where="répondu le")
    if not reasons.strip():
        raise BadInput("les raisons manquent.", where="raisons", remedy="Dites pourquoi, même en une phrase.")
    last = Answer.objects.filter(provision=provision).order_by("-said_on", "-pk").first()
    if last and (last.body_id, last.verdict, last.reasons) == (body.pk, verdict, reasons.strip()):
        chain.nothing_to_record()
        return last
    answer = Answer(body=body, provision=provision, verdict=Verdict(verdict), reasons=reasons.strip(), said_on=day)
    answer.is_invented = is_invented
    save_checked(answer)
    chain.record(chain.created("governance.answer_recommendation", answer), by=by)
    return answer


def _tie(by: Actor, decision: Decision, ties: Sequence[Tie], creates: NewPromise | None) -> None:
    meeting = decision.meeting
    reason = f"{decision.get_kind_display()}\u202f: {meeting.body.name}, {french.date_longue(meeting.day)}"
    for tie in {one.commitment.pk: one for one in ties}.values():
        effect = Effect.CONCERNS
        if tie.due:
            wanted = replace(contents.of(tie.commitment), due=tie.due)
            amend_commitment(by=by, commitment=tie.commitment, content=wanted, revision=None, reason=reason)
            effect = Effect.CHANGES
        DecisionTie.objects.create(decision=decision, commitment=tie.commitment, effect=effect)
    if creates:
        made = create_commitment(by=by, framework=creates.framework, content=creates.content, reason=reason)
        DecisionTie.objects.create(decision=decision, commitment=made, effect=Effect.CREATES)


def _due_after(meeting: Meeting, due_on: date | None) -> None:
    if due_on and due_on < meeting.day:
        raise BadInput(
            f"l'échéance du {french.date_longue(due_on)} est avant la réunion.",
            where="à faire avant le",
            remedy="Donnez un jour après celui de la réunion.",
        )


def _correctable(decision: Decision, meeting: Meeting) -> None:
    if decision.state != DecisionState.TO_DO:
        raise BadInput("cette décision est close.", remedy="Une nouvelle décision peut la reprendre.")
    if meeting.is_approved:
        raise BadInput(
            "le compte rendu de sa réunion est approuvé\u202f: la décision ne change plus.",
            remedy="Une nouvelle décision peut la corriger.",
        )


def _may_follow(by: Actor, decision: Decision) -> None:
    """Whoever keeps the body's decisions; a partner for what its own organisation must do."""
    rights.require(by, permissions.FOLLOW, on=decision)
    if isinstance(by, System) or rights.may(by, permissions.DECIDE, on=decision):
        return
    mine = Membership.objects.in_force().filter(user=by, organisation=decision.holder_id)
    if not decision.holder_id or not mine.exists():
        raise rights.Refused(permissions.FOLLOW, decision)


def _sayable(decision: Decision, words: str, day: date) -> None:
    if decision.state != DecisionState.TO_DO:
        raise BadInput(
            f"cette décision est close depuis le {french.date_longue(decision.closed_on)}.",
            remedy="Une nouvelle décision peut la reprendre.",
        )
    if not words.strip():
        raise BadInput("la phrase manque.", where="ce qui est dit", remedy="Dites ce qui a été fait, ou pourquoi non.")
    if not decision.meeting.day <= day <= timezone.localdate():
        raise BadInput(
            f"rien n'a pu être dit de cette décision le {french.date_longue(day)}.",
            where="dit le",
            remedy="Donnez un jour entre celui de la réunion et aujourd'hui.",
        )
