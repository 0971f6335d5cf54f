"""Parts of the actions that change what is said of a promise: one more level, and all that repeats it follows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tenir.core.disclosure import snapshot
from tenir.core.journal import chain
from tenir.core.people.models import Organisation
from tenir.core.places.models import Place
from tenir.modules.commitments import tallies, trends
from tenir.modules.commitments.descriptions import NOWHERE, Lines
from tenir.modules.commitments.enums import Level, Status
from tenir.modules.commitments.models import Application, Commitment, LevelRecord, ProgressReport, Source
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.standing import Said, standing_fields, status_shown


@dataclass(frozen=True)
class Stated:
    """Beside a level: who said it, in which sentence, for which place that applies the promise, from which text."""

    organisation: Organisation | None = None
    sentence: str = ""
    place: Place | None = None
    source: Source | None = None
    lines: Lines = NOWHERE
    is_invented: bool = False

    @property
    def columns(self) -> dict[str, Any]:
        """As a level record keeps them."""
        names = ("organisation", "sentence", "place", "source", "is_invented")
        lines = {"first_line": self.lines.first, "last_line": self.lines.last, "page": self.lines.page}
        return {**{name: getattr(self, name) for name in names}, **lines}


# Nothing beside the level.
ALONE = Stated()


def add_record(
    commitment: Commitment,
    level: str,
    moment: Moment,
    status: str,
    stated: Stated,
    report: ProgressReport | None = None,
) -> LevelRecord:
    """Part of an action, inside `restating`: one more level."""
    return LevelRecord.objects.create(
        commitment=commitment,
        level=Level(level),
        on=moment.on,
        precision=moment.precision,
        status=Status(status),
        report=report,
        **stated.columns,
    )


@contextmanager
def restating(commitment: Commitment, stated: Stated = ALONE) -> Iterator[list[chain.Event]]:
    """Part of an action: whatever levels change inside, the promise (or its application in a place), the counts and
    the trend say so afterwards, and the events that tell it are in the list. Writers of one board follow each other.
    """
    framework, events = tallies.lock(commitment.framework_id), list[chain.Event]()
    before_it = trends.steps_of(commitment)
    yield events
    shown = _shown(commitment, stated)
    before = snapshot(shown) if shown.pk else None
    for name, value in standing_fields(_said_of(commitment, stated.place)).items():
        setattr(shown, name, value)
    shown.save()
    if stated.place is None:
        trends.move(framework, before_it, trends.steps_of(commitment))
        tallies.bring_up_to_date(framework)
    events.extend(_amended(shown, before))


def _shown(commitment: Commitment, stated: Stated) -> Commitment | Application:
    """What repeats the level: the promise, or its application in a place, begun by its first level.

    Read anew, under the lock: the caller's copy may be older, and must not tell what a refusal then rolls back.
    """
    if stated.place is None:
        return Commitment.objects.get(pk=commitment.pk)
    found = Application.objects.filter(commitment=commitment, place=stated.place).first()
    return found or Application(commitment=commitment, place=stated.place, is_invented=stated.is_invented)


def _amended(shown: Commitment | Application, before: dict[str, Any] | None) -> list[chain.Event]:
    name = shown._meta.model_name
    if before is None:
        return [chain.created(f"commitments.create_{name}", shown)]
    if snapshot(shown) == before:
        return []
    return [chain.changed(f"commitments.amend_{name}", shown, before=before)]


def _said_of(commitment: Commitment, place: Place | None) -> list[Said]:
    names = ("level", "on", "precision", "status", "report__state")
    rows = commitment.levels.telling().filter(place=place).order_by("id").values_list(*names)
    return [Said(level, Moment(on, how), status_shown(status, state)) for level, on, how, status, state in rows]


def move(report: ProgressReport, state: str) -> chain.Event:
    """Part of an action: the report is now at `state`; the event that says so."""
    before = snapshot(report)
    report.state = state
    report.save(update_fields=["state"])
    return chain.changed("commitments.move_report", report, before=before)
