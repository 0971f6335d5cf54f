"""Organisations for programs. Persons are never in the API."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from tenir.core.people.models import Organisation, OrganisationKind
from tenir.core.web.api import Limit, Offset, Page, access, paged
from tenir.core.web.pages import PUBLIC

router = Router(tags=["Organisations"])


class SeatOut(Schema):
    """Le lieu d'une organisation, par son code officiel."""

    kind: str = Field(title="Sorte")
    code: str = Field(title="Code officiel")
    name: str = Field(title="Nom")


class OrganisationOut(Schema):
    """Une organisation, telle qu'elle est publiée."""

    slug: str = Field(title="Adresse")
    name: str = Field(title="Nom")
    short_name: str = Field(title="Sigle ou nom court")
    kind: str = Field(title="Sorte")
    siren: str = Field(title="SIREN", description="Vide si inconnu.")
    place: SeatOut = Field(title="Lieu")
    is_invented: bool = Field(title="Inventée pour la démonstration")


@router.get("", response=Page[OrganisationOut], summary="Organisations, par nom", operation_id="organisations")
@access(PUBLIC)
def organisations(
    request: HttpRequest, kind: OrganisationKind | None = None, limit: Limit = 50, offset: Offset = 0
) -> dict[str, Any]:
    """Toutes, ou celles d'une sorte."""
    found = Organisation.objects.with_place().of_kind(kind or "").order_by("name", "pk")
    return paged(request, found, limit, offset)


@router.get("{slug}", response=OrganisationOut, summary="Une organisation", operation_id="organisation")
@access(PUBLIC)
def organisation(request: HttpRequest, slug: str) -> Organisation:
    """L'organisation de cette adresse."""
    return get_object_or_404(Organisation.objects.with_place(), slug=slug)
