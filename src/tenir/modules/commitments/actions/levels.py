"""Saying where a promise stands."""

from __future__ import annotations

from django.utils import timezone

from tenir.core import rights
from tenir.core.actions import Actor, System, action
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.modules.commitments import permissions
from tenir.modules.commitments.enums import Status
from tenir.modules.commitments.models import Commitment, LevelRecord
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.reporting.reciprocity import holds
from tenir.modules.commitments.restating import ALONE, Stated, add_record, restating


@action
def record_level(
    *, by: Actor, commitment: Commitment, level: str, moment: Moment, status: str, stated: Stated = ALONE
) -> LevelRecord:
    """Add a dated level. The commitment, or its application in the place that is told, shows its latest verified one,
    or its latest declared one before that.

    Raises `BadInput` on a day to come, and by who is no referent for an organisation that does not hold it;
    `rights.Refused` outside one's territory.
    """
    _may_say(by, commitment, stated, status)
    if moment.on > timezone.localdate():
        raise BadInput(f"le {moment.words} n'est pas encore venu.", remedy="Donnez la date où ce niveau était vrai.")
    with restating(commitment, stated) as events:
        record = add_record(commitment, level, moment, status, stated)
        events.append(chain.created("commitments.record_level", record))
    chain.record_all(events, by=by)
    return record


def _may_say(by: Actor, commitment: Commitment, stated: Stated, status: str) -> None:
    on = stated.place or commitment
    permission = permissions.VERIFY if status == Status.VERIFIED else permissions.DECLARE
    rights.require(by, permission, on=on)
    if isinstance(by, System) or rights.may(by, permissions.VERIFY, on=on):
        return
    if stated.organisation is None or not holds(stated.organisation, commitment):
        said_by = f"«\u202f{stated.organisation}\u202f»" if stated.organisation else "aucune organisation"
        raise BadInput(f"{said_by} ne porte pas cet engagement.", where="organisation")
