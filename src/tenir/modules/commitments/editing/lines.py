"""The rows below promises, made equal to what is wanted: who, points, figures, indicators, levers, places.

A row whose words stay keeps its key and its lines in the source; one that is corrected keeps its lines.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import models
from django.db.models import F

from tenir.modules.commitments.editing.contents import CommitmentContent, FigureLine, PartyLine
from tenir.modules.commitments.editing.ground import Known
from tenir.modules.commitments.models import (
    AnnouncedFigure,
    AnnouncedIndicator,
    Application,
    Commitment,
    Party,
    SubItem,
)
from tenir.modules.commitments.moments import Moment

NAMES = ("parties", "levers", "places", "sub_items", "figures", "indicators")
BATCH = 500
# Further than any rank: rows step aside while they change places, since each rank is taken once.
ASIDE = 1_000_000
Wanted = Mapping[Commitment, tuple[CommitmentContent, CommitmentContent]]
Columns = dict[str, Any]


def write(wanted: Wanted, known: Known) -> None:
    """For each promise, from its old content to its new one; only what differs is touched."""

    def party(line: PartyLine) -> Columns:
        return {"organisation_id": known.organisations[line.organisation], "role": line.role}

    _ordered("parties", Party, party, wanted)
    _ordered("sub_items", SubItem, lambda line: line._asdict(), wanted)
    _ordered("figures", AnnouncedFigure, _figure, wanted)
    _ordered("indicators", AnnouncedIndicator, lambda line: line._asdict(), wanted)
    _levers(wanted, known)
    _places(wanted, known)


def _figure(line: FigureLine) -> Columns:
    moment = Moment.parse(line.on) if line.on else None
    dated = {"on": moment and moment.on, "on_precision": str(moment.precision) if moment else ""}
    return {**line._asdict(), **dated}


def _ordered(name: str, model: type[Any], columns: Callable[[Any], Columns], wanted: Wanted) -> None:
    changed = {row: new for row, (old, new) in wanted.items() if getattr(old, name) != getattr(new, name)}
    existing = _by_commitment(model, [row.pk for row, (old, _) in wanted.items() if row in changed and _has(old, name)])
    kept: list[Any] = []
    gone: list[int] = []
    added: list[Any] = []
    for row, new in changed.items():
        pairs, left = _matched(existing.get(row.pk, []), [columns(line) for line in getattr(new, name)])
        gone += [one.pk for one in left]
        for position, (one, values) in enumerate(pairs, start=1):
            made = one or model(commitment=row, source_id=row.source_id, **(_cited(row) if model is Party else {}))
            for key, value in {**values, "position": position}.items():
                setattr(made, key, value)
            (kept if one else added).append(made)
    _save(model, kept, gone, added)


def _save(model: type[Any], kept: list[Any], gone: list[int], added: list[Any]) -> None:
    model.objects.filter(pk__in=gone).delete()
    if kept:
        # A corrected party may take the place of another in the unique triple: the ranks alone need to step aside.
        model.objects.filter(pk__in=[one.pk for one in kept]).update(position=F("position") + ASIDE)
        names = [field.name for field in model._meta.concrete_fields if field.name not in ("id", "commitment")]
        model.objects.bulk_update(kept, names, batch_size=BATCH)
    model.objects.bulk_create(added, batch_size=BATCH)


def _has(content: CommitmentContent, name: str) -> bool:
    return bool(getattr(content, name))


def _by_commitment(model: type[Any], keys: Sequence[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for start in range(0, len(keys), 5_000):
        rows = model.objects.filter(commitment__in=keys[start : start + 5_000]).order_by("commitment", "position")
        for row in rows:
            found.setdefault(row.commitment_id, []).append(row)
    return found


def _matched(rows: list[Any], wanted: list[Columns]) -> tuple[list[tuple[Any, Columns]], list[Any]]:
    """Each wanted line with the row that says it already, else with one that is left over; and the rows left."""
    left = list(rows)
    pairs: list[tuple[Any, Columns]] = []
    for values in wanted:
        same = next((row for row in left if all(getattr(row, key) == value for key, value in values.items())), None)
        if same is not None:
            left.remove(same)
        pairs.append((same, values))
    # A party is who it is: another organisation on the line is another party, not a correction of the first.
    if left and not isinstance(left[0], Party):
        pairs = [(one if one is not None or not left else left.pop(0), values) for one, values in pairs]
    return pairs, left


def _cited(row: Commitment) -> Columns:
    """A party stands where its promise stands."""
    return {"first_line": row.first_line, "last_line": row.last_line, "page": row.page}


def _levers(wanted: Wanted, known: Known) -> None:
    through = Commitment.levers.through
    added = [(row.pk, code) for row, (old, new) in wanted.items() for code in set(new.levers) - set(old.levers)]
    for row, (old, new) in wanted.items():
        if gone := set(old.levers) - set(new.levers):
            through.objects.filter(commitment_id=row.pk, lever__code__in=gone).delete()
    rows = (through(commitment_id=key, lever_id=known.levers[code]) for key, code in sorted(added))
    through.objects.bulk_create(rows, batch_size=BATCH)


def _places(wanted: Wanted, known: Known) -> None:
    added: list[models.Model] = []
    for row, (old, new) in wanted.items():
        for place in sorted(set(new.places) - set(old.places)):
            added.append(Application(commitment=row, place=known.places[place]))
        for place in set(old.places) - set(new.places):
            kind, _, code = place.partition("/")
            row.applications.filter(place__kind=kind, place__code=code, level="").delete()
    Application.objects.bulk_create(added, batch_size=BATCH)  # type: ignore[arg-type]
