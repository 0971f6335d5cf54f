"""What stands in a person's calendar of their promises: when news are due, and when the text wants them kept."""

from __future__ import annotations

from collections.abc import Iterator

from tenir.core.people.calendars import Dated
from tenir.core.people.models import User
from tenir.modules.commitments.enums import Precision
from tenir.modules.commitments.models import SETTLED, Commitment
from tenir.modules.commitments.moments import months_before
from tenir.modules.commitments.reporting import mine


def dated(user: User) -> list[Dated]:
    """Of the promises that somebody's organisations hold."""
    return [one for owed in mine.owed_by(user) for one in _of(owed.commitment)]


def _of(row: Commitment) -> Iterator[Dated]:
    if row.level in SETTLED or not row.counted:
        return
    where = row.framework.short_title
    if row.news_on is not None:
        due = months_before(row.news_on, -row.framework.news_due_months)
        yield Dated(f"nouvelles-{row.pk}", f"Faire le point\u202f: {row}", due, row.get_absolute_url(), words=where)
    # A year or a month would stand on a day that its text does not print.
    if row.due_on is not None and row.due_precision == Precision.DAY:
        yield Dated(f"echeance-{row.pk}", f"Échéance\u202f: {row}", row.due_on, row.get_absolute_url(), words=where)
