"""The agenda of a meeting: points chosen or written, in an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max

from tenir.core.actions import Actor, action
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.people.checks import save_checked
from tenir.modules.governance.enums import ItemReason
from tenir.modules.governance.locks import locked, not_cancelled
from tenir.modules.governance.models import AgendaItem, Meeting

MOST = 60


@dataclass(frozen=True)
class Point:
    """A point to add: its words, why it stands there, what it is about."""

    title: str
    reason: str = ItemReason.FREE
    why: str = ""
    commitment_id: int | None = None
    decision_id: int | None = None


@action
def add_points(*, by: Actor, meeting: Meeting, points: Sequence[Point]) -> list[AgendaItem]:
    """Points at the end of the agenda; what stands there already is not added twice."""
    row = locked(by, meeting)
    _open(row)
    last = row.items.aggregate(last=Max("position"))["last"] or 0
    there = {_about(one) for one in row.items.all()}
    new = [point for point in points if _about(point) not in there]
    if len(there) + len(new) > MOST:
        raise BadInput(f"un ordre du jour compte au plus {MOST} points.", remedy="Retirez-en d'abord.")
    items = [AgendaItem(meeting=row, position=last + rank, **vars(point)) for rank, point in enumerate(new, start=1)]
    for item in items:
        save_checked(item)
    if items:
        chain.record_all([chain.created("governance.add_point", item) for item in items], by=by)
    else:
        chain.nothing_to_record()
    return items


@action
def move_point(*, by: Actor, item: AgendaItem, up: bool) -> None:
    """One rank up or down; at the end of the list nothing moves."""
    row = locked(by, item.meeting)
    _open(row)
    items = list(row.items.order_by("position", "pk"))
    rank = next((rank for rank, one in enumerate(items) if one.pk == item.pk), None)
    if rank is None:
        raise BadInput("ce point n'est plus à l'ordre du jour.")
    other = rank - 1 if up else rank + 1
    if not 0 <= other < len(items):
        return chain.nothing_to_record()
    moved, beside = items[rank], items[other]
    events = []
    for one, position in ((moved, beside.position), (beside, moved.position)):
        before = snapshot(one)
        one.position = position
        one.save()
        events.append(chain.changed("governance.move_point", one, before=before))
    chain.record_all(events, by=by)
    return None


@action
def remove_point(*, by: Actor, item: AgendaItem) -> None:
    """Take a point off; one that is already off stays so."""
    row = locked(by, item.meeting)
    _open(row)
    known = row.items.filter(pk=item.pk).first()
    if known is None:
        return chain.nothing_to_record()
    chain.record(chain.Event("governance.remove_point", on=known, before=snapshot(known)), by=by)
    known.delete()
    return None


def _open(meeting: Meeting) -> None:
    not_cancelled(meeting)
    if meeting.is_approved:
        raise BadInput("le compte rendu de cette réunion est approuvé\u202f: son ordre du jour ne change plus.")


def _about(one: Point | AgendaItem) -> tuple[int | None, int | None, str]:
    """What tells two points apart: the promise or decision that they are about, else their words."""
    about = (one.commitment_id, one.decision_id)
    return (*about, "" if any(about) else one.title.strip().lower())
