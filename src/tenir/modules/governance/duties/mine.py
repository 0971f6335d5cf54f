"""The duties of somebody: those of their own places, and late ones that climbed to them."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from tenir.core import rights
from tenir.core.people.models import Membership
from tenir.core.rights import Role
from tenir.modules.governance.duties import ladder
from tenir.modules.governance.duties.enums import Rung
from tenir.modules.governance.duties.permissions import FULFIL
from tenir.modules.governance.models import DutyInstance
from tenir.modules.governance.models.duties import DutyInstanceQuerySet
from tenir.modules.governance.seats import Held

RUNGS = {Rung.DELEGATE: Role.DELEGATE, Rung.PREFECT: Role.PREFECTURE}


def owed_by(held: Held) -> DutyInstanceQuerySet:
    """What is to do in the very places of their roles."""
    return DutyInstance.objects.to_do().in_full().filter(place__in=held.places(rights.roles(FULFIL)))


def climbed_to(held: Held, today: date | None = None) -> list[DutyInstance]:
    """Late duties whose days have reached somebody's rung above the holder, the longest late first.

    A manager has a mandate in an organisation that answers for the place; délégué·e and préfet a role above it.
    """
    day = today or timezone.localdate()
    own = {one.pk for one in owed_by(held).late(day)}
    found: dict[int, DutyInstance] = {}
    for rung, here in _rungs(held):
        rows = DutyInstance.objects.late(day).in_full().filter(here)
        found |= {one.pk: one for one in rows if one.pk not in own and _is_told(one, rung, day)}
    return sorted(found.values(), key=lambda one: (one.due_on, one.pk))


def _rungs(held: Held) -> list[tuple[Rung, Q]]:
    answering = Membership.objects.in_force().with_roles(rights.roles(FULFIL)).filter(organisation__in=held.led)
    rungs = [(Rung.MANAGER, Q(place__in=answering.values("place")))]
    return rungs + [(rung, Q(place__in=held.reached((role,)))) for rung, role in RUNGS.items()]


def _is_told(one: DutyInstance, rung: Rung, day: date) -> bool:
    rungs = ladder.ladder(one.due_on, one.duty.reach, one.duty.steps)
    return any(told.rung == rung and told.on <= day for told in rungs)


def due_soon(held: Held, ahead: timedelta) -> DutyInstanceQuerySet:
    """What they owe that is late or due within `ahead`, the earliest day first."""
    until = timezone.localdate() + ahead
    return owed_by(held).filter(due_on__lte=until).order_by("due_on", "pk")
