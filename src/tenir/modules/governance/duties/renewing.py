"""Bringing the instances of a duty up to what its rule says: part of an action that holds the duty's row."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.web.french import date_longue
from tenir.modules.governance.duties import opening
from tenir.modules.governance.duties.enums import InstanceState
from tenir.modules.governance.models import Duty, DutyInstance, DutyStart

BATCH = 500


def held(duty: Duty) -> Duty:
    """The duty as it is now, held to the end of the transaction: one opener at a time."""
    return Duty.objects.select_for_update(of=("self",)).select_related("place").get(pk=duty.pk)


def renewed(duty: Duty, starts: Iterable[DutyStart]) -> list[chain.Event]:
    """Open what is missing and move the days that nobody was told of; the events of it. A notified day is left."""
    work = opening.work_of(duty, starts, timezone.localdate())
    DutyInstance.objects.bulk_create(work.missing, batch_size=BATCH)
    events = [chain.created("governance.open_duty", one) for one in work.missing]
    for row, day in work.moved:
        before = snapshot(row)
        row.due_on = day
        events.append(chain.changed("governance.move_duty", row, before=before))
    DutyInstance.objects.bulk_update([row for row, _ in work.moved], ["due_on"], batch_size=BATCH)
    return events


def refuse_settled(row: DutyInstance) -> None:
    """Raise `BadInput` on an instance that somebody has said done or waived."""
    if row.state != InstanceState.TODO:
        raise BadInput(
            f"cette échéance a déjà été réglée, le {date_longue(row.settled_on)}.",
            remedy="Rechargez sa page pour voir ce qui en a été dit.",
        )
