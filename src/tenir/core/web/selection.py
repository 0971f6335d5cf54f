"""What a table shows now, read from the address: filters, order, page. Nothing in the address can break the page.

Only declared columns are named in a query, so that an address cannot reach another field of the database; what is not
understood is passed over, and a page that does not exist is the first one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.db.models.expressions import OrderBy

from tenir.core.web import signs
from tenir.core.web.columns import Column, fold, follow

LONGEST_SEARCH = 100
# Every QPV of a generation (1,609 in 2024), whose figures are only ordered once it is known what may be shown.
MOST_ROWS_IN_PYTHON = 2000
LEVEL_RANKS = {level.code: rank for rank, level in enumerate(reversed(signs.LEVELS))}


@dataclass(frozen=True)
class Asked:
    """What the address asks of one table: column and direction, page, text by filtered column."""

    column: Column | None
    descending: bool
    page: int
    filters: Mapping[Column, str]


def read(params: Mapping[str, str], columns: Sequence[Column], prefix: str = "", default: str = "") -> Asked:
    """The request of an address; `default` is the order taken when it asks none, `-key` for descending."""
    sortable = {column.key: column for column in columns if column.sortable}
    asked = params.get(f"{prefix}tri", "")
    if asked.removeprefix("-") not in sortable:
        asked = default
    wanted = (
        (column, _cleaned(column, params.get(prefix + column.key, ""))) for column in columns if column.filterable
    )
    return Asked(
        column=sortable.get(asked.removeprefix("-")),
        descending=asked.startswith("-"),
        page=_page(params.get(f"{prefix}page", "")),
        filters={column: text for column, text in wanted if text},
    )


def select(rows: QuerySet | Sequence[Any], asked: Asked) -> QuerySet | Sequence[Any]:
    """`rows` filtered and in order. A QuerySet stays one; a list is worked in Python, 2,000 rows at most."""
    if isinstance(rows, QuerySet):
        return _ordered(_filtered(rows, asked), asked)
    if len(rows) > MOST_ROWS_IN_PYTHON:
        raise ValueError(f"{len(rows)} rows: give a QuerySet, a list is for {MOST_ROWS_IN_PYTHON} at most")
    return _sorted([row for row in rows if _kept(row, asked)], asked)


def _cleaned(column: Column, text: str) -> str:
    # PostgreSQL refuses NUL in text.
    text = text.replace("\0", "").strip()[:LONGEST_SEARCH]
    if column.options and text not in dict(column.options):
        return ""
    return text


def _page(text: str) -> int:
    try:
        return max(1, int(text))
    except ValueError:
        return 1


def _filtered(rows: QuerySet, asked: Asked) -> QuerySet:
    for column, text in asked.filters.items():
        if column.options:
            rows = rows.filter(**{column.order or column.path: text})
        elif column.search:
            rows = rows.filter(**{f"{column.search}__contains": fold(text)})
        else:
            raise ValueError(f"{column.key}: a QuerySet is searched in a column kept with `fold`; name it in `search`")
    return rows


def _ordered(rows: QuerySet, asked: Asked) -> QuerySet:
    """Ends with the primary key, so that a row is never on two pages; missing values last, on both databases."""
    if asked.column is None:
        return rows if rows.ordered else rows.order_by("pk")
    path = asked.column.order or asked.column.path
    expression: Case | F = _level_rank(path) if asked.column.kind == "level" else F(path)
    return rows.order_by(OrderBy(expression, descending=asked.descending, nulls_last=True), "pk")


def _level_rank(path: str) -> Case:
    whens = [When(**{path: code}, then=Value(rank)) for code, rank in LEVEL_RANKS.items()]
    return Case(*whens, default=None, output_field=IntegerField())


def _kept(row: Any, asked: Asked) -> bool:
    for column, text in asked.filters.items():
        value = column.of(row)
        if column.options and value != text:
            return False
        if not column.options and fold(text) not in fold("" if value is None else str(value)):
            return False
    return True


def _sorted(rows: list[Any], asked: Asked) -> list[Any]:
    column = asked.column
    if column is None:
        return rows
    valued = [(_sort_value(row, column), row) for row in rows]
    known = [pair for pair in valued if pair[0] is not None]
    known.sort(key=lambda pair: pair[0], reverse=asked.descending)
    return [row for _, row in known] + [row for value, row in valued if value is None]


def _sort_value(row: Any, column: Column) -> Any:
    value = follow(row, column.order) if column.order else column.of(row)
    if column.kind == "level":
        return LEVEL_RANKS.get(value)
    return fold(value) if isinstance(value, str) else value
