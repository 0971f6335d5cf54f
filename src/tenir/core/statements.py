"""Statements that the ORM builds once and that are then asked with another key each time.

Building a statement takes Django longer than SQLite or PostgreSQL takes to answer it. On a page asked often, made of
many small reads about one object, that is most of the work. A `Kept` read keeps the SQL and changes the key alone;
tests compare each with the plain QuerySet that it stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import QuerySet

Row = TypeVar("Row")
# Stands for the key in a kept statement; no key of ours is negative.
_ANY = -1_000_001


class Kept(Generic[Row]):
    """A read about one object. `build(key)` is a `values_list` QuerySet, `make` turns its cells into a row.

    Only plain columns, or values that `make` converts itself: SQLite gives dates and decimals of a UNION as text and
    numbers. Rows come in no order: the few there are get their order from the caller.
    """

    def __init__(self, build: Callable[[int], QuerySet[Any, Any]], make: Callable[[Sequence[Any]], Row]) -> None:
        self.build, self.make = build, make
        self._statements: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def of(self, key: int) -> list[Row]:
        """The rows about `key`; one statement."""
        if connection.vendor not in self._statements:
            compiler = self.build(_ANY).query.get_compiler(connection=connection)
            sql, params = compiler.as_sql()
            self._statements[connection.vendor] = (sql, tuple(params))
        sql, params = self._statements[connection.vendor]
        with connection.cursor() as cursor:
            cursor.execute(sql, [key if value == _ANY else value for value in params])
            return [self.make(cells) for cells in cursor.fetchall()]

    def plainly(self, key: int) -> list[Row]:
        """The same, built anew by the ORM: the slow twin of tests."""
        return [self.make(cells) for cells in self.build(key)]
