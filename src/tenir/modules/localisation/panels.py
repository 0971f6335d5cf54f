"""The ways to « Mon quartier »: from the first page, and from places in which one looks for one's neighbourhood."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from tenir.core.places.models import Place, PlaceKind
from tenir.modules.localisation import addresses
from tenir.modules.localisation.forms import AddressForm
from tenir.modules.territories.models import Boundary
from tenir.modules.territories.panels import HOLDERS


def question(request: HttpRequest, subject: Any) -> dict[str, Any] | None:
    """The field for an address, or a link where none is searched; nothing until contours are installed. One query."""
    if not Boundary.objects.of_kind(PlaceKind.QPV).filter(surface__gt=0).exists():
        return None
    return {"field": AddressForm()["address"] if addresses.is_offered() else None}


def here(request: HttpRequest, place: Place) -> dict[str, Any] | None:
    """The way there from a neighbourhood, and from what holds some; no query."""
    return {"place": place} if place.kind in (*HOLDERS, PlaceKind.QPV) else None
