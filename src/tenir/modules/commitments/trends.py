"""How many promises stood at each verified level on past days, from steps that each write keeps (`TrendStep`).

A step says that from a day on so many more promises stand at a level; the sum of the steps up to a day is what
`as_of.standing_on` counts promise by promise, which is the slow, obvious twin (test_trends.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.db.models import F, QuerySet, Sum

from tenir.modules.commitments.enums import State, Status
from tenir.modules.commitments.models import Commitment, Framework, LevelRecord, TrendStep

# From a day on, at a level: so many more, or fewer.
Steps = Counter[tuple[date, str]]


class _Said(NamedTuple):
    """A level that was said of a promise itself, on a day."""

    commitment: int
    on: date
    level: str


def steps(said: Iterable[_Said]) -> Steps:
    """The steps of one promise from its verified levels by day, then in the order in which they were said."""
    found: Steps = Counter()
    shown = ""
    for one in said:
        if shown:
            found[one.on, shown] -= 1
        found[one.on, one.level] += 1
        shown = one.level
    return found


def steps_of(commitment: Commitment) -> Steps:
    """Those of a promise that counts; of one that does not (1.a), none."""
    rows = _verified().filter(commitment=commitment)
    return steps(_in_order(rows)) if commitment.counted else Counter()


def count_all(framework: Framework) -> Steps:
    """Those of every promise of the framework."""
    rows = _verified().filter(commitment__framework=framework, commitment__counted=True)
    found: Steps = Counter()
    for _, said in groupby(_in_order(rows), key=lambda one: one.commitment):
        found.update(steps(said))
    return found


def _verified() -> QuerySet[LevelRecord]:
    return LevelRecord.objects.filter(place=None, status=Status.VERIFIED)


def _in_order(rows: object) -> Iterable[_Said]:
    ordered = rows.order_by("commitment", "on", "id")  # type: ignore[attr-defined]
    return map(_Said._make, ordered.values_list("commitment", "on", "level").iterator(chunk_size=2000))


def bring_up_to_date(framework: Framework) -> None:
    """Make the steps anew. The caller holds the lock of the framework's row."""
    framework.trend.all().delete()
    found = count_all(framework)
    TrendStep.objects.bulk_create(
        TrendStep(framework=framework, on=on, level=level, change=change)
        for (on, level), change in found.items()
        if change
    )


def move(framework: Framework, before: Steps, after: Steps) -> None:
    """Keep the steps after one promise of the framework went from `before` to `after`."""
    for key in sorted({*before, *after}):
        change = after[key] - before[key]
        if not change:
            continue
        kept = TrendStep.objects.filter(framework=framework, on=key[0], level=key[1])
        if not kept.update(change=F("change") + change):
            TrendStep.objects.create(framework=framework, on=key[0], level=key[1], change=change)


def agrees(framework: Framework) -> bool:
    """Whether the steps lead to today's counts; they no longer do when promises came, went, or ceased to count."""
    kept = framework.trend.order_by().values_list("level").annotate(count=Sum("change"))
    today = framework.tallies.filter(counted=True, level_status=Status.VERIFIED).order_by()
    counted = today.values_list("level").annotate(total=Sum("count"))
    return {level: count for level, count in kept if count} == dict(counted)


def national(days: Sequence[date]) -> list[tuple[date, dict[str, int]]]:
    """How many public promises stood at each level on each day; one query."""
    rows = TrendStep.objects.filter(framework__state=State.PUBLIC).order_by("on").values("on", "level")
    changes = [(row["on"], row["level"], row["total"]) for row in rows.annotate(total=Sum("change"))]
    found = []
    for day in days:
        counts: Counter[str] = Counter()
        for on, level, change in changes:
            if on <= day:
                counts[level] += change
        found.append((day, {level: count for level, count in counts.items() if count}))
    return found
