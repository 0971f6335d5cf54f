"""The way to « Mon quartier » from the first page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from tenir.core.places.models import PlaceKind
from tenir.modules.localisation import addresses
from tenir.modules.localisation.forms import AddressForm
from tenir.modules.territories.models import Boundary


def question(request: HttpRequest, subject: Any) -> dict[str, Any] | None:
    """The field for an address, or a link where none is searched; nothing until contours are installed. One query."""
    if not Boundary.objects.of_kind(PlaceKind.QPV).filter(surface__gt=0).exists():
        return None
    return {"field": AddressForm()["address"] if addresses.is_offered() else None}
