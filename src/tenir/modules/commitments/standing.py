"""Which of the levels that were said of a commitment is the one to show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from tenir.core.web import signs
from tenir.modules.commitments.enums import ReportState, Shown, Status
from tenir.modules.commitments.moments import Moment


class Said(NamedTuple):
    """A level at a moment, declared or verified."""

    level: str
    moment: Moment
    status: str


DECLARED = signs.DECLARED.code


def counted_as(level: str, status: str) -> str:
    """The level at which a commitment enters the counts: a verified one, `DECLARED` for any other, empty for none."""
    return level if not level or status == Status.VERIFIED else DECLARED


def status_shown(status: str, report: str | None) -> str:
    """Of a level record: a declared one is contested as long as a contradictory phase is open about its report."""
    contested = status == Status.DECLARED and report == ReportState.CONTESTED
    return Shown.CONTESTED if contested else status


def by_counted(groups: Iterable[tuple[str, str, int]]) -> Counter[str]:
    """Counts of (level, status) as the counts that people read."""
    found: Counter[str] = Counter()
    for level, status, count in groups:
        found[counted_as(level, status)] += count
    return found


def standing(said: Sequence[Said]) -> Said | None:
    """Of levels in the order in which they were said: the latest verified one; while none was ever verified, the
    latest declared one. Of two at one date, the one said last.
    """
    return max(reversed(said), key=lambda one: (one.status == Status.VERIFIED, one.moment.on), default=None)


def newest(said: Sequence[Said]) -> Said | None:
    """The latest news, verified or not: what silence is reckoned from. Of two of one day, the verified one."""
    return max(reversed(said), key=lambda one: (one.moment.on, one.status == Status.VERIFIED), default=None)


def standing_fields(said: Sequence[Said]) -> dict[str, Any]:
    """The columns of a commitment that repeat it, and what was declared since it was verified."""
    one, last = standing(said), newest(said)
    if one is None or last is None:
        return dict(NOTHING_SAID)
    since = one.status == Status.VERIFIED and last.status != Status.VERIFIED
    return {
        "level": one.level,
        "level_on": one.moment.on,
        "level_precision": str(one.moment.precision),
        "level_status": one.status,
        "news_on": last.moment.on,
        "news_precision": str(last.moment.precision),
        "declared_level": last.level if since else "",
        "declared_status": last.status if since else "",
    }


_OF_NEWS = {"news_on": None, "news_precision": "", "declared_level": "", "declared_status": ""}
NOTHING_SAID = {"level": "", "level_on": None, "level_precision": "", "level_status": "", **_OF_NEWS}
