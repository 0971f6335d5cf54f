"""The duties that ship with Tenir (`referentials/duties/duties.json`; its README tells the keys)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from importlib import resources
from typing import Any

from tenir.core.actions import Actor, System, action
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.people.models import Organisation
from tenir.modules.commitments.adoption.alignment import Alignment, refuse_loss
from tenir.modules.commitments.models import Source
from tenir.modules.commitments.referential import sources
from tenir.modules.governance.duties import rhythm
from tenir.modules.governance.models import Duty

FILE = "referentials/duties/duties.json"
BY = System("referentials")
Plain = Mapping[str, Any]
_DATES = ("due_on", "first_due")
_WORDS = {"owed_to", "recurrence", "due_words", "deliverable", "copied_text"}
_NEEDED = {"slug", "source", "lines", "owed_by", "modality", "title", "sentence", "fulfilled_by", "reach"}
_KNOWN = {*_NEEDED, *_WORDS, *_DATES, "also", "organisation"}


def load(say: Callable[[str], None]) -> None:
    """`tenir referentials load`: the duties of the official texts; safe to run twice, corrections appear."""
    changed = bring_up_to_date(by=BY, listed=read())
    say(f"Obligations\u202f: {changed} mises à jour." if changed else "Obligations\u202f: à jour.")


def read() -> list[dict[str, Any]]:
    """The list as it is written."""
    text = resources.files("tenir").joinpath(FILE).read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)
    return found


@action
def bring_up_to_date(*, by: System, listed: list[dict[str, Any]]) -> int:
    """Add and correct what the list says; how many rows changed. Raises `BadInput` with the slug of a wrong row."""
    work = Alignment()
    texts = sources.aligned(work)
    known = {row.slug: row for row in Duty.objects.order_by("slug")}
    slugs = [one.get("slug", "") for one in listed]
    refuse_loss("obligations", [slug for slug, row in known.items() if row.is_referential], slugs)
    organisations = dict(Organisation.objects.values_list("slug", "pk"))
    work.align(Duty, _wanted(listed, texts, organisations), known)
    _record(work, by)
    return len(work.events)


def _record(work: Alignment, by: Actor) -> None:
    if work.events:
        chain.record_all(work.events, by=by)
    else:
        chain.nothing_to_record()


def _wanted(
    listed: list[dict[str, Any]], texts: Mapping[str, Source], organisations: Mapping[str, int]
) -> dict[str, dict[str, Any]]:
    ranks: dict[str, int] = {}
    wanted: dict[str, dict[str, Any]] = {}
    for one in listed:
        where = f"{FILE}, {one.get('slug', '?')}"
        if missing := _NEEDED - one.keys() or one.keys() - _KNOWN:
            raise BadInput(
                f"ces clés manquent ou ne sont pas connues\u202f: {', '.join(sorted(missing))}.", where=where
            )
        if one["slug"] in wanted:
            raise BadInput("cette obligation est écrite deux fois.", where=where)
        ranks[one["source"]] = ranks.get(one["source"], 0) + 1
        text = sources.named(texts, one["source"], where)
        wanted[one["slug"]] = _fields(one, text, organisations, where) | {"position": ranks[one["source"]]}
    return wanted


def _fields(one: Plain, text: Source, organisations: Mapping[str, int], where: str) -> dict[str, Any]:
    first, last = one["lines"]
    also = one.get("also") or (None, None)
    named = one.get("organisation", "")
    if named and named not in organisations:
        raise BadInput(f"l'organisation «\u202f{named}\u202f» n'est pas connue.", where=where)
    if one.get("recurrence"):
        rhythm.months(one["recurrence"])
    plain = {name: one[name] for name in _NEEDED - {"source", "lines"}}
    return {
        **plain,
        **{name: one.get(name, "") for name in _WORDS},
        **{name: date.fromisoformat(one[name]) if one.get(name) else None for name in _DATES},
        "organisation_id": organisations.get(named),
        "source_id": text.pk,
        "first_line": first,
        "last_line": last,
        "also_first_line": also[0],
        "also_last_line": also[1],
        "is_referential": True,
    }
