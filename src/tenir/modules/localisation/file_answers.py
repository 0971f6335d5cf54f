"""The counts of a file as a page, as CSV, as JSON; all from one protected table."""

from __future__ import annotations

import base64
import csv
import io
import json
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from tenir.core.places.models import PlaceKind
from tenir.core.web import french
from tenir.core.web.exports import disposition, harmless
from tenir.engines.localisation.counting import Line, Table
from tenir.modules.localisation import addresses, wording
from tenir.modules.localisation.beneficiaries import Found
from tenir.modules.localisation.titles import Addressed
from tenir.outside.geocoder.client import Kind

FILES = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}
TITLE = "Comptes par quartier"
# Rows of a table on the page, and bytes of a file that the page itself holds; the rest is in the file.
SHOWN = 60
CARRIED = 16_000
HIDDEN = "masqué"
HEADS = {PlaceKind.QPV: "Par quartier prioritaire", PlaceKind.COMMUNE: "Par commune"}


def file(found: Found, format: str) -> HttpResponse:
    """The file itself."""
    response = HttpResponse(_content(found, format), content_type=FILES[format])
    response["Content-Disposition"] = disposition(TITLE, format)
    return response


def _content(found: Found, format: str) -> str:
    if format == "json":
        return json.dumps(wording.as_json(found.tables, found.counts), ensure_ascii=False, indent=2)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(wording.columns(found.tables))
    for row in wording.rows(found.tables, withheld=None):
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue()


def shown(found: Found, generation: str) -> dict[str, Any]:
    """What the page of counts says."""
    return {
        "sentence": _sentence(found, generation),
        "share": share_of(found),
        # Groups are those of the first sort of zones only (`protecting.protected`).
        "sections": [_section(table, first=not number) for number, table in enumerate(found.tables)],
        "read": [f"«\u202f{name}\u202f»" for name in found.columns.named],
        "unread": found.unread,
        "total": found.counts.total,
        "unreadable": found.counts.faults.unreadable,
        "notes": [*found.notes, *found.counts.notes, *wording.faults(found.counts)],
        "reach": round(found.reach),
        "carried": _carried(found),
        "without_communes": found.without_communes,
        "addressed": _precisions() if isinstance(found.columns, Addressed) else None,
        "grouped": bool(found.tables[0].outside.groups),
    }


def _precisions() -> dict[str, int]:
    """Metres, of an address found at its number or at its street."""
    known = addresses.PRECISIONS
    return {"number": round(known[Kind.NUMBER]), "street": round(known[Kind.STREET])}


def share_of(found: Found) -> tuple[int, int] | None:
    """People in a priority neighbourhood, among those of whom one can say; None where that is withheld, or nobody."""
    table = found.tables[0]
    if table.outside.count is None or table.cannot_say.count is None:
        return None
    said = table.people - table.cannot_say.count
    return (said - table.outside.count, said) if said else None


def _sentence(found: Found, generation: str) -> str:
    people = french.accord(found.tables[0].people, "personne")
    share = share_of(found)
    if share is None:
        return f"{people}. La part en quartier prioritaire ne peut pas être donnée sans en désigner quelques-unes."
    inside = french.nombre(share[0])
    verb = "habite" if share[0] < 2 else "habitent"
    percent = french.pourcent(*share, places=1)
    return (
        f"Sur {people}, {inside} {verb} un quartier prioritaire de {generation}, "
        f"soit {percent} de celles dont on peut le dire."
    )


def _section(table: Table, *, first: bool) -> dict[str, Any]:
    lines = sorted(table.rows, key=lambda line: (-(line.count or 0), line.code))
    return {
        "title": HEADS[PlaceKind(table.key)],
        "groups": list(table.outside.groups) if first else [],
        "rows": [_row(line, line.name, _address(table.key, line.code), grouped=first) for line in lines[:SHOWN]],
        "more": max(0, len(lines) - SHOWN),
        "ends": [
            _row(table.outside, f"{wording.OUTSIDE[:1].upper()}{wording.OUTSIDE[1:]}", grouped=first),
            _row(table.cannot_say, f"{wording.CANNOT_SAY[:1].upper()}{wording.CANNOT_SAY[1:]}", grouped=first),
        ],
    }


def _row(line: Line, name: str, url: str = "", *, grouped: bool) -> dict[str, Any]:
    cells = [(title, _number(many)) for title, many in line.groups.items()] if grouped else []
    return {"name": name, "url": url, "code": line.code, "count": _number(line.count), "cells": cells}


def _number(many: int | None) -> str:
    return HIDDEN if many is None else french.nombre(many)


def _address(kind: str, code: str) -> str:
    return reverse("places:place", kwargs={"kind": kind, "code": code})


def _carried(found: Found) -> list[tuple[str, str, str]]:
    """Files small enough to stand in the page: (word, name, address that holds it)."""
    made = []
    for word, kind in FILES.items():
        content = _content(found, word).encode()
        if len(content) <= CARRIED:
            address = f"data:{kind.replace(' ', '')};base64,{base64.b64encode(content).decode()}"
            made.append((word.upper(), f"comptes-par-quartier.{word}", address))
    return made
