"""The values of a file copied from where `staging` laid them out, with what counts and every total; and taken back.

A few plain statements: the database is held meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models
from django.utils import timezone

from tenir.core.places.models import Place
from tenir.modules.indicators import counting, totals
from tenir.modules.indicators.enums import State
from tenir.modules.indicators.importing import staging
from tenir.modules.indicators.importing.staging import ANSWERS, STEP, TOTALS, VALUES
from tenir.modules.indicators.models import (
    CountedValue,
    Expected,
    FigureSource,
    ImportBatch,
    ImportedValue,
    Indicator,
    Observation,
    Total,
    Verdict,
)

_KEY = ("indicator_id", "place_id", "period")
_SAME = ("numerator", "denominator", "statement", "contributors", "largest")


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


def write(batch: ImportBatch, *, source: FigureSource | None) -> None:
    """Keep the values that are laid out; accepted ones count at once. Their indicators must be held."""
    _number()
    said = {
        "source": source,
        "sender": batch.sender,
        "state": State.ACCEPTED if batch.is_accepted else State.DECLARED,
        "recorded_at": batch.committed_at,
    }
    reason = _constant(Observation._meta.get_field("reason"), batch.reason)
    taken = {name: name for name in ("id", *_KEY, *_SAME)} | {"where": "told_where"}
    # A line may give its own reason.
    taken["reason"] = f"CASE WHEN reason = '' THEN {reason[0]} ELSE reason END"
    taken["is_invented"] = f"indicator_id IN {_invented(Indicator)} OR place_id IN {_invented(Place)}"
    _copy(Observation, VALUES, taken, said, more=[reason[1]])
    _copy(ImportedValue, VALUES, {"observation_id": "id"}, {"batch": batch})
    if batch.is_accepted:
        _judge(Verdict(verdict=State.ACCEPTED, organisation=batch.sender))
        _count()
    staging.clear()


def take_back(keys: Sequence[int], *, reason: str) -> None:
    """Withdraw values by their primary keys, whatever became of them. Their indicators must be held."""
    for start in range(0, len(keys), STEP):
        some = keys[start : start + STEP]
        rows = Observation.objects.filter(pk__in=some)
        rows.update(state=State.WITHDRAWN)
        Verdict.objects.bulk_create(
            Verdict(observation_id=pk, verdict=State.WITHDRAWN, comment=reason, at=timezone.now()) for pk in some
        )
        about = [counting.Key(*key) for key in rows.order_by().values_list("indicator_id", "place_id", "period")]
        totals.move(counting.recount_all(about))


def _number() -> None:
    """Give the observations their primary keys: the next ones."""
    table = Observation._meta.db_table
    if connection.vendor == "postgresql":
        given, values = "nextval(pg_get_serial_sequence(%s, 'id'))", [table]
    else:
        given, values = "rank + COALESCE((SELECT seq FROM sqlite_sequence WHERE name = %s), 0)", [table]
    _execute(f"UPDATE {VALUES} SET id = {given}", values)  # noqa: S608  (the table is ours)


def _judge(verdict: Verdict) -> None:
    """The same verdict on each."""
    said = {name: getattr(verdict, name) for name in ("verdict", "organisation")} | {"at": timezone.now()}
    _copy(Verdict, VALUES, {"observation_id": "id"}, said)


def _invented(model: type[Indicator | Place]) -> str:
    """Those that are invented: what is sent of them is too."""
    return f"(SELECT id FROM {_quoted(model)} WHERE is_invented)"  # noqa: S608  (the table is ours)


def _count() -> None:
    """The values count: nothing ranks above what was accepted a moment ago."""
    same = {name: name for name in _KEY}
    conflict = f"ON CONFLICT ({', '.join(_KEY)}) DO UPDATE SET observation_id = excluded.observation_id"
    _copy(CountedValue, VALUES, {**same, "observation_id": "id"}, {}, end=conflict)
    _copy(Expected, ANSWERS, {name: name for name in staging.COLUMNS[ANSWERS]}, {}, end="ON CONFLICT DO NOTHING")
    _copy(Total, TOTALS, {name: name for name in staging.COLUMNS[TOTALS]}, {}, end=_added())
    gone = f"SELECT indicator_id, period, place_id FROM {TOTALS} WHERE answered < 0"  # noqa: S608
    _execute(f"DELETE FROM {_quoted(Total)} WHERE answered = 0 AND (indicator_id, period, place_id) IN ({gone})")  # noqa: S608


def _added() -> str:
    """The database adds, nothing is read first."""
    sums = ", ".join(
        f"{one} = {_quoted(Total)}.{one} + excluded.{one}" for one in ("numerator", "denominator", "answered")
    )
    return f"ON CONFLICT (indicator_id, period, place_id) DO UPDATE SET {sums}"


def _copy(
    model: type[models.Model],
    origin: str,
    taken: Mapping[str, str],
    said: Mapping[str, Any],
    *,
    more: Sequence[Any] = (),
    end: str = "",
) -> None:
    """Rows of a model: columns `taken` from `origin` by an expression each (whose parameters are `more`), fields `said`
    the same for all, any other by its default.
    """
    fields = [one for one in model._meta.concrete_fields if one.column not in taken and not one.primary_key]
    same = [_constant(one, said.get(one.name, one.get_default())) for one in fields]
    columns = ", ".join(map(connection.ops.quote_name, (*taken, *(str(one.column) for one in fields))))
    values = ", ".join((*taken.values(), *(mark for mark, _ in same)))
    # SQLite would take ON CONFLICT for the condition of a join, were there no WHERE.
    sql = f"INSERT INTO {_quoted(model)} ({columns}) SELECT {values} FROM {origin} WHERE 1 = 1 {end}"  # noqa: S608
    _execute(sql, [*more, *(value for _, value in same)])


def _constant(field: Any, value: Any) -> tuple[str, Any]:
    """A value as the database takes it, and the mark that stands for it: PostgreSQL wants to know its kind."""
    given = field.get_db_prep_save(value.pk if isinstance(value, models.Model) else value, connection=connection)
    mark = f"%s::{field.db_type(connection)}" if connection.vendor == "postgresql" else "%s"
    return mark, given


def _quoted(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _execute(sql: str, values: Sequence[Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
