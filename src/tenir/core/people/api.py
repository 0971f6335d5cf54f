"""Organisations for programs. Persons are never in the API."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from tenir.core.people.models import Organisation, OrganisationKind
from tenir.core.web.api import access
from tenir.core.web.pages import PUBLIC

PAGE_SIZE = 100
router = Router(tags=["organisations"])


class PlaceOut(Schema):
    """A place by its official code."""

    kind: str
    code: str
    name: str


class OrganisationOut(Schema):
    """An organisation as it is published."""

    slug: str
    name: str
    short_name: str
    kind: str
    siren: str
    place: PlaceOut
    is_invented: bool


class OrganisationPage(Schema):
    """At most 100 organisations, and how many there are in all."""

    count: int
    page: int
    pages: int
    organisations: list[OrganisationOut]


@router.get("", response=OrganisationPage, summary="Organisations, par nom")
@access(PUBLIC)
def organisations(
    request: HttpRequest, kind: OrganisationKind | None = None, page: int = Query(1, ge=1, le=100_000)
) -> dict[str, Any]:
    """One page of the list, all sorts or one."""
    found = Organisation.objects.with_place().of_kind(kind or "").order_by("name", "pk")
    count = found.count()
    first = (page - 1) * PAGE_SIZE
    return {
        "count": count,
        "page": page,
        "pages": max(1, -(-count // PAGE_SIZE)),
        "organisations": list(found[first : first + PAGE_SIZE]),
    }


@router.get("{slug}", response=OrganisationOut, summary="Une organisation")
@access(PUBLIC)
def organisation(request: HttpRequest, slug: str) -> Organisation:
    """The organisation at this address."""
    return get_object_or_404(Organisation.objects.with_place(), slug=slug)
