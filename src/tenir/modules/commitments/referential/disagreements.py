"""Where sources disagree, as `referentials/conflicts.json` lists it: both sayings are kept, each with its lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Any

from tenir.core.actions import Actor, action
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.modules.commitments.adoption.alignment import Alignment
from tenir.modules.commitments.models import Commitment, Disagreement, Framework, Saying, Source
from tenir.modules.commitments.referential import sources

FILE = "referentials/conflicts.json"


def read() -> list[dict[str, Any]]:
    """The list as it is written."""
    found: list[dict[str, Any]] = json.loads(resources.files("tenir").joinpath(FILE).read_text(encoding="utf-8"))
    return found


@action
def bring_up_to_date(*, by: Actor) -> int:
    """Add and correct what the list says; how many rows changed. Raises `BadInput` on an unknown text or promise."""
    work = Alignment()
    listed = read()
    texts = sources.aligned(work)
    rows = work.align(
        Disagreement,
        {one["slug"]: {"slug": one["slug"], "topic": one["topic"], "note": one.get("note", "")} for one in listed},
        {row.slug: row for row in Disagreement.objects.order_by("slug")},
    )
    _sayings(work, listed, rows, texts)
    for one in listed:
        _concerned(rows[one["slug"]], one["concerns"])
    if work.events:
        chain.record_all(work.events, by=by)
    else:
        chain.nothing_to_record()
    return len(work.events)


def _sayings(
    work: Alignment, listed: list[dict[str, Any]], rows: Mapping[str, Disagreement], texts: Mapping[str, Source]
) -> None:
    slugs = {row.pk: slug for slug, row in rows.items()}
    known = {(slugs[row.disagreement_id], row.position): row for row in Saying.objects.order_by("pk")}
    wanted = {
        (one["slug"], position): {
            "disagreement_id": rows[one["slug"]].pk,
            "says": version["says"],
            "position": position,
            "source_id": sources.named(texts, version["source"], f"{FILE}, {one['slug']}").pk,
            "first_line": version["lines"][0],
            "last_line": version["lines"][1],
        }
        for one in listed
        for position, version in enumerate(one["versions"], start=1)
    }
    work.align(Saying, wanted, known)


def _concerned(row: Disagreement, addresses: Iterable[str]) -> None:
    frameworks: list[Framework] = []
    commitments: list[Commitment] = []
    for address in addresses:
        slug, _, number = address.partition("/")
        if number:
            commitments += _known(Commitment.objects.filter(framework__slug=slug, slug=number), address, row)
        else:
            frameworks += _known(Framework.objects.filter(slug=slug), address, row)
    row.frameworks.set(frameworks)
    row.commitments.set(commitments)


def _known(rows: Any, address: str, row: Disagreement) -> list[Any]:
    found = list(rows)
    if not found:
        raise BadInput(f"rien n'a l'adresse «\u202f{address}\u202f».", where=f"{FILE}, {row.slug}")
    return found
