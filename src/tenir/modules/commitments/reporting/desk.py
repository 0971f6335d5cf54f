"""What promises have for somebody's desk (`core/people/desk.py`)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from tenir.core.people import desk
from tenir.core.people.desk import MOST_LINES, DeskLine, DeskList, DeskShare
from tenir.core.people.lately import since_last_visit
from tenir.core.people.models import User
from tenir.core.web import french
from tenir.modules.commitments.actions.judging import DAYS_TO_ANSWER
from tenir.modules.commitments.enums import ReportState, StepKind
from tenir.modules.commitments.models import Commitment, Evidence, EvidenceVerdict, ProgressReport, ReportStep
from tenir.modules.commitments.moments import months_before
from tenir.modules.commitments.reporting import applied, around, ladder, mine
from tenir.modules.commitments.reporting.applied import SilentPlace
from tenir.modules.commitments.reporting.mine import Owed
from tenir.modules.commitments.signing import desk as signatures

# A step, as it is told of a report after its promise.
SAID = {
    StepKind.VERIFIED: "vérifié",
    StepKind.SENT_BACK: "renvoyé avec un commentaire",
    StepKind.CONTESTED: "contesté",
    StepKind.ANSWERED: "le porteur a répondu à la contestation",
    StepKind.UPHELD: "maintenu après débat",
    StepKind.OVERTURNED: "écarté après débat",
    StepKind.COUNTERSIGNED: "contresigné",
}


def share(request: HttpRequest, user: User) -> dict[str, Any] | None:
    """Reports, proofs, signatures: to give, judge, sign, awaited; a constant number of queries. None without a role."""
    if not user.memberships.in_force().exists():
        return None
    return {
        "share": DeskShare(
            todo=_together(
                desk.cut(around.to_answer(user), _answer),
                _due(user),
                desk.listed(_in_place(one) for one in applied.silent_near(user)),
                desk.cut(around.to_countersign(user), _countersign),
                desk.cut(around.to_judge(user), _judge),
                desk.cut(around.proofs_to_judge(user), _judge_proof),
                signatures.to_sign(user),
            ),
            waiting=_together(
                _declared(user),
                desk.cut(around.contested_by(user), _debated),
                desk.cut(around.own_proofs(user), _given),
                signatures.awaited(user),
            ),
            changed=_changed(user, since_last_visit(request, user)),
        )
    }


def _together(*lists: DeskList) -> DeskList:
    return DeskList(tuple(line for one in lists for line in one.lines), sum(one.more for one in lists))


def _due(user: User) -> DeskList:
    """Contested ones are told by `to_answer`, with the day by which to answer."""
    found = [one for one in mine.due_for(user) if not one.is_contested]
    return desk.listed(_news(one) for one in found)


def _news(one: Owed) -> DeskLine:
    row = one.commitment
    url = reverse("commitments:report", args=(row.framework.slug, row.slug))
    today = timezone.localdate()
    due = ladder.silent_from(row)
    if one.why == mine.LATE and row.news_on:
        # Its news are not due yet by its cadence; they are each month, since its own day is past.
        due = months_before(row.news_on, -mine.LATE_MONTHS)
    is_late = due is not None and due < today
    why = "son échéance est passée" if one.why == mine.LATE else one.why
    said = f"{why}, {row.framework.short_title}"
    return DeskLine(f"Faire le point\u202f: {row}", url, due, said, is_late, row.framework.is_invented)


def _in_place(one: SilentPlace) -> DeskLine:
    """What a place applies of larger ones is told together: it is said on one page, and there may be a hundred."""
    title = f"Faire le point\u202f: {one.place}"
    return DeskLine(title, one.url, said=one.words, is_late=True, is_invented=one.place.is_invented)


def _answer(report: ProgressReport) -> DeskLine:
    until = _day(report.contested_at + DAYS_TO_ANSWER)  # type: ignore[attr-defined]
    said = f"votre réponse est attendue d'ici là, {report.commitment.framework.short_title}"
    return _of_report("Répondre", report, until, said, is_late=until < timezone.localdate())


def _countersign(report: ProgressReport) -> DeskLine:
    said = f"un de vos engagements en dépend, {report.organisation} le dit {report.get_level_display().lower()}"
    return _of_report("Contresigner", report, _day(report.sent_at), said)


def _judge(report: ProgressReport) -> DeskLine:
    verb = "Trancher" if report.state == ReportState.CONTESTED else "Vérifier"
    told = f"déclaré par {report.organisation}, {report.get_level_display().lower()}"
    return _of_report(verb, report, _day(report.sent_at), _where(told, report))


def _judge_proof(one: Evidence) -> DeskLine:
    said = f"donnée par {one.organisation}, pour «\u202f{one.commitment}\u202f»"
    title = f"Juger la preuve\u202f: {one.title}"
    return DeskLine(title, one.get_absolute_url(), _day(one.given_at), said, is_invented=_is_invented(one.commitment))


def _declared(user: User) -> DeskList:
    """Theirs that nobody judged, and the debates about them that they answered; one list, the oldest first."""
    open_ones = around.own_reports(user).open()
    unanswered = around.to_answer(user).values("pk")
    rows = open_ones.exclude(pk__in=unanswered)
    total, shown = rows.count(), list(rows[:MOST_LINES])
    names = around.awaited([one for one in shown if one.state == ReportState.DECLARED])
    lines = tuple(_waits(one, names.get(one.pk, [])) for one in shown)
    return DeskList(lines, total - len(lines))


def _waits(report: ProgressReport, names: list[str]) -> DeskLine:
    if names:
        said = f"attend le contreseing de {french.liste_et(names)}"
    elif report.state == ReportState.CONTESTED:
        said = "contesté, attend d'être tranché"
    else:
        said = "déclaré ce jour-là, attend d'être vérifié"
    return _of_report("", report, _day(report.sent_at), _where(said, report))


def _debated(report: ProgressReport) -> DeskLine:
    return _of_report("", report, _day(report.sent_at), _where("vous l'avez contesté, le débat est ouvert", report))


def _given(one: Evidence) -> DeskLine:
    said = f"preuve donnée ce jour-là, attend d'être jugée, pour «\u202f{one.commitment}\u202f»"
    return DeskLine(
        one.title, one.get_absolute_url(), _day(one.given_at), said, is_invented=_is_invented(one.commitment)
    )


def _changed(user: User, since: datetime) -> DeskList:
    return _together(
        desk.cut(around.steps_since(user, since), _step), desk.cut(around.verdicts_since(user, since), _verdict)
    )


def _step(step: ReportStep) -> DeskLine:
    return _of_report("", step.report, _day(step.at), _where(said_of(step), step.report))


def said_of(step: ReportStep) -> str:
    """« vérifié par Préfecture »: what was done, and for which organisation."""
    said = SAID[StepKind(step.kind)]
    return f"{said}, par {step.organisation}" if step.organisation else said


def _verdict(one: EvidenceVerdict) -> DeskLine:
    by = f", par {one.organisation}" if one.organisation else ""
    proof = one.evidence
    said = f"preuve {one.get_verdict_display().lower()}{by}"
    return DeskLine(
        proof.title, proof.get_absolute_url(), _day(one.at), said, is_invented=_is_invented(proof.commitment)
    )


def _of_report(verb: str, report: ProgressReport, on: date, said: str, *, is_late: bool = False) -> DeskLine:
    title = f"{verb}\u202f: {report.subject}" if verb else report.subject
    url = reverse("commitments:judge-report", args=(report.pk,))
    return DeskLine(title, url, on, said, is_late, report.is_invented or _is_invented(report.commitment))


def _where(said: str, report: ProgressReport) -> str:
    return f"{said}, {report.commitment.framework.short_title}"


def _is_invented(row: Commitment) -> bool:
    return row.framework.is_invented


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
