"""The values of a file written by the thousand, with what counts and every total that moves; and taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection
from django.utils import timezone

from tenir.modules.indicators import counting, totals
from tenir.modules.indicators.enums import State
from tenir.modules.indicators.importing.checking import Row
from tenir.modules.indicators.models import FigureSource, ImportBatch, ImportedValue, Observation, Verdict

# Values of one step: enough for few statements, few enough for flat memory.
STEP = 5_000
Advance = Callable[[int, int], None]


def nobody_told(done: int, whole: int) -> None:
    """Nobody looks on."""


@contextmanager
def unspilled() -> Iterator[None]:
    """On SQLite keep changed pages in memory until the commit, so that readers go on meanwhile (decision 5)."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_spill = OFF")
        try:
            yield
        finally:
            cursor.execute("PRAGMA cache_spill = ON")


def write(batch: ImportBatch, rows: Sequence[Row], *, source: FigureSource | None, advance: Advance) -> None:
    """Keep the values of a file, sorted by their keys; accepted ones count at once. Their indicators must be held."""
    for start in range(0, len(rows), STEP):
        some = rows[start : start + STEP]
        made = Observation.objects.bulk_create(_observation(batch, row, source) for row in some)
        ImportedValue.objects.bulk_create(ImportedValue(batch=batch, observation=one) for one in made)
        if batch.is_accepted:
            _judge(made, Verdict(verdict=State.ACCEPTED, organisation=batch.sender))
        advance(min(start + STEP, len(rows)), len(rows))


def take_back(keys: Sequence[int], *, reason: str) -> None:
    """Withdraw values by their primary keys, whatever became of them. Their indicators must be held."""
    for start in range(0, len(keys), STEP):
        some = Observation.objects.filter(pk__in=keys[start : start + STEP])
        some.update(state=State.WITHDRAWN)
        _judge(list(some.only("indicator_id", "place_id", "period")), Verdict(verdict=State.WITHDRAWN, comment=reason))


def _judge(observations: Sequence[Observation], verdict: Verdict) -> None:
    """The same verdict on each, then what counts, then totals."""
    at = timezone.now()
    Verdict.objects.bulk_create(
        Verdict(
            observation=one,
            verdict=verdict.verdict,
            at=at,
            organisation=verdict.organisation,
            comment=verdict.comment,
        )
        for one in observations
    )
    totals.move(counting.recount_all(counting.Key.of(one) for one in observations))


def _observation(batch: ImportBatch, row: Row, source: FigureSource | None) -> Observation:
    return Observation(
        indicator_id=row.indicator,
        place_id=row.place,
        period=row.period,
        numerator=row.numerator,
        denominator=row.denominator,
        statement=row.statement,
        contributors=row.contributors,
        largest=row.largest,
        source=source,
        where=row.where,
        sender=batch.sender,
        reason=row.reason or batch.reason,
        state=State.ACCEPTED if batch.is_accepted else State.DECLARED,
        recorded_at=batch.committed_at or timezone.now(),
    )
