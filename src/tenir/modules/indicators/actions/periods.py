"""Closing a period of an indicator, so that what was published of it moves no more."""

from __future__ import annotations

from tenir.core import rights
from tenir.core.actions import Actor, action
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Period
from tenir.modules.indicators import counting, permissions
from tenir.modules.indicators.models import Closing, Indicator


@action
def close_period(*, by: Actor, indicator: Indicator, period: Period) -> Closing:
    """No value and no verdict is taken for this period any more; closing it twice changes nothing."""
    rights.require(by, permissions.CLOSE, on=indicator)
    counting.hold(indicator.pk)
    closing, is_new = Closing.objects.get_or_create(indicator=indicator, period=period.id)
    if is_new:
        chain.record(chain.created("indicators.close_period", closing), by=by)
    else:
        chain.nothing_to_record()
    return closing


@action
def reopen_period(*, by: Actor, indicator: Indicator, period: Period, reason: str) -> None:
    """Take values again for a closed period; the journal keeps why."""
    rights.require(by, permissions.CLOSE, on=indicator)
    closing = Closing.objects.filter(indicator=indicator, period=period.id).first()
    if closing is None:
        raise BadInput(
            f"la période «\u202f{periods.label(period)}\u202f» n'est pas close.", remedy="Rechargez la page."
        )
    if not reason.strip():
        raise BadInput("il manque une phrase.", remedy="Dites pourquoi la période est rouverte.")
    event = chain.Event("indicators.reopen_period", on=closing, reason=reason)
    chain.record(event, by=by)
    closing.delete()
