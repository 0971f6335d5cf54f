"""« Mon quartier » for programs: one point or one address, by POST so that it stays in no log."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema

from tenir.core.errors import BadInput
from tenir.core.web.api import access, errors
from tenir.core.web.pages import PUBLIC
from tenir.modules.localisation import addresses, answers, rates, telling
from tenir.modules.localisation.addresses import Point
from tenir.modules.localisation.answers import Answers, Said
from tenir.outside.geocoder.client import LONGEST

router = Router(tags=["Mon quartier"])


class AskedIn(Schema):
    """Une adresse, ou un point et sa précision."""

    address: str | None = Field(
        default=None, max_length=LONGEST, title="Adresse", description="Numéro, rue, code postal et commune."
    )
    longitude: float | None = Field(default=None, title="Longitude", description="En degrés (WGS 84).")
    latitude: float | None = Field(default=None, title="Latitude", description="En degrés (WGS 84).")
    precision: float | None = Field(
        default=None, ge=0, le=addresses.WORST, title="Précision", description="En mètres\u202f; 10 par défaut."
    )


class FoundOut(Schema):
    """Un lieu."""

    kind: str = Field(title="Sorte")
    code: str = Field(title="Code officiel")
    name: str = Field(title="Nom")


class SaidOut(Schema):
    """La réponse pour une génération de contours."""

    kind: str = Field(title="Sorte", description="qpv, ou la sorte d'un autre périmètre d'aujourd'hui.")
    generation: str = Field(title="Génération")
    since: date | None = Field(title="Depuis", description="Premier jour de ces contours\u202f; vide si inconnu.")
    until: date | None = Field(title="Jusqu'au", description="Dernier jour\u202f; vide si toujours valables.")
    answer: Literal["yes", "no", "cannot_say"] = Field(title="Réponse")
    reason: Literal["doubt", "border", "partial"] | None = Field(
        title="Raison",
        description="De cannot_say\u202f: adresse mal reconnue, limite trop proche, contours incomplets.",
    )
    sentence: str = Field(title="Phrase", description="La même réponse pour une personne.")
    place: FoundOut | None = Field(title="Quartier", description="Avec yes.")
    nearest: FoundOut | None = Field(title="Le plus proche", description="À moins d'un kilomètre.")
    distance: int | None = Field(title="Distance", description="En mètres, jusqu'à la limite du plus proche.")
    promises: int | None = Field(
        title="Promesses", description="Suivies dans ce quartier\u202f; contours d'aujourd'hui."
    )
    sources: list[str] = Field(title="Sources", description="D'où viennent ces contours.")
    is_invented: bool = Field(title="Inventé", description="Vrai pour des contours de démonstration.")


class AnswersOut(Schema):
    """Ce qui vaut information, et non décision."""

    found: str = Field(title="Adresse trouvée", description="Vide pour un point.")
    precision: float = Field(title="Précision", description="Du point, en mètres.")
    neighbourhoods: list[SaidOut] = Field(title="Quartiers prioritaires", description="Une réponse par génération.")
    others: list[SaidOut] = Field(title="Autres périmètres", description="Ceux d'aujourd'hui qui contiennent ce point.")


@router.post(
    "", response=AnswersOut, summary="Ce point est-il dans un quartier prioritaire", operation_id="localisation_ask"
)
@access(PUBLIC)
def ask(request: HttpRequest, asked: AskedIn) -> Any:
    """Oui, non, ou on ne peut pas dire, pour chaque génération de contours. Rien de la demande n'est gardé."""
    if not rates.is_within(request):
        return _too_many()
    try:
        return _out(answers.ask(_point(asked)))
    except addresses.Away as away:
        return errors.answer(503, "away", away.sentence, remedy=away.remedy)


def _too_many() -> HttpResponse:
    refused = errors.answer(429, "too_many", rates.SENTENCE, remedy=rates.REMEDY)
    refused["Retry-After"] = "60"
    return refused


def _point(asked: AskedIn) -> Point:
    if asked.address and asked.longitude is None and asked.latitude is None:
        return addresses.find(asked.address)
    if asked.address or asked.longitude is None or asked.latitude is None:
        raise BadInput("il faut une adresse, ou une longitude et une latitude.", where="body")
    return addresses.at(asked.longitude, asked.latitude, asked.precision)


def _out(answered: Answers) -> dict[str, Any]:
    point = answered.point
    return {
        "found": point.label,
        "precision": point.precision,
        "neighbourhoods": [_said(one, point) for one in answered.neighbourhoods],
        "others": [_said(one, point) for one in answered.others],
    }


def _said(said: Said, point: Point) -> dict[str, Any]:
    edition = said.edition
    return {
        "kind": edition.kind,
        "generation": edition.generation,
        "since": edition.since,
        "until": edition.until,
        "answer": said.answer.value,
        "reason": said.reason,
        "sentence": telling.sentence(said, point),
        "place": _place(said.place),
        "nearest": _place(said.nearest),
        "distance": round(said.distance) if said.nearest else None,
        "promises": said.promises,
        "sources": list(edition.sources),
        "is_invented": edition.is_invented,
    }


def _place(place: Any) -> dict[str, Any] | None:
    return {"kind": place.kind, "code": place.code, "name": place.name} if place else None
