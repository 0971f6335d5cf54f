"""« Mon territoire »: from a département to its page, by a form that works without a script."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from tenir.core.places.models import Place, PlaceKind

# The word of the address: /lieux/?departement=departement/21
ASKED = "departement"


def choices(request: HttpRequest, subject: Any) -> dict[str, Any] | None:
    """Every département and overseas collectivity by name; one query."""
    found = Place.objects.filter(kind__in=(PlaceKind.DEPARTEMENT, PlaceKind.OVERSEAS)).order_by("code")
    places = [(f"{kind}/{code}", f"{code} – {name}") for kind, code, name in found.values_list("kind", "code", "name")]
    return {"places": places, "asked": ASKED} if places else None


def chosen(asked: str) -> Place | None:
    """The place that the form sent, or none."""
    kind, _, code = asked.partition("/")
    return Place.objects.filter(kind=kind, code=code).first() if code else None
