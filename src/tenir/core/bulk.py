"""Thousands of rows in one plain statement: an object a row costs more than all the rest of writing it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models

# What both databases take as it is.
_PLAIN = (
    *(models.CharField, models.TextField, models.IntegerField, models.FloatField, models.ForeignKey),
    *(models.BooleanField, models.BinaryField),
)


def insert_all(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows whose values stand in the order of `columns`; the database's own constraints hold."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    others = {place: _as_stored(fields[name]) for place, name in enumerate(columns) if _is_changed(fields[name])}
    kept = [_stored(row, others) for row in rows] if others else list(rows)
    if not kept:
        return
    table, names = f'"{model._meta.db_table}"', ", ".join(f'"{name}"' for name in columns)
    if connection.vendor == "postgresql":
        _copy(f"COPY {table} ({names}) FROM STDIN", kept)
        return
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", kept)  # noqa: S608


def _copy(statement: str, rows: Sequence[Sequence[Any]]) -> None:
    """Errors as Django tells them: it wraps those of `execute`, and not those of `copy`."""
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _is_changed(field: Any) -> bool:
    return not isinstance(field, _PLAIN)


def _as_stored(field: Any) -> Callable[[Any], Any]:
    """A value of a column as this database keeps it; days and shares are few, and come thousands of times."""
    return lru_cache(maxsize=10_000)(lambda value: field.get_db_prep_value(value, connection, prepared=False))


def _stored(row: Sequence[Any], others: dict[int, Callable[[Any], Any]]) -> list[Any]:
    return [others[place](value) if place in others else value for place, value in enumerate(row)]
