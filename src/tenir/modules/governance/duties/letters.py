"""What the letter of a person says of duties: those that they owe, and late ones that climbed to them.

Nobody gets a letter of its own for it: each rung reads it in the one letter that they get anyway.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone

from tenir.core.actions import Actor
from tenir.core.people.digests import MOST_LINES, Line, Section
from tenir.core.web import french
from tenir.modules.governance.duties import mine, reading
from tenir.modules.governance.duties.notifying import mark_notified
from tenir.modules.governance.models import DutyInstance
from tenir.modules.governance.seats import Held

# Letters come once a month unless somebody chose otherwise: nobody learns of a day once it is past.
AHEAD = timedelta(days=31)


def sections(held: Held) -> list[Section]:
    """What I owe first."""
    return [*_owed(held), *_climbed(held)]


def _owed(held: Held) -> list[Section]:
    rows = list(mine.due_soon(held, AHEAD))
    if not rows:
        return []
    late = sum(one.due_on < timezone.localdate() for one in rows)
    among = f", dont {french.nombre(late)} en retard" if late else ""
    title = f"{french.accord(len(rows), 'obligation')} à remplir{among}"
    return [Section(title, _lines(rows), once_written=lambda by: _notify(rows, by))]


def _notify(rows: Sequence[DutyInstance], by: Actor) -> None:
    """The day that the holder was told holds from now on; those beyond the letter's length were not told."""
    mark_notified(rows[:MOST_LINES], on=timezone.localdate(), by=by)


def _climbed(held: Held) -> list[Section]:
    rows = mine.climbed_to(held)
    if not rows:
        return []
    title = french.accord(len(rows), "obligation")
    return [Section(f"{title} en retard sur votre territoire", _lines(rows))]


def _lines(rows: Sequence[DutyInstance]) -> list[Line]:
    return [Line(_words(one), one.get_absolute_url()) for one in rows]


def _words(one: DutyInstance) -> str:
    """« Rendre compte, Côte-d'Or, avant le 28 février 2026 (10 jours de retard) »."""
    late = reading.late_words(one)
    told = f"{one.duty.title}, {one.place.name}, avant le {french.date_longue(one.due_on)}"
    return f"{told} ({late})" if late else told
