"""Every write about contours: files imported, generations tied to each other, files that wait on the screen."""

from __future__ import annotations

import json
import zlib
from typing import Any

from django.utils import timezone

from tenir.core import rights
from tenir.core.actions import Actor, action
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.people.models import User
from tenir.core.places.models import Place
from tenir.modules.territories import crosswalks, reach
from tenir.modules.territories.importing import writing
from tenir.modules.territories.importing.facts import Prepared
from tenir.modules.territories.models import BoundaryImport, Crosswalk, WaitingFile
from tenir.modules.territories.permissions import IMPORT

# The journal's verb; other modules have jobs that follow it.
IMPORTED = "territories.import"


@action
def import_boundaries(*, by: Actor, prepared: Prepared) -> BoundaryImport:
    """Places, contours and containments of a file that was prepared outside this transaction; one event for all.

    Importing the same again changes nothing. Raises `BadInput` while something in it is refused, and `Refused` unless
    `by` may import for every place that it touches.
    """
    if prepared.refused:
        raise BadInput(
            f"{len(prepared.refused)} lieux ne peuvent pas être importés.",
            where=prepared.name,
            remedy="Corrigez-les dans le fichier, puis recommencez\u202f: rien n'a été écrit.",
        )
    reach.require(by, prepared)
    told = prepared.told
    batch = BoundaryImport(
        kind=told.kind,
        generation=told.generation,
        name=prepared.name[:200],
        sha256=prepared.sha256,
        source=told.source,
        licence=told.licence,
        population_label=told.population_label,
        places=len(prepared.places),
        is_invented=told.is_invented,
        whole_country=told.whole_country,
        **crosswalks.counts(prepared),
    )
    written = writing.write(prepared, batch)
    if not written.is_change:
        chain.nothing_to_record()
        return batch
    after = snapshot(batch) | {"moved": sorted(written.moved)}
    chain.record(chain.Event(IMPORTED, on=batch, after=after, reason=told.source), by=by)
    return batch


@action
def link_generations(*, by: Actor, kind: str, source: str, target: str, rows: list[crosswalks.Row]) -> int:
    """What became of the places of one generation in another, in place of what was known; how many rows.

    `rows` come from `crosswalks.compute`, outside the transaction.
    """
    rights.require(by, IMPORT, on=Place.objects.france())
    old = Crosswalk.objects.filter(source__kind=kind, source_generation=source, target_generation=target)
    if sorted(rows, key=repr) == sorted(crosswalks.stored(old), key=repr):
        chain.nothing_to_record()
        return len(rows)
    old.delete()
    Crosswalk.objects.bulk_create([row.as_model(source, target) for row in rows], batch_size=500)
    after = {"kind": kind, "source": source, "target": target, "rows": len(rows)}
    chain.record(chain.Event("territories.link", after=after), by=by)
    return len(rows)


@action
def keep_waiting(*, by: User, name: str, said: dict[str, Any], read: dict[str, Any]) -> WaitingFile:
    """A file that was read on the screen waits for its confirmation; the journal keeps its name and hash."""
    rights.require(by, IMPORT)
    packed = zlib.compress(json.dumps(read).encode())
    waiting = WaitingFile.objects.create(owner=by, name=name[:200], said=said, read=packed, created_at=timezone.now())
    chain.record(chain.created("territories.drop", waiting, reason=str(read.get("sha256", ""))), by=by)
    return waiting


@action
def forget(*, by: User, waiting: WaitingFile) -> None:
    """A file that will not be imported, or that was."""
    rights.require(by, IMPORT)
    event = chain.Event("territories.forget", on=waiting, before=snapshot(waiting))
    chain.record(event, by=by)
    waiting.delete()
