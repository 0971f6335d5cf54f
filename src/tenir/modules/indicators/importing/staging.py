"""The values of a file laid out beside the database, in tables of this connection alone, before anybody must wait.

All that takes long is done here: reading what counts today, climbing to every enclosing place, adding up. What is left
for the transaction is to copy (`writing`). What was laid out stands only while nobody moved what it rests on: `stands`
asks that under the lock, and it is laid out again there when somebody did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from django.db import connection
from django.db.models import Max, Q

from tenir.core.journal.models import Entry
from tenir.engines.rollup.model import Value
from tenir.modules.indicators import counting, expected, totals
from tenir.modules.indicators.importing.checking import Row
from tenir.modules.indicators.models import CountedValue

# Values of one step: enough for few statements, few enough for flat memory.
STEP = 10_000
# Rows of a statement: SQLite of Debian 12 takes 32,766 values in one, and a row has at most 14.
ROWS = 1_000
VALUES, SUMS, TOTALS, ANSWERS = "import_values", "import_sums", "import_totals", "import_answers"
_ADDED = {
    **dict.fromkeys(("indicator_id", "period", "place_id", "numerator", "denominator"), "bigint"),
    "answered": "integer",
}
# `counted` is the observation that counts for the key so far, 0 where none does; `id` is given under the lock.
COLUMNS: dict[str, dict[str, str]] = {
    VALUES: {
        "rank": "integer PRIMARY KEY",
        **dict.fromkeys(("indicator_id", "place_id", "period", "numerator", "denominator"), "bigint"),
        "statement": "text",
        "contributors": "integer",
        "largest": "bigint",
        "told_where": "text",
        "reason": "text",
        "counted": "bigint",
        "id": "bigint",
    },
    SUMS: _ADDED,
    TOTALS: _ADDED,
    ANSWERS: {
        "panel_id": "bigint",
        "periodicity": "text",
        "period": "bigint",
        "place_id": "bigint",
        "answers": "integer",
    },
}
# Events that touch neither where places lie nor what is asked of them.
_OF_VALUES = ("indicators.observation", "indicators.importbatch", "indicators.closing")
Advance = Callable[[int, int], None]


def nobody_told(done: int, whole: int) -> None:
    """Nobody looks on."""


@dataclass(frozen=True)
class Staged:
    """What was laid out: which values, counting at once or not, after which event of the journal."""

    rows: Sequence[Row]
    accept: bool
    event: int


def stage(rows: Sequence[Row], *, accept: bool, advance: Advance = nobody_told) -> Staged:
    """Lay out the values of a file, sorted by their keys, with every total that they move when they count at once."""
    event = Entry.objects.aggregate(last=Max("sequence"))["last"] or 0
    clear()
    asked: dict[expected.Asked, int] = {}
    for start in range(0, len(rows), STEP):
        some = rows[start : start + STEP]
        counted = dict(_counted(some))
        pour(VALUES, (_row(start + rank, row, counted) for rank, row in enumerate(some, start=1)))
        if accept:
            plan = totals.plan(_changes(some, counted))
            asked.update(plan.answers)
            pour(SUMS, ((*one.key, one.numerator, one.denominator, one.answered) for one in plan.additions))
        advance(min(start + STEP, len(rows)), len(rows))
    pour(ANSWERS, (_answers(one) for one in expected.rows_of(expected.missing(asked.items()))))
    _gather()
    return Staged(rows, accept, event)


def stands(staged: Staged | None, rows: Sequence[Row], *, accept: bool) -> bool:
    """Whether it is what is to be written now, and rests on what still is. To be asked under the lock."""
    return (
        staged is not None
        and (staged.accept, staged.rows) == (accept, rows)
        and not _ground_moved(staged.event)
        and not _counts_moved()
    )


def clear() -> None:
    """Make the tables, or empty them."""
    for table, columns in COLUMNS.items():
        told = ", ".join(f"{name} {kind}" for name, kind in columns.items())
        _execute(f"CREATE TEMPORARY TABLE IF NOT EXISTS {table} ({told})")
        # PostgreSQL never clears up the tables of a connection by itself.
        _execute(f"{'TRUNCATE' if connection.vendor == 'postgresql' else 'DELETE FROM'} {table}")


def pour(table: str, rows: Iterable[Sequence[Any]]) -> None:
    """Add rows to one of the tables, in the order of its columns; columns at its end may be left out."""
    waiting, kinds = iter(rows), [kind.split()[0] for kind in COLUMNS[table].values()]
    while some := list(islice(waiting, ROWS)):
        names = ", ".join(list(COLUMNS[table])[: len(some[0])])
        given, values = _given(some, kinds)
        _execute(f"INSERT INTO {table} ({names}) {given}", values)


def _given(rows: Sequence[Sequence[Any]], kinds: Sequence[str]) -> tuple[str, list[Any]]:
    """Rows as SQL: on PostgreSQL one array a column, elsewhere each value."""
    if connection.vendor == "postgresql":
        arrays = ", ".join(f"%s::{kind}[]" for kind in kinds[: len(rows[0])])
        return f"SELECT * FROM UNNEST({arrays})", [list(column) for column in zip(*rows, strict=True)]  # noqa: S608
    marks = f"({', '.join(['%s'] * len(rows[0]))})"
    return f"VALUES {', '.join([marks] * len(rows))}", list(chain.from_iterable(rows))


def _gather() -> None:
    """One sum a total, of the sums of all steps; in the order of their keys: two writers never wait for each other."""
    key = "indicator_id, period, place_id"
    _execute(
        f"INSERT INTO {TOTALS} SELECT {key}, SUM(numerator), SUM(denominator), SUM(answered)"  # noqa: S608
        f" FROM {SUMS} GROUP BY {key} ORDER BY {key}"
    )
    if connection.vendor == "postgresql":
        _execute(f"ANALYZE {VALUES}")


def _counted(rows: Sequence[Row]) -> Iterator[tuple[tuple[int, int, int], tuple[int, Value | None]]]:
    waiting = iter(rows)
    while some := list(islice(waiting, counting.KEYS)):
        yield from counting.standing([counting.Key(*row.key) for row in some])


def _row(rank: int, row: Row, counted: dict[Any, tuple[int, Value | None]]) -> tuple[Any, ...]:
    return (rank, *row[2:], counted.get(row.key, (0, None))[0])


def _changes(rows: Iterable[Row], counted: dict[Any, tuple[int, Value | None]]) -> Iterator[counting.Change]:
    for row in rows:
        now = None if row.numerator is None else Value(row.numerator, row.denominator)
        yield counting.Change(counting.Key(*row.key), counted.get(row.key, (0, None))[1], now)


def _answers(row: Any) -> tuple[int, str, int, int, int]:
    return row.panel_id, row.periodicity, row.period, row.place_id, row.answers


def _ground_moved(event: int) -> bool:
    """Somebody moved places, panels or indicators since; what is said of values is asked by `_counts_moved`."""
    since = Entry.objects.filter(Q(verb__startswith="places.") | Q(verb__startswith="indicators."), sequence__gt=event)
    return since.exclude(object_type__in=_OF_VALUES).exists()


def _counts_moved() -> bool:
    """Another observation counts for one of the keys than when sums were made."""
    table = connection.ops.quote_name(CountedValue._meta.db_table)
    sql = f"""
        SELECT 1 FROM {VALUES} AS told
        LEFT JOIN {table} AS known
            ON (known.indicator_id, known.place_id, known.period) = (told.indicator_id, told.place_id, told.period)
        WHERE COALESCE(known.observation_id, 0) <> told.counted LIMIT 1
    """  # noqa: S608  (the tables are ours)
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone() is not None


def _execute(sql: str, values: Sequence[Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
