"""Places for programs: the list, and one place with what contains it and what it contains on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from tenir.core.places.models import Containment, Place, PlaceKind
from tenir.core.web.api import Limit, Offset, Page, access, paged
from tenir.core.web.pages import PUBLIC

router = Router(tags=["Lieux"])

Kind = Annotated[PlaceKind | None, Query(title="Sorte", description="Ne garder que cette sorte de lieux.")]
Day = Annotated[date | None, Query(title="Au", description="Le jour dont on parle\u202f; aujourd'hui par défaut.")]


class PlaceOut(Schema):
    """Un lieu."""

    kind: PlaceKind = Field(title="Sorte", description="La sorte de lieu, telle qu'elle figure dans l'adresse.")
    code: str = Field(title="Code officiel", description="Code INSEE, SIREN de l'intercommunalité ou code du quartier.")
    name: str = Field(title="Nom", description="Le nom porté au jour demandé.")
    is_invented: bool = Field(title="Inventé", description="Vrai pour un lieu imaginé pour la démonstration.")


class NameOut(Schema):
    """Un nom, et les jours entre lesquels il a été porté."""

    name: str = Field(title="Nom")
    since: date | None = Field(title="Depuis", description="Premier jour\u202f; vide si inconnu.")
    until: date | None = Field(title="Jusqu'au", description="Dernier jour\u202f; vide si toujours porté.")


class ContainmentOut(Schema):
    """Une inclusion directe, et la part du lieu contenu."""

    place: PlaceOut = Field(title="Lieu")
    share: float | None = Field(title="Part", description="Part du lieu contenu, de 0 à 1\u202f; vide si inconnue.")
    since: date | None = Field(title="Depuis", description="Premier jour\u202f; vide si inconnu.")
    until: date | None = Field(title="Jusqu'au", description="Dernier jour\u202f; vide si toujours vrai.")


class DetailOut(PlaceOut):
    """Un lieu et ses inclusions un jour donné."""

    on: date = Field(title="Au", description="Le jour pour lequel tout est dit.")
    names: list[NameOut] = Field(title="Noms", description="Tous les noms portés, du plus ancien au plus récent.")
    ancestors: list[PlaceOut] = Field(
        title="Contenu dans", description="Tous les lieux qui le contiennent, le pays d'abord."
    )
    wholes: list[ContainmentOut] = Field(title="Directement dans")
    parts: list[ContainmentOut] = Field(title="Contient directement")


@router.get("", response=Page[PlaceOut], summary="Liste des lieux", operation_id="places_list")
@access(PUBLIC)
def list_places(
    request: HttpRequest,
    kind: Kind = None,
    on: Day = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> dict[str, Any]:
    """Tous les lieux connus, par sorte puis par code, y compris ceux qui n'existent plus."""
    places = Place.objects.filter(kind=kind) if kind else Place.objects.all()
    named = places.with_name_on(on or timezone.localdate()).largest_first()
    return paged(request, named, limit, offset, _places)


@router.get("{kind}/{code}", response=DetailOut, summary="Un lieu, un jour donné", operation_id="places_detail")
@access(PUBLIC)
def one_place(
    request: HttpRequest,
    kind: str,
    code: str,
    on: Day = None,
) -> dict[str, Any]:
    """Le lieu avec ses noms, ce qui le contient et ce qu'il contient au jour demandé."""
    day = on or timezone.localdate()
    place = Place.objects.with_name_on(day).get(kind=kind, code=code)
    return {
        **_place(place),
        "on": day,
        "names": place.names.all(),
        "ancestors": _places(place.ancestors(on=day).with_name_on(day)),
        "wholes": _containments(place.containments.in_force(on=day), "whole", day),
        "parts": _containments(place.contents.in_force(on=day), "part", day),
    }


def _place(place: Any) -> dict[str, Any]:
    """`place` comes from `with_name_on`."""
    return {"kind": place.kind, "code": place.code, "name": place.name_then, "is_invented": place.is_invented}


def _places(places: Iterable[Place]) -> list[dict[str, Any]]:
    return [_place(place) for place in places]


def _containments(rows: Iterable[Containment], end: str, day: date) -> list[dict[str, Any]]:
    """Two queries: the containments, and the places at their other end with their names of the day."""
    rows = list(rows)
    ids = [getattr(row, f"{end}_id") for row in rows]
    places = {place.pk: place for place in Place.objects.filter(pk__in=ids).with_name_on(day)}
    told = [(places[pk], row) for pk, row in zip(ids, rows, strict=True)]
    told.sort(key=lambda pair: (PlaceKind.values.index(pair[0].kind), pair[0].code))
    return [{"place": _place(place), "share": row.share, "since": row.since, "until": row.until} for place, row in told]
