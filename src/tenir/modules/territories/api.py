"""Contours for programs and for the maps of this site, as GeoJSON."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from tenir.core.places.models import Place, PlaceKind
from tenir.core.web.api import access
from tenir.core.web.french import nombre
from tenir.core.web.pages import PUBLIC
from tenir.modules.territories import contours

router = Router(tags=["Contours"])

Kind = Annotated[PlaceKind, Query(title="Sorte", description="La sorte de lieux\u202f; qpv par défaut.")]
BoxText = Annotated[
    str,
    Query(title="Boîte", max_length=120, description="Ouest,sud,est,nord en degrés\u202f; toute la Terre sans elle."),
]
Zoom = Annotated[
    int,
    Query(
        title="Zoom",
        ge=0,
        le=contours.CLOSEST,
        description=f"Finesse du tracé, comme sur les cartes du web\u202f: de 0 à {contours.CLOSEST}.",
    ),
]
Day = Annotated[date | None, Query(title="Au", description="Le jour dont on parle\u202f; aujourd'hui par défaut.")]


class GeometryOut(Schema):
    """Un tracé, ou un point pour ce qui tient en trois pixels (RFC 7946)."""

    type: Literal["Point", "Polygon", "MultiPolygon"] = Field(title="Sorte de tracé")
    coordinates: list[Any] = Field(title="Coordonnées", description="Longitude puis latitude, en degrés (WGS 84).")


class ContourOut(Schema):
    """Ce qui est dit d'un contour."""

    kind: str = Field(title="Sorte")
    code: str = Field(title="Code officiel")
    name: str = Field(title="Nom", description="Le nom porté au jour demandé.")
    generation: str = Field(title="Génération")
    since: date | None = Field(title="Depuis", description="Premier jour de ce contour\u202f; vide si inconnu.")
    until: date | None = Field(title="Jusqu'au", description="Dernier jour\u202f; vide si toujours valable.")
    is_invented: bool = Field(title="Inventé", description="Vrai pour un contour imaginé pour la démonstration.")
    source: str = Field(title="Source", description="D'où vient ce contour.")


class FeatureOut(Schema):
    """Un contour (GeoJSON)."""

    type: Literal["Feature"]
    properties: ContourOut
    geometry: GeometryOut


class CollectionOut(Schema):
    """Des contours (GeoJSON)."""

    type: Literal["FeatureCollection"]
    features: list[FeatureOut]


@router.get(
    "",
    response=CollectionOut,
    summary="Contours d'une sorte de lieux dans une boîte",
    description=(
        "Les contours valables au jour demandé, coupés à la boîte et pas plus fins que ce zoom n'en montre. "
        f"Au plus {nombre(contours.MOST)} contours et {nombre(contours.MOST_POINTS)} points\u202f; au-delà, 400."
    ),
    operation_id="contours_in_box",
)
@access(PUBLIC)
def list_contours(
    request: HttpRequest, kind: Kind = PlaceKind.QPV, box: BoxText = "", zoom: Zoom = 12, on: Day = None
) -> JsonResponse:
    """One query."""
    asked = contours.box_of(box) if box else contours.EARTH
    return _collection(contours.of_day(kind, on or timezone.localdate(), asked, zoom))


@router.get("/{kind}/{code}", response=CollectionOut, summary="Contours d'un lieu", operation_id="contours_of_place")
@access(PUBLIC)
def contours_of_place(request: HttpRequest, kind: str, code: str, zoom: Zoom = 14) -> JsonResponse:
    """Toutes les générations de ses contours, la plus récente d'abord, sans les couper."""
    return _collection(contours.of_place(Place.objects.get(kind=kind, code=code), zoom))


def _collection(features: list[dict[str, Any]]) -> JsonResponse:
    """Without a space, and without looking at each number again: all neighbourhoods of France are half a megabyte."""
    told = {"type": "FeatureCollection", "features": features}
    return JsonResponse(told, json_dumps_params={"separators": (",", ":"), "ensure_ascii": False})
