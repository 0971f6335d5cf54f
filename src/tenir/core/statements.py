"""Statements that the ORM builds once and that are then asked with another key each time.

Building a statement takes Django longer than SQLite or PostgreSQL takes to answer it. On a page asked often, made of
many small reads about one object, that is most of the work. A `Kept` read keeps the SQL and changes the key alone;
tests compare each with the plain QuerySet that it stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

Row = TypeVar("Row")
Found = TypeVar("Found", bound=Model)
# Stands for the key in a kept statement (its stand-in); no key of ours is negative.
_ANY = -1_000_001


class Kept(Generic[Row]):
    """A read about one object. `build(key)` is a `values_list` QuerySet, `make` turns its cells into a row.

    Only plain columns, or values that `make` converts itself: SQLite gives dates and decimals of a UNION as text and
    numbers. A UNION comes in no order: the few rows there are get theirs from the caller.
    """

    def __init__(self, build: Callable[[int], QuerySet[Any, Any]], make: Callable[[Sequence[Any]], Row]) -> None:
        self.build, self.make = build, make
        self._statements: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def of(self, key: int) -> list[Row]:
        """The rows about `key`; one statement."""
        if connection.vendor not in self._statements:
            self._statements[connection.vendor] = _compiled(self.build(_ANY))
        return [self.make(cells) for cells in _asked(self._statements[connection.vendor], {_ANY: key})]

    def plainly(self, key: int) -> list[Row]:
        """The same, built anew by the ORM: the slow twin of tests."""
        return [self.make(cells) for cells in self.build(key)]


class KeptObject(Generic[Found]):
    """One object of a model found by the values of some of its columns, with the objects that it names in `related`.

    Like a `Kept` read, it is for plain columns: JSON would come as text.
    """

    def __init__(self, model: type[Found], by: Mapping[str, Any], related: Sequence[str] = ()) -> None:
        """`by` gives each column its stand-in: a value of its type that no row has."""
        self.model, self.by = model, by
        # None is the object itself; then the columns of each, side by side.
        self._models: dict[str | None, Any] = {None: model}
        self._models |= {name: model._meta.get_field(name).related_model for name in related}
        self._statements: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def of(self, **values: Any) -> Found | None:
        """The object with these values, or None; one statement."""
        if connection.vendor not in self._statements:
            self._statements[connection.vendor] = _compiled(self._rows(self.by))
        stand_ins = {self.by[name]: value for name, value in values.items()}
        rows = _asked(self._statements[connection.vendor], stand_ins)
        return self._made(rows[0]) if rows else None

    def plainly(self, **values: Any) -> Found | None:
        """The same by the ORM: the slow twin of tests."""
        related = [name for name in self._models if name]
        return self.model._default_manager.select_related(*related).filter(**values).first()

    def _rows(self, by: Mapping[str, Any]) -> QuerySet[Any, Any]:
        columns = [
            f"{name}__{field.attname}" if name else field.attname
            for name, model in self._models.items()
            for field in model._meta.concrete_fields
        ]
        return self.model._default_manager.filter(**by).order_by().values_list(*columns)

    def _made(self, cells: Sequence[Any]) -> Found:
        rest = iter(cells)
        made: dict[str | None, Any] = {}
        for name, model in self._models.items():
            fields = model._meta.concrete_fields
            made[name] = model.from_db(
                connection.alias, [field.attname for field in fields], list(islice(rest, len(fields)))
            )
        found: Found = made.pop(None)
        for name, one in made.items():
            setattr(found, str(name), one if one.pk is not None else None)
        return found


def _compiled(rows: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]]:
    sql, params = rows.query.get_compiler(connection=connection).as_sql()
    return sql, tuple(params)


def _asked(statement: tuple[str, tuple[Any, ...]], stand_ins: Mapping[Any, Any]) -> list[Sequence[Any]]:
    """The rows of a statement with each stand-in replaced by its value."""
    sql, params = statement
    with connection.cursor() as cursor:
        cursor.execute(sql, [stand_ins.get(value, value) for value in params])
        rows: list[Sequence[Any]] = cursor.fetchall()
        return rows
