"""Figures by the sheet: received, read as somebody says, committed whole or not at all, undone as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from tenir.core import rights
from tenir.core.actions import Actor, action
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.people.models import Organisation
from tenir.core.places.models import Place
from tenir.engines.rollup import periods
from tenir.modules.indicators import counting, permissions, rules
from tenir.modules.indicators.enums import State
from tenir.modules.indicators.importing import mapping, senders, staging, writing
from tenir.modules.indicators.importing.checking import Prepared
from tenir.modules.indicators.importing.ground import reach
from tenir.modules.indicators.importing.holding import Held, hold
from tenir.modules.indicators.importing.mapping import Chosen
from tenir.modules.indicators.importing.staging import Staged
from tenir.modules.indicators.models import (
    Closing,
    FigureSource,
    ImportBatch,
    ImportCells,
    ImportedValue,
    ImportState,
    Observation,
)

_NOTHING = "Rien n'a été enregistré."
LONGEST_REASON = 300
# Of the values that stay, those that are named.
SHOWN = 20


class Moved(BadInput):
    """What the person was shown is no longer what the commit would do: they must look again."""

    def __init__(self) -> None:
        super().__init__(
            "d'autres chiffres ont été enregistrés depuis que vous avez regardé ce qui changerait.",
            remedy=f"Regardez de nouveau. {_NOTHING}",
        )


@dataclass(frozen=True)
class Received:
    """A file as it came: its name, the hash of its bytes, its sheets as `importing.reading` gives them."""

    name: str
    sha256: str
    sheets: list[dict[str, Any]]


@dataclass(frozen=True)
class Order:
    """What the person asks of a file that they looked at; `state` is that of the `Held` that they saw."""

    state: str
    accept: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Undone:
    """How many values were withdrawn, how many stay because somebody corrected them since, and the first of those."""

    withdrawn: int
    kept: int
    first_kept: list[Observation]


@action
def receive_import(*, by: Actor, sender: Organisation, received: Received) -> ImportBatch:
    """Keep the cells of a file until somebody of its sender has looked at them; no figure is kept yet."""
    senders.require(by, sender)
    batch = ImportBatch.objects.create(
        sender=sender, name=received.name[:200], sha256=received.sha256, head=mapping.titles_of(received.sheets)
    )
    ImportCells.objects.create(batch=batch, sheets=received.sheets)
    chain.record(chain.created("indicators.receive_import", batch), by=by)
    return batch


@action
def map_import(*, by: Actor, batch: ImportBatch, chosen: Chosen) -> ImportBatch:
    """Say how the columns of a file are read; remembered for the next file of the same sender with the same titles."""
    senders.require_sight(by, batch)
    row = _locked(batch)
    if row.state != ImportState.WAITING:
        raise BadInput("cet envoi n'attend plus.", remedy="Renvoyez le fichier.")
    before = snapshot(row)
    row.mapping = chosen.as_json()
    if snapshot(row) == before:
        chain.nothing_to_record()
        return row
    row.save(update_fields=("mapping",))
    chain.record(chain.changed("indicators.map_import", row, before=before), by=by)
    return row


@action
def commit_import(
    *,
    by: Actor,
    batch: ImportBatch,
    prepared: Prepared,
    order: Order,
    staged: Staged | None = None,
) -> ImportBatch:
    """Keep all the values of a file that was read and looked at beforehand (`prepared`), or none of them.

    Large ones are laid out beforehand too (`staged`), so that the database is held for a few seconds only.

    The same figures of the same sender a second time have no effect: the batch that has them is answered. Raises
    `Moved` when others wrote meanwhile, `BadInput` when a cell is wrong or a correction has no reason.
    """
    senders.require(by, batch.sender)
    counting.hold_all(prepared.indicators)
    row = _locked(batch)
    if (there := _already(row, prepared)) is not None:
        _forget(row, there)
        chain.nothing_to_record()
        return there
    held = hold(prepared, Chosen.of_json(row.mapping))
    _require_sound(prepared, held, order)
    _require_reach(by, prepared, accept=order.accept)
    before = snapshot(row)
    _fill(row, prepared, held, order)
    rows = held.rows
    if not staging.stands(staged, rows, accept=order.accept):
        staging.stage(rows, accept=order.accept)
    with writing.unspilled():
        writing.write(row, source=_source(prepared.source))
    ImportCells.objects.filter(batch=row).delete()
    chain.record(chain.changed("indicators.commit_import", row, before=before, reason=order.reason), by=by)
    return row


@action
def undo_import(*, by: Actor, batch: ImportBatch, reason: str) -> Undone:
    """Withdraw all the values that a file brought, at once; those that somebody corrected since stay.

    What counted before them counts again. Raises `BadInput` when one of their periods is closed.
    """
    senders.require_sight(by, batch)
    rules.require_words(reason, "Dites pourquoi cet envoi est annulé.")
    counting.hold_all(_brought(batch).order_by().values_list("indicator_id", flat=True).distinct())
    row = _locked(batch)
    if row.state != ImportState.COMMITTED:
        raise BadInput("cet envoi n'est pas enregistré, ou est déjà annulé.", remedy="Rechargez la page.")
    standing = _brought(row).exclude(state=State.WITHDRAWN)
    gone, kept = standing.filter(~_corrected()), standing.filter(_corrected())
    _require_open(gone)
    _require_withdrawable(by, gone)
    before = snapshot(row)
    # Known beforehand: what is withdrawn leaves the question.
    keys = list(gone.order_by("indicator", "period", "place").values_list("pk", flat=True))
    undone = Undone(len(keys), kept.count(), list(kept.select_related("indicator", "place")[:SHOWN]))
    with writing.unspilled():
        writing.take_back(keys, reason=reason)
    row.withdrawn, row.state, row.undone_at = len(keys), ImportState.UNDONE, timezone.now()
    row.undone_because = reason.strip()[:LONGEST_REASON]
    row.save()
    chain.record(chain.changed("indicators.undo_import", row, before=before, reason=row.undone_because), by=by)
    return undone


def _locked(batch: ImportBatch) -> ImportBatch:
    """The batch as it is now, kept from others until the end of the transaction."""
    found = ImportBatch.objects.select_for_update(of=("self",)).select_related("sender__place").filter(pk=batch.pk)
    row = found.first()
    if row is None:
        raise BadInput("cet envoi n'attend plus.", remedy="Renvoyez le fichier.")
    return row


def _already(row: ImportBatch, prepared: Prepared) -> ImportBatch | None:
    """The batch that has these figures of this sender, if there is one; the same batch sent twice is one."""
    if row.state == ImportState.COMMITTED:
        return row
    if row.state != ImportState.WAITING:
        raise BadInput("cet envoi a été annulé.", remedy="Renvoyez le fichier pour l'enregistrer de nouveau.")
    same = ImportBatch.objects.committed().filter(sender=row.sender_id, content=prepared.content)
    return same.select_related("sender__place").first()


def _forget(row: ImportBatch, there: ImportBatch) -> None:
    if row.pk != there.pk:
        row.delete()


def _require_sound(prepared: Prepared, held: Held, order: Order) -> None:
    errors = [*prepared.errors, *held.errors]
    if errors:
        others = prepared.wrong_cells + len(held.errors) + held.more_errors - 1
        more = f" (et {others} autre{'s' if others > 1 else ''})" if others else ""
        raise BadInput(f"{errors[0].sentence}{more}", where=errors[0].cell, remedy=_NOTHING)
    if held.state != order.state:
        raise Moved
    if not held.rows:
        raise BadInput("tout ce que dit ce fichier est déjà enregistré.", remedy="Il n'y a rien à ajouter.")
    if held.unexplained and not order.reason.strip():
        raise BadInput(
            f"{held.unexplained} valeur(s) en corrigent une autre sans dire pourquoi.",
            remedy="Donnez une raison pour toutes, ou une par ligne.",
        )


def _require_reach(by: Actor, prepared: Prepared, *, accept: bool) -> None:
    """Raise `rights.Refused` on the first place where `by` may not send, or not accept when that is asked."""
    for permission in (permissions.DECLARE, permissions.JUDGE)[: 2 if accept else 1]:
        _require_everywhere(by, permission, {row.place for row in prepared.rows})


def _require_everywhere(by: Actor, permission: str, places: set[int]) -> None:
    mine = reach(by, permission)
    beyond = min((place for place in places if place not in mine), default=None)
    if beyond is not None:
        raise rights.Refused(permission, Place.objects.get(pk=beyond))


def _fill(row: ImportBatch, prepared: Prepared, held: Held, order: Order) -> None:
    row.state, row.committed_at, row.content = ImportState.COMMITTED, timezone.now(), prepared.content
    row.is_accepted, row.reason = order.accept, order.reason.strip()[:LONGEST_REASON]
    row.added, row.corrected, row.unchanged = len(held.new), len(held.corrections), held.unchanged
    row.save()


def _source(slug: str) -> FigureSource | None:
    if not slug:
        return None
    found = FigureSource.objects.filter(slug=slug).first()
    if found is None:
        raise BadInput(f"aucune source n'a l'adresse «\u202f{slug}\u202f».", remedy="Créez-la d'abord.")
    return found


def _brought(batch: ImportBatch) -> QuerySet[Observation]:
    return Observation.objects.filter(pk__in=ImportedValue.objects.filter(batch=batch).values("observation"))


def _corrected() -> Exists:
    """Somebody sent another value for the same key later, and it stands."""
    same = Observation.objects.filter(
        indicator=OuterRef("indicator"), place=OuterRef("place"), period=OuterRef("period"), pk__gt=OuterRef("pk")
    )
    return Exists(same.exclude(state=State.WITHDRAWN))


def _require_open(values: QuerySet[Observation]) -> None:
    closed = Closing.objects.filter(indicator=OuterRef("indicator"), period=OuterRef("period"))
    shut = values.filter(Exists(closed)).select_related("indicator").first()
    if shut is not None:
        label = periods.label(periods.from_id(shut.period))
        raise BadInput(
            f"la période «\u202f{label}\u202f» est close pour «\u202f{shut.indicator.title}\u202f».",
            remedy="Demandez qu'elle soit rouverte, en disant pourquoi.",
        )


def _require_withdrawable(by: Actor, values: QuerySet[Observation]) -> None:
    """A declared value is withdrawn by who may send; one that was judged, by who may judge."""
    declared = values.filter(state=State.DECLARED)
    for rows, permission in (
        (declared, permissions.DECLARE),
        (values.exclude(state=State.DECLARED), permissions.JUDGE),
    ):
        _require_everywhere(by, permission, set(rows.order_by().values_list("place_id", flat=True).distinct()))
