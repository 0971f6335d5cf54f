"""Fixing the day of what was notified: whoever writes to holders calls it in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tenir.core.actions import Actor
from tenir.core.disclosure import snapshot
from tenir.core.journal import chain
from tenir.modules.governance.models import DutyInstance

BATCH = 500


def mark_notified(instances: Iterable[DutyInstance], *, on: date, by: Actor) -> None:
    """Part of an action that tells holders: from this day the due day of each holds, whatever the rule becomes."""
    keys = [one.pk for one in instances]
    rows = list(DutyInstance.objects.select_for_update().filter(pk__in=keys, notified_on__isnull=True).order_by("pk"))
    events = []
    for row in rows:
        before = snapshot(row)
        row.notified_on = on
        events.append(chain.changed("governance.notify_duty", row, before=before))
    DutyInstance.objects.bulk_update(rows, ["notified_on"], batch_size=BATCH)
    if events:
        chain.record_all(events, by=by)
