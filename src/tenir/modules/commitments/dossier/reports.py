"""Progress reports as the page of a promise tells them, each with what became of it; one statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from tenir.core.statements import Kept
from tenir.modules.commitments.enums import ReportState, StepKind
from tenir.modules.commitments.models import Commitment, ProgressReport
from tenir.modules.commitments.moments import Moment


class Step(NamedTuple):
    """What happened to a report: what, when, in which words, by which organisation, to which level."""

    kind: str
    at: datetime
    words: str
    level: str
    organisation: str | None

    @property
    def title(self) -> str:
        """« Vérifié »."""
        return str(StepKind(self.kind).label)


@dataclass
class Reported:
    """A report in the history of a promise; it stands there as a level does (`around.Said`)."""

    pk: int
    level: str
    on: date
    sentence: str
    state: str
    sent_at: datetime
    is_invented: bool
    organisation: str
    organisation_slug: str
    blocked_words: str
    blocked_title: str | None
    blocked_slug: str | None
    blocked_framework: str | None
    steps: list[Step] = field(default_factory=list)

    @property
    def moment(self) -> Moment:
        """Of when."""
        return Moment(self.on)

    @property
    def status_words(self) -> str:
        """« Déclaré, à vérifier »."""
        return str(ReportState(self.state).label)

    @property
    def blocked_url(self) -> str:
        """The page of the promise that blocks; empty for none."""
        return f"/cadres/{self.blocked_framework}/{self.blocked_slug}/" if self.blocked_slug else ""


_REPORT = (
    *("pk", "level", "on", "sentence", "state", "sent_at", "is_invented", "organisation__name", "organisation__slug"),
    *("blocked_words", "blocked_by__title", "blocked_by__slug", "blocked_by__framework__slug"),
)
_STEP = ("steps__kind", "steps__at", "steps__words", "steps__level", "steps__organisation__name")


def _rows(key: int) -> QuerySet[ProgressReport, tuple[Any, ...]]:
    rows = ProgressReport.objects.filter(commitment=key, place=None).order_by()
    return rows.values_list(*_REPORT, "steps__id", *_STEP)


REPORTS = Kept(_rows, tuple)


def reports_of(row: Commitment) -> list[Reported]:
    """The latest first, each with its steps in their order."""
    found: dict[int, Reported] = {}
    for cells in sorted(REPORTS.of(row.pk), key=lambda one: (-one[0], one[len(_REPORT)] or 0)):
        report = found.setdefault(cells[0], _report(cells))
        if cells[len(_REPORT)] is not None:
            report.steps.append(_step(cells[len(_REPORT) + 1 :]))
    return list(found.values())


def _report(cells: Sequence[Any]) -> Reported:
    report = Reported(*cells[: len(_REPORT)])
    report.sent_at = _aware(report.sent_at)
    return report


def _step(cells: Sequence[Any]) -> Step:
    step = Step._make(cells)
    return step._replace(at=_aware(step.at))


def _aware(moment: datetime) -> datetime:
    """SQLite keeps instants in UTC without saying so."""
    return moment.replace(tzinfo=moment.tzinfo or UTC)
