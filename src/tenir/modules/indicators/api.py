"""Figures for programs: many values in one request, kept whole or not at all, by the same way as a sheet."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja import Status as Answer
from pydantic import ConfigDict

from tenir.core.errors import BadInput
from tenir.core.people.models import Organisation
from tenir.core.people.once import KEY, once
from tenir.core.web.api import access, writes
from tenir.core.web.pages import SIGNED_IN
from tenir.modules.indicators import permissions
from tenir.modules.indicators.actions import Order, Received, commit_import, map_import, receive_import
from tenir.modules.indicators.importing import flow, mapping
from tenir.modules.indicators.importing.cells import position
from tenir.modules.indicators.importing.mapping import Chosen
from tenir.modules.indicators.models import ImportBatch

router = Router(tags=["Écrire"])
MOST_VALUES = 1_000
NAME = "API"


class ValueIn(Schema):
    """Une valeur d'un indicateur, d'un lieu et d'une période."""

    model_config = ConfigDict(extra="forbid")

    indicator: str = Field(max_length=300, title="Indicateur", description="Son adresse.")
    place: str = Field(max_length=60, title="Lieu", description="«\u202fqpv:QN02101M\u202f».")
    period: str = Field(max_length=60, title="Période", description="2019, 2019-S1, 2019-T3, 2019-03, 2018/2019.")
    value: str | int | float = Field(default="", title="Valeur", description="D'un compte ou d'un montant.")
    numerator: str | int | float = Field(default="", title="Numérateur", description="D'une part.")
    denominator: str | int | float = Field(default="", title="Dénominateur", description="D'une part.")
    statement: str = Field(default="", max_length=2000, title="En mots")
    contributors: str | int = Field(default="", title="Nombre d'entreprises qui font la valeur")
    largest: str | int | float = Field(default="", title="Valeur de la plus grande entreprise")
    where: str = Field(default="", max_length=200, title="Où dans la source")
    reason: str = Field(default="", max_length=300, title="Raison de la correction")


class ValuesIn(Schema):
    """Des valeurs à enregistrer ensemble."""

    model_config = ConfigDict(extra="forbid")

    values: list[ValueIn] = Field(min_length=1, max_length=MOST_VALUES, title="Valeurs")
    reason: str = Field(default="", max_length=300, title="Raison de toutes les corrections")


class ImportOut(Schema):
    """Ce qui a été enregistré."""

    token: str = Field(title="Envoi", description="Sa page est /chiffres/envois/<jeton>/.")
    added: int = Field(title="Valeurs nouvelles")
    corrected: int = Field(title="Valeurs corrigées")
    unchanged: int = Field(title="Déjà enregistrées")


@router.post(
    "chiffres",
    response={201: ImportOut},
    auth=writes(permissions.SEND_SCOPE),
    summary="Envoyer des chiffres",
    operation_id="send_figures",
)
@access(SIGNED_IN)
def send_figures(request: HttpRequest, said: ValuesIn, key: str = KEY) -> Any:
    """Toutes les valeurs, ou aucune, au nom de l'organisation du jeton. Déclarées\u202f: elles comptent une fois
    acceptées. Portée chiffres:envoyer.
    """
    token = request.api_token  # type: ignore[attr-defined]
    if token.organisation is None:
        raise BadInput("ce jeton n'agit au nom d'aucune organisation.", remedy="Créez-en un au nom de la vôtre.")
    received, chosen = _received(said), Chosen(columns={one.key: one.label for one in mapping.FIELDS})

    def act() -> tuple[int, Any]:
        # Looked at here: the same request again gets its answer even when its period was closed since.
        look = flow.look(token.user, received.sheets, chosen)
        _require_sound(look)
        if not look.held.rows:
            return 201, {"token": "", "added": 0, "corrected": 0, "unchanged": look.held.unchanged}
        return 201, _told(_committed(token.user, token.organisation, received, chosen, look, said.reason))

    return Answer(*once(request, act))


def _received(said: ValuesIn) -> Received:
    """The values as the rows of a sheet: one way in, whatever the door."""
    rows = [[one.label for one in mapping.FIELDS]]
    rows += [[_cell(value, one.key) for one in mapping.FIELDS] for value in said.values]
    digest = hashlib.sha256(repr(rows).encode()).hexdigest()
    return Received(NAME, digest, [{"name": "", "rows": rows, "formulas": [], "merged": [], "short": []}])


def _cell(value: ValueIn, key: str) -> str:
    """A sort of place stands before its code."""
    told = "" if key == "place_kind" else getattr(value, key)
    return str(told).strip()


def _require_sound(look: flow.Look) -> None:
    for error in look.errors[:1]:
        line, column = _place_of(error.cell)
        others = look.error_count - 1
        more = f" (et {others} autre{'s' if others > 1 else ''})" if others else ""
        raise BadInput(f"{error.sentence}{more}", where=f"values.{line}.{column}", remedy="Rien n'a été enregistré.")


def _place_of(cell: str) -> tuple[int, str]:
    """The rank of a value and the field that a cell stands for."""
    row, column = position(cell)
    return row - 2, mapping.FIELDS[column].key


def _committed(
    by: Any, sender: Organisation, received: Received, chosen: Chosen, look: flow.Look, reason: str
) -> ImportBatch:
    batch = receive_import(by=by, sender=sender, received=received)
    batch = map_import(by=by, batch=batch, chosen=chosen)
    order = Order(look.held.state, reason=reason)
    return commit_import(by=by, batch=batch, prepared=look.prepared, order=order)


def _told(batch: ImportBatch) -> dict[str, Any]:
    counts = {name: getattr(batch, name) for name in ("added", "corrected", "unchanged")}
    return {"token": str(batch.token), **counts}
