"""What a body should speak about next: proposed, never imposed. Six queries, whatever there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from tenir.core.places.models import Place
from tenir.core.web import french
from tenir.modules.commitments.enums import ProvisionKind, ReportState, State, StepKind
from tenir.modules.commitments.models import SETTLED, Commitment, Framework, ProgressReport, Provision, ReportStep
from tenir.modules.governance.actions.agenda import Point
from tenir.modules.governance.enums import ItemReason, MeetingState
from tenir.modules.governance.models import Body, Decision, Meeting

# How long before its date a promise is worth a word.
SOON = timedelta(days=92)
# Of each reason: an agenda is read, not scrolled.
MOST_OF_A_REASON = 12
# Of a text with thousands of silent promises, the nearest dates are enough to choose from.
MOST_LOOKED_AT = 500
LONGEST_TITLE = 300


@dataclass(frozen=True)
class Proposal:
    """A point to tick; `key` tells it in a form."""

    key: str
    point: Point
    url: str = ""


@dataclass(frozen=True)
class Proposed:
    """The proposals of one reason, and how many more there are."""

    reason: ItemReason
    proposals: list[Proposal]
    left_out: int


def proposals(meeting: Meeting) -> list[Proposed]:
    """What is late, contested, silent or soon due in the public texts of the body, its open decisions, its last
    minutes, its unanswered recommendations; not what already stands on the agenda.
    """
    today = max(meeting.day, timezone.localdate()) if meeting.state == MeetingState.PLANNED else meeting.day
    frameworks = list(Framework.objects.filter(bodies=meeting.body, state=State.PUBLIC))
    items = list(meeting.items.all())
    taken = {one.commitment_id for one in items}, {one.decision_id for one in items}, {one.title for one in items}
    debated = _debated(meeting.body, frameworks)
    found = [
        *_minutes(meeting),
        *_decisions(meeting, today),
        *_contested(debated),
        *(one for one in _commitments(frameworks, today) if one.point.commitment_id not in debated),
        *_recommendations(frameworks),
    ]
    kept = [one for one in found if not _stands(one.point, *taken)]
    return [_grouped(reason, kept) for reason in ItemReason if any(one.point.reason == reason for one in kept)]


def _grouped(reason: ItemReason, kept: list[Proposal]) -> Proposed:
    of = [one for one in kept if one.point.reason == reason]
    return Proposed(reason, of[:MOST_OF_A_REASON], max(0, len(of) - MOST_OF_A_REASON))


def _stands(point: Point, commitments: set[int | None], decisions: set[int | None], titles: set[str]) -> bool:
    if point.commitment_id:
        return point.commitment_id in commitments
    return point.decision_id in decisions if point.decision_id else point.title in titles


def _commitments(frameworks: list[Framework], today: date) -> list[Proposal]:
    """Late first, then soon due, then silent; each promise once, for its gravest reason."""
    by_key = {one.pk: one for one in frameworks}
    silent = Q(pk__in=())
    for one in frameworks:
        before = one.silent_before(today)
        silent |= Q(framework=one.pk) & (Q(level_on__lt=before) | Q(level_on__isnull=True))
    rows = Commitment.objects.filter(framework__in=by_key, counted=True).exclude(level__in=SETTLED)
    rows = rows.filter(Q(due_on__lt=today + SOON) | silent)
    # Those without a date come last, whichever the database.
    rows = rows.order_by(F("due_on").asc(nulls_last=True), "framework", "position")
    found = []
    for row in rows[:MOST_LOOKED_AT]:
        row.framework = by_key[row.framework_id]
        reason, why = _why(row, today)
        point = Point(_cut(f"{row.framework.short_title}, {row}"), reason, why, commitment_id=row.pk)
        found.append(Proposal(f"engagement-{row.pk}", point, row.get_absolute_url()))
    return found


def _why(row: Commitment, today: date) -> tuple[ItemReason, str]:
    if row.is_late(today):
        return ItemReason.LATE, f"L'échéance ({row.due}) est passée."
    if row.due_on and row.due_on < today + SOON:
        return ItemReason.DUE, f"L'échéance est proche\u202f: {row.due}."
    if row.level_on is None:
        return ItemReason.SILENT, "Personne n'a encore dit où cela en est."
    moment = row.level_moment
    since = moment.words if moment else ""
    return ItemReason.SILENT, f"Aucune nouvelle depuis\u202f: {since}."


def _debated(body: Body, frameworks: list[Framework]) -> dict[int, ProgressReport]:
    """By promise, its report that has been under debate for the longest, in that order; in the body's territory."""
    opened = ReportStep.objects.filter(report=OuterRef("pk"), kind=StepKind.CONTESTED).values("at")[:1]
    here = Q(place=None) | Q(place__in=Place.objects.within(body.place))
    of = Q(commitment__framework__in=frameworks, commitment__counted=True)
    rows = ProgressReport.objects.filter(here, of, state=ReportState.CONTESTED)
    rows = rows.select_related("commitment__framework", "organisation", "place").annotate(opened=Subquery(opened))
    found: dict[int, ProgressReport] = {}
    for one in rows.order_by("opened", "pk")[:MOST_LOOKED_AT]:
        found.setdefault(one.commitment_id, one)
    return found


