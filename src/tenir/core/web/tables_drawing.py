"""Cells and headings of a table as HTML: plain strings in one pass, no template a cell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from html import escape
from typing import Any

from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from tenir.core.web import signs
from tenir.core.web.columns import Column
from tenir.core.web.french import MISSING, date_longue
from tenir.core.web.quantities import figure
from tenir.core.web.tables import BoundTable

MISSING_CELL = f'<span class="missing">{MISSING}</span>'


def body(columns: Sequence[Column], rows: Sequence[Any]) -> SafeString:
    """The rows; the first cell of each is its header."""
    openings = [_opening(column) for column in columns[1:]]
    first, rest = columns[0], list(zip(columns[1:], openings, strict=True))
    return SafeString(
        "".join(
            f'<tr><th scope="row">{content(first, row)}</th>'
            + "".join(f"{opening}{content(column, row)}</td>" for column, opening in rest)
            + "</tr>\n"
            for row in rows
        )
    )


def content(column: Column, row: Any) -> str:
    """What stands in a cell, escaped; a missing value says so and is never empty, nor zero."""
    value = column.of(row)
    if value is None or value == "":
        return MISSING_CELL
    # Words in the place of a number say why there is none.
    if column.kind == "number" and not isinstance(value, str):
        return escape(figure(value, column.unit))
    if column.kind == "date":
        return _day(value)
    if column.kind == "level":
        return signs.level_badge(value)
    text = conditional_escape(value)
    address = column.url(row) if column.url else ""
    return f'<a href="{escape(address)}">{text}</a>' if address else text


def _day(value: date) -> str:
    if isinstance(value, datetime):
        value = (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return f'<time datetime="{value.isoformat()}">{date_longue(value)}</time>'


def _opening(column: Column) -> str:
    name = f' class="{column.kind}"' if column.kind in ("number", "date") else ""
    return f'<td{name} data-label="{escape(column.title)}">'


def headings(shown: BoundTable) -> SafeString:
    """The heading of each column: a plain link where it sorts, with `aria-sort` on the one that does."""
    return SafeString("".join(_heading(shown, column) for column in shown.table.columns))


def _heading(shown: BoundTable, column: Column) -> str:
    name = ' class="number"' if column.kind == "number" else ""
    if not column.sortable:
        return f'<th scope="col"{name}>{escape(column.title)}</th>'
    direction = ""
    if shown.asked.column is column:
        direction = f' aria-sort="{"descending" if shown.asked.descending else "ascending"}"'
    link = f'<a href="{escape(shown.sort_address(column))}">{escape(column.title)}</a>'
    return f'<th scope="col"{name}{direction}>{link}</th>'
