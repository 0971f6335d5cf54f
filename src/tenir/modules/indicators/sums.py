"""Adding to the rows of `Total`, a few hundred in each statement.

Two writers that add to the same total must both count: the database adds, nothing is read first. Rows go in the order
of their key, so that two writers never wait for each other both ways.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import connection

from tenir.modules.indicators.models import Total
from tenir.modules.indicators.tuples import listed

# Six values a row; SQLite of Debian 12 takes 32,766 values in a statement.
ROWS = 500
_COLUMNS = "indicator_id, period, place_id, numerator, denominator, answered"


@dataclass(frozen=True)
class Addition:
    """What to add to the total of an indicator, a period and a place; `denominator` is None but for shares."""

    indicator_id: int
    period: int
    place_id: int
    numerator: int
    denominator: int | None
    answered: int

    @property
    def key(self) -> tuple[int, int, int]:
        """The total that it is about."""
        return self.indicator_id, self.period, self.place_id


def add(additions: Iterable[Addition]) -> None:
    """Add all, at most one for each total; a total that nobody answers any more loses its row."""
    ordered = iter(sorted(additions, key=lambda one: one.key))
    while rows := list(islice(ordered, ROWS)):
        _add(rows)
        _drop_unanswered(rows)


def _add(rows: Sequence[Addition]) -> None:
    table = connection.ops.quote_name(Total._meta.db_table)
    additions, values = listed([_values(row) for row in rows])
    sql = f"""
        INSERT INTO {table} ({_COLUMNS}) {additions}
        ON CONFLICT (indicator_id, period, place_id) DO UPDATE SET
            numerator = {table}.numerator + excluded.numerator,
            denominator = {table}.denominator + excluded.denominator,
            answered = {table}.answered + excluded.answered
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _values(row: Addition) -> tuple[int | None, ...]:
    return (row.indicator_id, row.period, row.place_id, row.numerator, row.denominator, row.answered)


def _drop_unanswered(rows: Sequence[Addition]) -> None:
    gone = [row for row in rows if row.answered < 0]
    if gone:
        keys = {f"{name}__in": {getattr(row, name) for row in gone} for name in ("indicator_id", "period", "place_id")}
        Total.objects.filter(**keys, answered=0).delete()
