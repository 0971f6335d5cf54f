"""What an organisation promised, as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404

from tenir.core.people.models import Organisation
from tenir.core.web import exports
from tenir.core.web.pages import PUBLIC, page
from tenir.modules.commitments.promised import organisations


@page(access=PUBLIC)
def organisation_file(request: HttpRequest, slug: str, format: str) -> HttpResponseBase:
    """The lines of its page that the address asks for, in CSV, JSON or XLSX. Not kept: written row by row."""
    found = get_object_or_404(Organisation, slug=slug)
    record = organisations.record(found)
    shown = organisations.table_of(record).bind(organisations.rows_of(found), request.GET)
    sheet = exports.Sheet(
        title=f"Engagements de {found.name}",
        columns=organisations.EXPORT_COLUMNS,
        rows=shown.selected,
        source="Les textes de chaque cadre, nommés sur leur page",
    )
    return exports.respond(sheet, format)