def _contested(debated: dict[int, ProgressReport]) -> list[Proposal]:
    """Told for its debate rather than for its lateness: points are one a promise, and this the body can settle."""
    found = []
    for one in debated.values():
        row, where = one.commitment, f" ({one.place.name})" if one.place else ""
        since = french.date_longue(timezone.localtime(one.opened))  # type: ignore[attr-defined]
        level = f"«\u202f{one.get_level_display().lower()}\u202f»"
        why = f"{level}, déclaré par {one.organisation}{where}, est contesté depuis le {since}."
        point = Point(
            _cut(f"{row.framework.short_title}, {row}"), ItemReason.CONTESTED, _cut(why), commitment_id=row.pk
        )
        found.append(Proposal(f"debat-{row.pk}", point, row.get_absolute_url()))
    return found


def _decisions(meeting: Meeting, today: date) -> list[Proposal]:
    rows = Decision.objects.open().filter(meeting__body=meeting.body).exclude(meeting=meeting).in_full()
    return [
        Proposal(
            f"decision-{row.pk}",
            Point(_cut(row.text), ItemReason.DECISION, _why_decision(row, today), decision_id=row.pk),
            row.get_absolute_url(),
        )
        for row in rows.order_by(F("due_on").asc(nulls_last=True), "pk")
    ]


def _why_decision(row: Decision, today: date) -> str:
    taken = f"Prise le {french.date_longue(row.meeting.day)}"
    if row.due_on is None:
        return f"{taken}, encore à faire."
    verb = "elle devait être faite" if row.is_late(today) else "elle doit être faite"
    return f"{taken}\u202f; {verb} avant le {french.date_longue(row.due_on)}."


def _minutes(meeting: Meeting) -> list[Proposal]:
    """The latest meeting held before this one, when its minutes wait."""
    rows = Meeting.objects.filter(body=meeting.body, starts_at__lt=meeting.starts_at).held().order_by("-starts_at")
    last = rows.select_related("body").first()
    if last is None or last.is_approved:
        return []
    title = f"Approuver le compte rendu de la réunion du {french.date_longue(last.day)}"
    point = Point(title, ItemReason.MINUTES, "Il n'est public qu'une fois approuvé.")
    return [Proposal(f"compte-rendu-{last.pk}", point, last.get_absolute_url())]


def _recommendations(frameworks: list[Framework]) -> list[Proposal]:
    """One point a text: they are answered one by one on their own page."""
    rows = Provision.objects.filter(framework__in=frameworks, kind=ProvisionKind.RECOMMENDATION, answers=None)
    counts: dict[int, int] = {}
    for key in rows.values_list("framework", flat=True):
        counts[key] = counts.get(key, 0) + 1
    found = []
    for one in frameworks:
        if count := counts.get(one.pk):
            title = _cut(f"Répondre aux préconisations\u202f: {one.short_title}")
            point = Point(title, ItemReason.ANSWER, f"{french.accord(count, 'préconisation')} sans réponse.")
            found.append(Proposal(f"preconisations-{one.pk}", point, f"/instances/preconisations/{one.slug}/"))
    return found


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST_TITLE else f"{words[: LONGEST_TITLE - 2]} …"
