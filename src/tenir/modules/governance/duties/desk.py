"""What duties have for somebody's desk (`core/people/desk.py`)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from tenir.core import rights
from tenir.core.journal.models import Entry, Outcome
from tenir.core.people.desk import MOST_LINES, DeskLine, DeskList, DeskShare
from tenir.core.people.lately import since_last_visit
from tenir.core.people.models import User, places_reached_by
from tenir.core.rights import Role
from tenir.core.web import french
from tenir.modules.governance.duties import reading
from tenir.modules.governance.duties.enums import InstanceState, Reach
from tenir.modules.governance.duties.permissions import FULFIL
from tenir.modules.governance.models import DutyInstance

_CHANGES = ("governance.fulfil_duty", "governance.waive_duty", "governance.reopen_duty", "governance.move_duty")
MOST_CHANGES = 500
# Who answers for the contracts of a territory, and not only for the territory itself.
_FOR_CONTRACTS = (Role.PREFECTURE, Role.DELEGATE)


def share(request: HttpRequest, user: User) -> dict[str, Any] | None:
    """What one's own places owe, what places below owe, what others settled since one's last visit; nine queries.

    None for whoever may say no duty done.
    """
    held = user.memberships.in_force().with_roles(rights.roles(FULFIL))
    roles = list(held.values_list("place", "role"))
    if not roles:
        return None
    reached = DutyInstance.objects.filter(place__in=places_reached_by(held))
    mine = _mine(roles)
    todo = reached.to_do()
    return {
        "share": DeskShare(
            todo=_by_day(todo.filter(mine)),
            waiting=_by_day(todo.exclude(mine)),
            changed=_changed(user, reached, since_last_visit(request, user)),
        )
    }


def _mine(roles: list[tuple[int, str]]) -> Q:
    """One's own places; and the contracts below, for who answers for them."""
    own = Q(place__in=[place for place, _ in roles])
    return own | Q(duty__reach=Reach.CONTRACT) if any(role in _FOR_CONTRACTS for _, role in roles) else own


def _by_day(found: QuerySet[DutyInstance]) -> DeskList:
    rows = list(found.in_full().order_by("due_on", "pk")[:MOST_LINES])  # type: ignore[attr-defined]
    more = found.count() - len(rows) if len(rows) == MOST_LINES else 0
    return DeskList(tuple(_to_do(one) for one in rows), more)


def _to_do(one: DutyInstance) -> DeskLine:
    late = reading.late_words(one)
    said = f"{one.place.name}, {late}" if late else one.place.name
    return DeskLine(one.duty.title, one.get_absolute_url(), one.due_on, said, bool(late), one.is_invented)


def _changed(user: User, reached: QuerySet[DutyInstance], since: datetime) -> DeskList:
    """The latest change of each instance, but for one's own doing."""
    events = Entry.objects.filter(
        object_type=DutyInstance._meta.label_lower, verb__in=_CHANGES, outcome=Outcome.DONE, at__gte=since
    ).exclude(actor=user.identifier)
    newest = list(events.order_by("-sequence")[:MOST_CHANGES])
    latest: dict[int, Entry] = {int(event.object_id): event for event in reversed(newest)}
    rows = list(reached.filter(pk__in=list(latest)).select_related("duty", "place", "organisation"))
    lines = sorted((_settled(one, latest[one.pk]) for one in rows), key=lambda line: str(line.on), reverse=True)
    return DeskList(tuple(lines[:MOST_LINES]), max(0, len(lines) - MOST_LINES))


def _settled(one: DutyInstance, event: Entry) -> DeskLine:
    what = "rouverte" if event.verb == "governance.reopen_duty" else str(one.get_state_display()).lower()
    if event.verb == "governance.move_duty" and one.state == InstanceState.TODO:
        what = "échéance déplacée"
    by = f", par {one.organisation.name}" if one.organisation else ""
    day = timezone.localtime(event.at).date()
    return DeskLine(
        one.duty.title,
        one.get_absolute_url(),
        day,
        f"{one.place.name}, échéance du {french.date_longue(one.due_on)}, {what}{by}",
        False,
        one.is_invented,
    )
