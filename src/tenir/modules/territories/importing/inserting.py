"""Thousands of rows in one plain statement: an object a row costs more than all the rest of writing it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def insert_all(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows whose values stand in the order of `columns`; the database's own constraints hold."""
    fields = [model._meta.get_field(name.removesuffix("_id")) for name in columns]
    kept = [[_stored(field, value) for field, value in zip(fields, row, strict=True)] for row in rows]
    if not kept:
        return
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})', kept)  # noqa: S608


def _stored(field: Any, value: Any) -> Any:
    """As this database keeps it; a key or a number needs nothing."""
    if value is None or isinstance(value, int | float | str):
        return value
    return field.get_db_prep_value(value, connection, prepared=False)
