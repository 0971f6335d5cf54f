"""Saying where a promise stands."""

from __future__ import annotations

from django.utils import timezone

from tenir.core import rights
from tenir.core.actions import Actor, action
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.places.models import Place
from tenir.modules.commitments import permissions
from tenir.modules.commitments.enums import Status
from tenir.modules.commitments.models import Commitment, LevelRecord
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.restating import ALONE, Stated, add_record, restating


@action
def record_level(
    *, by: Actor, commitment: Commitment, level: str, moment: Moment, status: str, stated: Stated = ALONE
) -> LevelRecord:
    """Add a dated level. The commitment, or its application in the place that is told, shows its latest verified one,
    or its latest declared one before that.

    Raises `BadInput` on a day to come, `rights.Refused` outside one's territory.
    """
    _may_say(by, stated.place or commitment, status)
    if moment.on > timezone.localdate():
        raise BadInput(f"le {moment.words} n'est pas encore venu.", remedy="Donnez la date où ce niveau était vrai.")
    with restating(commitment, stated) as events:
        record = add_record(commitment, level, moment, status, stated)
        events.append(chain.created("commitments.record_level", record))
    chain.record_all(events, by=by)
    return record


def _may_say(by: Actor, on: Commitment | Place, status: str) -> None:
    permission = permissions.VERIFY if status == Status.VERIFIED else permissions.DECLARE
    rights.require(by, permission, on=on)
