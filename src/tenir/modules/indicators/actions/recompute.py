"""Putting totals right again, when a check found that they are not what counts adds up to."""

from __future__ import annotations

from collections.abc import Iterator

from tenir.core.actions import Actor, System, action
from tenir.core.journal import chain
from tenir.core.rights import Refused
from tenir.modules.indicators import counting, expected, permissions, recomputing
from tenir.modules.indicators.models import Indicator, Observation, Panel


@action
def recompute_totals(*, by: Actor) -> recomputing.Comparison:
    """Compute everything anew and write what differs; the owner of the machine only."""
    if not isinstance(by, System):
        raise Refused(permissions.DESCRIBE)
    counting.hold_all(Indicator.objects.values_list("pk", flat=True))
    for panel in Panel.objects.all():
        expected.rebuild(panel)
    for _ in counting.recount_all(_keys()):
        pass
    found = recomputing.compare()
    recomputing.put_right(found.differences)
    if found.differences:
        told = chain.Event("indicators.recompute_totals", after={"totals": len(found.differences)})
        chain.record(told, by=by)
    else:
        chain.nothing_to_record()
    return found


def _keys() -> Iterator[counting.Key]:
    """Every key of which a value was ever sent."""
    rows = Observation.objects.order_by().values_list("indicator", "place", "period").distinct()
    return (counting.Key(*row) for row in rows.iterator(chunk_size=recomputing.CHUNK))
