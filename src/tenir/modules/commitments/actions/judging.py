"""What becomes of a progress report: verified, sent back, or debated (the holder answers before the verdict)."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tenir.core import rights
from tenir.core.actions import Actor, action
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.people.models import Organisation, User
from tenir.modules.commitments import permissions, tallies
from tenir.modules.commitments.enums import ReportState, Status, StepKind
from tenir.modules.commitments.models import ProgressReport, ReportStep
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.reporting.reciprocity import awaited_countersignatures
from tenir.modules.commitments.restating import Stated, add_record, move, restating

# How long a holder has to answer before a contested report may be settled without them.
DAYS_TO_ANSWER = timedelta(days=15)


@action
def verify_report(*, by: Actor, report: ProgressReport) -> ProgressReport:
    """What was declared is now official. Raises `BadInput` where it was judged already, by who declared it, or before
    the other side has countersigned a stop; `rights.Refused` outside one's territory.
    """
    rights.require(by, permissions.VERIFY, on=report.shown_place)
    report = _locked(report, ReportState.DECLARED)
    _refuse_own(by, report)
    if waiting := awaited_countersignatures(report):
        names = ", ".join(str(one) for one in waiting)
        raise BadInput(f"ce changement attend le contreseing de\u202f: {names}.", remedy="Invitez-les à le donner.")
    step = _step(by, report, StepKind.VERIFIED)
    _enter(by, report, report.level, ReportState.VERIFIED, step)
    return report


@action
def send_back(*, by: Actor, report: ProgressReport, words: str) -> ProgressReport:
    """What was declared does not count; its holder reads why and reports again. Raises as `verify_report`."""
    rights.require(by, permissions.VERIFY, on=report.shown_place)
    report = _locked(report, ReportState.DECLARED)
    _refuse_own(by, report)
    step = _step(by, report, StepKind.SENT_BACK, words)
    _turn(by, report, ReportState.SENT_BACK, step)
    return report


@action
def contest_report(*, by: Actor, report: ProgressReport, words: str) -> ProgressReport:
    """Open a contradictory phase about what was declared or verified; a verified level stays until the verdict."""
    rights.require(by, permissions.CONTEST, on=report.shown_place)
    report = _locked(report, ReportState.DECLARED, ReportState.VERIFIED)
    _refuse_own(by, report)
    step = _step(by, report, StepKind.CONTESTED, words)
    _turn(by, report, ReportState.CONTESTED, step)
    return report


@action
def answer_contest(*, by: Actor, report: ProgressReport, words: str) -> ReportStep:
    """The holder answers. Raises `BadInput` where nothing is contested, or for another organisation."""
    rights.require(by, permissions.DECLARE, on=report.shown_place)
    report = _locked(report, ReportState.CONTESTED)
    if not _is_of(by, report.organisation):
        raise BadInput("seule l'organisation qui a déclaré répond.", where="réponse")
    step = _step(by, report, StepKind.ANSWERED, words)
    chain.record(chain.created("commitments.answer_contest", step), by=by)
    return step


@action
def settle_contest(*, by: Actor, report: ProgressReport, words: str, level: str = "") -> ProgressReport:
    """End the debate: without `level` the report is upheld and official; with one, this level is, from today on.

    Raises `BadInput` before the holder has answered or `DAYS_TO_ANSWER` have passed, and by who contested.
    """
    rights.require(by, permissions.VERIFY, on=report.shown_place)
    report = _locked(report, ReportState.CONTESTED)
    _refuse_own(by, report)
    _refuse_unheard(by, report)
    step = _step(by, report, StepKind.OVERTURNED if level else StepKind.UPHELD, words, level)
    state = ReportState.OVERTURNED if level else ReportState.VERIFIED
    _enter(by, report, level or report.level, state, step, since_today=bool(level))
    return report


@action
def countersign(*, by: Actor, report: ProgressReport) -> ReportStep:
    """An organisation that waits for this promise agrees to its stop. Raises `BadInput` where nobody asked it."""
    rights.require(by, permissions.DECLARE, on=report.shown_place)
    report = _locked(report, ReportState.DECLARED)
    mine = next((one for one in awaited_countersignatures(report) if _is_of(by, one)), None)
    if mine is None:
        raise BadInput("ce point d'avancement n'attend pas votre contreseing.")
    step = _step(by, report, StepKind.COUNTERSIGNED, organisation=mine)
    chain.record(chain.created("commitments.countersign", step), by=by)
    return step


def _locked(report: ProgressReport, *states: str) -> ProgressReport:
    """The report as it is now, its board locked: of two who judge at once, the second reads what the first did."""
    tallies.lock(report.commitment.framework_id)
    found = ProgressReport.objects.select_related("commitment__place", "commitment__framework", "place", "organisation")
    now = found.get(pk=report.pk)
    if now.state not in states:
        raise BadInput(
            f"ce point d'avancement est déjà\u202f: {now.get_state_display().lower()}.", remedy="Relisez sa page."
        )
    return now


def _is_of(by: Actor, organisation: Organisation) -> bool:
    if not isinstance(by, User):
        return True
    return bool(by.memberships.in_force().filter(organisation=organisation).exists())


def _refuse_own(by: Actor, report: ProgressReport) -> None:
    """Whoever declares never judges, nor anybody of the same organisation."""
    if isinstance(by, User) and _is_of(by, report.organisation):
        said = f"«\u202f{report.organisation}\u202f» a déclaré ce point d'avancement"
        raise BadInput(f"{said}\u202f: une autre organisation le juge.")


def _refuse_unheard(by: Actor, report: ProgressReport) -> None:
    steps = {one.kind: one for one in report.steps.order_by("id")}
    contest = steps[StepKind.CONTESTED]
    if isinstance(by, User) and contest.author_id == by.pk:
        raise BadInput("vous avez contesté ce point d'avancement\u202f: quelqu'un d'autre tranche.")
    if StepKind.ANSWERED not in steps and timezone.now() < contest.at + DAYS_TO_ANSWER:
        raise BadInput("le porteur n'a pas encore répondu.", remedy=f"Il a {DAYS_TO_ANSWER.days} jours pour le faire.")


def _step(
    by: Actor,
    report: ProgressReport,
    kind: str,
    words: str = "",
    level: str = "",
    organisation: Organisation | None = None,
) -> ReportStep:
    needs_words = kind not in (StepKind.VERIFIED, StepKind.COUNTERSIGNED)
    if needs_words and not words.strip():
        raise BadInput("dites pourquoi en quelques mots.", where="motif")
    # Under the lock of the board. Countersignatures are asked for one by one (`awaited_countersignatures`).
    if kind != StepKind.COUNTERSIGNED and report.steps.filter(kind=kind).exists():
        raise BadInput(f"c'est déjà fait\u202f: {StepKind(kind).label.lower()}.", remedy="Relisez sa page.")
    author = by if isinstance(by, User) else None
    acting = organisation or _acting_for(by, report)
    return ReportStep.objects.create(
        report=report, kind=kind, words=words.strip(), level=level, author=author, organisation=acting
    )


def _acting_for(by: Actor, report: ProgressReport) -> Organisation | None:
    """For whom somebody acts here: the public page names organisations only."""
    if not isinstance(by, User):
        return None
    reaching = by.memberships.in_force().reaching(report.shown_place).select_related("organisation")
    found = reaching.order_by("id").first()
    return found.organisation if found else None


def _turn(by: Actor, report: ProgressReport, state: str, step: ReportStep) -> None:
    """The report changes state, and what the promise shows follows."""
    with restating(report.commitment, _stated(report)) as events:
        events += [chain.created("commitments.judge_report", step), move(report, state)]
    chain.record_all(events, by=by)


def _enter(
    by: Actor, report: ProgressReport, level: str, state: str, step: ReportStep, *, since_today: bool = False
) -> None:
    """A verified level, once: of the day that the report speaks of, or of the verdict."""
    with restating(report.commitment, _stated(report)) as events:
        events += [chain.created("commitments.judge_report", step), move(report, state)]
        verified = report.levels.filter(status=Status.VERIFIED, level=level).exists()
        if since_today or not verified:
            moment = Moment(timezone.localdate() if since_today else report.on)
            record = add_record(report.commitment, level, moment, Status.VERIFIED, _stated(report), report)
            events.append(chain.created("commitments.record_level", record))
    chain.record_all(events, by=by)


def _stated(report: ProgressReport) -> Stated:
    return Stated(report.organisation, report.sentence, report.place, is_invented=report.is_invented)
