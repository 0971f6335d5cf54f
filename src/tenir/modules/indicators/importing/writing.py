"""The values of a file written by the thousand, with what counts and every total that moves; and taken back.

Plain statements: the database is held meanwhile, and building a model for each of 100,000 rows would hold it five times
as long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

from django.db import connection, models
from django.utils import timezone

from tenir.core.places.models import Place
from tenir.engines.rollup.model import Value
from tenir.modules.indicators import counting, totals
from tenir.modules.indicators.enums import State
from tenir.modules.indicators.importing.checking import Row
from tenir.modules.indicators.models import (
    FigureSource,
    ImportBatch,
    ImportedValue,
    Indicator,
    Observation,
    Verdict,
)

# Values of one step: enough for few statements, few enough for flat memory.
STEP = 10_000
# Rows of a statement: SQLite of Debian 12 takes 32,766 values in one, and a row has at most 20.
ROWS = 1_000
# The columns that differ from one value of a file to the next, in the order of `Row` after its place in the file.
_OF_ROW = ("indicator", "place", "period", "numerator", "denominator", "statement", "contributors", "largest", "where")
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
        made = _observations(batch, some, source)
        _insert(ImportedValue, {"batch": batch}, ("observation",), ((pk,) for pk in made))
        if batch.is_accepted:
            _judge(made, Verdict(verdict=State.ACCEPTED, organisation=batch.sender))
            totals.move(counting.count_last(_counted(some, made)))
        advance(min(start + STEP, len(rows)), len(rows))


def take_back(keys: Sequence[int], *, reason: str) -> None:
    """Withdraw values by their primary keys, whatever became of them. Their indicators must be held."""
    for start in range(0, len(keys), STEP):
        some = keys[start : start + STEP]
        rows = Observation.objects.filter(pk__in=some)
        rows.update(state=State.WITHDRAWN)
        _judge(some, Verdict(verdict=State.WITHDRAWN, comment=reason))
        about = [counting.Key(*key) for key in rows.order_by().values_list("indicator_id", "place_id", "period")]
        totals.move(counting.recount_all(about))


def _judge(observations: Iterable[int], verdict: Verdict) -> None:
    """The same verdict on each."""
    names = ("verdict", "organisation", "comment")
    said = {name: getattr(verdict, name) for name in names} | {"at": timezone.now()}
    _insert(Verdict, said, ("observation",), ((pk,) for pk in observations))


def _observations(batch: ImportBatch, rows: Sequence[Row], source: FigureSource | None) -> list[int]:
    """Primary keys of the new observations, in the order of the rows; two queries to know which are invented."""
    said = {
        "source": source,
        "sender": batch.sender,
        "state": State.ACCEPTED if batch.is_accepted else State.DECLARED,
        "recorded_at": batch.committed_at,
    }
    invented = _invented(Indicator, {row.indicator for row in rows}), _invented(Place, {row.place for row in rows})
    values = (
        (*row[2:-1], row.reason or batch.reason, row.indicator in invented[0] or row.place in invented[1])
        for row in rows
    )
    return _insert(Observation, said, (*_OF_ROW, "reason", "is_invented"), values)


def _invented(model: type[Indicator | Place], keys: set[int]) -> set[int]:
    """Which of these are invented; a site has few invented ones, and the thousands asked about are not sent."""
    rows = model._default_manager.filter(is_invented=True)
    return keys & set(rows.values_list("pk", flat=True))


def _counted(rows: Sequence[Row], made: Sequence[int]) -> Iterator[tuple[counting.Key, int, Value | None]]:
    for row, pk in zip(rows, made, strict=True):
        value = None if row.numerator is None else Value(row.numerator, row.denominator)
        yield counting.Key(row.indicator, row.place, row.period), pk, value


def _insert(
    model: type[models.Model], said: dict[str, Any], names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> list[int]:
    """Add rows and answer their primary keys, in order: fields `names` from each row, `said` the same for all, any
    other field by its default. Both databases answer what a statement inserts in the order of its values.
    """
    fields = {field.name: field for field in model._meta.concrete_fields if not field.primary_key}
    same = {name: field for name, field in fields.items() if name not in names}
    constant = [_prepared(field, said.get(name, field.get_default())) for name, field in same.items()]
    ordered = [fields[name] for name in (*names, *same)]
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(str(field.column)) for field in ordered)
    start = f"INSERT INTO {quoted(model._meta.db_table)} ({columns})"
    waiting, made = iter(rows), []
    with connection.cursor() as cursor:
        while some := list(islice(waiting, ROWS)):
            values, parameters = _values(ordered, some, constant)
            cursor.execute(f"{start} {values} RETURNING id", parameters)
            made += [pk for (pk,) in cursor.fetchall()]
    return made


def _values(fields: Sequence[Any], rows: Sequence[Sequence[Any]], constant: list[Any]) -> tuple[str, list[Any]]:
    """Rows as SQL: on PostgreSQL one array a column and the constants once, elsewhere each value."""
    if connection.vendor != "postgresql":
        marks = f"({', '.join(['%s'] * len(fields))})"
        return f"VALUES {', '.join([marks] * len(rows))}", list(chain.from_iterable((*row, *constant) for row in rows))
    kinds = [field.db_type(connection) for field in fields]
    varying = len(fields) - len(constant)
    arrays = ", ".join(f"%s::{kind}[]" for kind in kinds[:varying])
    once = "".join(f", %s::{kind}" for kind in kinds[varying:])
    columns = [list(column) for column in zip(*rows, strict=True)]
    return f"SELECT told.*{once} FROM UNNEST({arrays}) AS told", [*constant, *columns]  # noqa: S608  (types are the fields' own)


def _prepared(field: Any, value: Any) -> Any:
    """As the database takes it."""
    return field.get_db_prep_save(value.pk if isinstance(value, models.Model) else value, connection=connection)
