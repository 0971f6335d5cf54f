"""In whose name somebody may send figures, and which sheets they see."""

from __future__ import annotations

from django.db.models import QuerySet

from tenir.core import rights
from tenir.core.actions import Actor, System
from tenir.core.people.models import Organisation, User
from tenir.modules.indicators.models import ImportBatch
from tenir.modules.indicators.permissions import DECLARE


def of(by: Actor) -> QuerySet[Organisation]:
    """Organisations for which `by` holds today a role that sends figures; all of them for the machine's owner."""
    if isinstance(by, System):
        return Organisation.objects.all()
    if not isinstance(by, User) or not rights.may(by, DECLARE):
        return Organisation.objects.none()
    mine = by.memberships.in_force().with_roles(rights.roles(DECLARE))
    return Organisation.objects.filter(pk__in=mine.values("organisation"))


def require(by: Actor, sender: Organisation) -> None:
    """Raise `rights.Refused` unless `by` may send in the name of `sender`."""
    if not of(by).filter(pk=sender.pk).exists():
        raise rights.Refused(DECLARE, sender)


def require_sight(by: Actor, batch: ImportBatch) -> None:
    """A sheet is seen by those of its sender, and by those who may send figures of the sender's place."""
    if not of(by).filter(pk=batch.sender_id).exists():
        rights.require(by, DECLARE, on=batch)
