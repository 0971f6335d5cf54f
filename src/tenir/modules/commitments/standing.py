"""Which of the levels that were said of a commitment is the one to show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from tenir.modules.commitments.enums import Status
from tenir.modules.commitments.moments import Moment


class Said(NamedTuple):
    """A level at a moment, declared or verified."""

    level: str
    moment: Moment
    status: str


def standing(said: Sequence[Said]) -> Said | None:
    """Of levels in the order in which they were said: the latest verified one; while none was ever verified, the
    latest declared one. Of two at one date, the one said last.
    """
    return max(reversed(said), key=lambda one: (one.status == Status.VERIFIED, one.moment.on), default=None)


def standing_fields(said: Sequence[Said]) -> dict[str, Any]:
    """The columns of a commitment that repeat it."""
    one = standing(said)
    if one is None:
        return {"level": "", "level_on": None, "level_precision": "", "level_status": ""}
    return {
        "level": one.level,
        "level_on": one.moment.on,
        "level_precision": str(one.moment.precision),
        "level_status": one.status,
    }
