"""Tag of tables (`core/web/tables.py`)."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tenir.core.web import tables_drawing
from tenir.core.web.columns import Column
from tenir.core.web.tables import BoundTable

register = template.Library()


@register.simple_tag
def table(shown: BoundTable) -> SafeString:
    """A table with its filters, sorted headings, pages and exports; all by plain links and one GET form."""
    context = {
        "shown": shown,
        "table": shown.table,
        "filters": [_filter(shown, column) for column in shown.table.columns if column.filterable],
        "headings": tables_drawing.headings(shown),
        "body": tables_drawing.body(shown.table.columns, shown.rows),
        "kept": shown.kept_fields(),
        "pages_address": shown.address(page=None) + ("&" if len(shown.address(page=None)) > 1 else ""),
        "exports": shown.export_addresses() if shown.table.exports and shown.count else [],
        "things": shown.table.things[shown.count > 1],
    }
    return render_to_string("web/tables/table.html", context)


def _filter(shown: BoundTable, column: Column) -> dict[str, Any]:
    return {
        "name": shown.table.prefix + column.key,
        "id": f"{shown.table.key}-{column.key}",
        "title": column.title,
        "options": column.options,
        "value": shown.asked.filters.get(column, ""),
    }
