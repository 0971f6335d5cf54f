"""Schemes, funds and contracts that promises draw on, as `referentials/levers.csv` lists them."""

from __future__ import annotations

from tenir.core import referentials
from tenir.modules.commitments.adoption.alignment import Alignment
from tenir.modules.commitments.models import Lever
from tenir.modules.commitments.referential import sources

COLUMNS = ("code", "name", "meaning", "source", "first_line", "last_line")


def aligned() -> Alignment:
    """The table made equal to the list; the events are not yet recorded. Raises `BadInput` with file and line."""
    work = Alignment()
    texts = sources.aligned(work)
    wanted = {}
    for row in referentials.read("levers.csv", COLUMNS):
        lines = (row.number("first_line"), row.number("last_line"))
        wanted[row.text("code")] = {
            "code": row.text("code"),
            "name": row.text("name"),
            "meaning": row.cells["meaning"].strip(),
            "source_id": sources.named(texts, row.text("source"), row.where).pk,
            "first_line": None if lines[0] is None else int(lines[0]),
            "last_line": None if lines[1] is None else int(lines[1]),
        }
    work.align(Lever, wanted, {one.code: one for one in Lever.objects.order_by("code")})
    return work
