"""Reports and proofs that concern somebody: theirs, those that they must judge, what was said of theirs since a day.

Every function asks a number of queries that depends on the roles of the person, never on what there is.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from tenir.core import rights
from tenir.core.people.models import User, places_reached_by
from tenir.modules.commitments import permissions
from tenir.modules.commitments.actions.judging import DAYS_TO_ANSWER
from tenir.modules.commitments.enums import HOLDING, LinkKind, ReportState, State, StepKind
from tenir.modules.commitments.evidence.enums import EvidenceState
from tenir.modules.commitments.models import (
    CommitmentLink,
    Evidence,
    EvidenceVerdict,
    Party,
    ProgressReport,
    ReportStep,
)
from tenir.modules.commitments.models.reports import ProgressReportQuerySet
from tenir.modules.commitments.reporting import mine
from tenir.modules.commitments.reporting.reciprocity import COUNTERSIGNED

# What somebody reads of their reports when another did it.
TOLD = (
    *(StepKind.VERIFIED, StepKind.SENT_BACK, StepKind.CONTESTED, StepKind.ANSWERED, StepKind.UPHELD),
    *(StepKind.OVERTURNED, StepKind.COUNTERSIGNED),
)
_IN_FULL = ("commitment__framework", "commitment__place", "organisation", "place")


def to_judge(user: User) -> QuerySet[ProgressReport]:
    """Of those on their territory, those that they may judge today: of a debate, once the holder was heard and not by
    whoever opened it.
    """
    contest = _steps(StepKind.CONTESTED)
    heard = Exists(_steps(StepKind.ANSWERED)) | Exists(contest.filter(at__lte=timezone.now() - DAYS_TO_ANSWER))
    settled_by_me = Q(heard) & ~Exists(contest.filter(author=user))
    return mine.waiting_for_judge(user, asked=True).filter(Q(state=ReportState.DECLARED) | settled_by_me)


def own_reports(user: User) -> ProgressReportQuerySet:
    """Of public texts, those of the organisations for which they may declare."""
    roles = mine.memberships_of(user)
    rows = ProgressReport.objects.filter(
        organisation__in=roles.values("organisation"), commitment__framework__state=State.PUBLIC
    )
    return rows.select_related(*_IN_FULL).order_by("id")


def to_answer(user: User) -> QuerySet[ProgressReport]:
    """Contested ones of their own that they did not answer, each knowing since when (`contested_at`)."""
    rows = own_reports(user).filter(~Exists(_steps(StepKind.ANSWERED)), state=ReportState.CONTESTED)
    return rows.annotate(contested_at=_steps(StepKind.CONTESTED).values("at")[:1])


def to_countersign(user: User) -> QuerySet[ProgressReport]:
    """Stops of promises on which theirs depend, that they have not countersigned."""
    roles = mine.memberships_of(user)
    held = Party.objects.filter(
        commitment=OuterRef("origin"), role__in=HOLDING, organisation__in=roles.values("organisation")
    )
    asked = CommitmentLink.objects.filter(Exists(held), target=OuterRef("commitment"), kind=LinkKind.CONDITIONAL_ON)
    signed = _steps(StepKind.COUNTERSIGNED).filter(organisation__in=roles.values("organisation"))
    rows = _stops().filter(Exists(asked), ~Exists(signed), commitment__framework__state=State.PUBLIC)
    here = rows.filter(commitment__place__in=places_reached_by(roles).order_by())  # type: ignore[arg-type]
    others = here.exclude(organisation__in=roles.values("organisation"))
    return others.select_related(*_IN_FULL).order_by("id")


def contested_by(user: User) -> QuerySet[ProgressReport]:
    """Debates that they opened and that nobody settled."""
    opened = _steps(StepKind.CONTESTED).filter(author=user)
    rows = ProgressReport.objects.filter(Exists(opened), state=ReportState.CONTESTED)
    return rows.select_related(*_IN_FULL).order_by("id")


def awaited(reports: Iterable[ProgressReport]) -> dict[int, list[str]]:
    """Whose countersignature each of these stops waits for, by report; three queries at most."""
    stops = {one.commitment_id: one for one in reports if one.level in COUNTERSIGNED and one.place_id is None}
    links = CommitmentLink.objects.filter(target__in=stops, kind=LinkKind.CONDITIONAL_ON)
    origins: dict[int, list[int]] = {}
    for origin, target in links.values_list("origin", "target"):
        origins.setdefault(origin, []).append(target)
    parties = Party.objects.holding().filter(commitment__in=origins).select_related("organisation")
    signed = set(
        ReportStep.objects.filter(report__in=stops.values(), kind=StepKind.COUNTERSIGNED).values_list(
            "report", "organisation"
        )
    )
    found: dict[int, set[str]] = {}
    asked = ((party, stops[target]) for party in parties.order_by("pk") for target in origins[party.commitment_id])
    for party, report in asked:
        if party.organisation_id != report.organisation_id and (report.pk, party.organisation_id) not in signed:
            found.setdefault(report.pk, set()).add(party.organisation.name)
    return {key: sorted(names) for key, names in found.items()}


def proofs_to_judge(user: User) -> QuerySet[Evidence]:
    """Proofs on their territory that nobody judged and that they did not give."""
    roles = user.memberships.in_force().with_roles(rights.roles(permissions.JUDGE_EVIDENCE))
    rows = Evidence.objects.filter(state=EvidenceState.GIVEN, commitment__place__in=places_reached_by(roles).order_by())
    others = rows.exclude(organisation__in=user.memberships.in_force().values("organisation"))
    return others.select_related("commitment__framework", "organisation").order_by("given_at", "pk")


def own_proofs(user: User) -> QuerySet[Evidence]:
    """Those that their organisations gave and nobody judged."""
    rows = Evidence.objects.filter(state=EvidenceState.GIVEN, organisation__in=_givers(user))
    return rows.select_related("commitment__framework", "organisation").order_by("given_at", "pk")


def steps_since(user: User, since: datetime) -> QuerySet[ReportStep]:
    """What others said of their reports, and of those that they contested; the latest first."""
    own = list(mine.memberships_of(user).values_list("organisation", flat=True))
    theirs = Q(report__organisation__in=own, report__commitment__framework__state=State.PUBLIC)
    opened = Q(report__in=ReportStep.objects.filter(kind=StepKind.CONTESTED, author=user).values("report"))
    rows = ReportStep.objects.filter(theirs | opened, kind__in=TOLD, at__gte=since)
    # `exclude` alone would leave out what nobody's account did.
    others = rows.filter(~Q(author=user) | Q(author=None))
    return others.select_related("organisation", "report__commitment__framework", "report__place").order_by("-id")


def verdicts_since(user: User, since: datetime) -> QuerySet[EvidenceVerdict]:
    """What was said of the proofs of their organisations, by others; the latest first."""
    rows = EvidenceVerdict.objects.filter(evidence__organisation__in=_givers(user), at__gte=since)
    others = rows.exclude(verdict=EvidenceState.WITHDRAWN)
    return others.select_related("organisation", "evidence__commitment__framework").order_by("-id")


def _givers(user: User) -> Any:
    roles = user.memberships.in_force().with_roles(rights.roles(permissions.GIVE_EVIDENCE))
    return roles.values("organisation")


def _stops() -> ProgressReportQuerySet:
    return ProgressReport.objects.filter(state=ReportState.DECLARED, level__in=COUNTERSIGNED, place=None)


def _steps(kind: str) -> QuerySet[ReportStep]:
    return ReportStep.objects.filter(report=OuterRef("pk"), kind=kind)
