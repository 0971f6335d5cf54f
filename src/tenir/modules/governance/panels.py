"""« Ses instances » on the page of a place."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from tenir.core.places.models import Place, PlaceKind
from tenir.modules.governance.models import Body
from tenir.modules.governance.reading.standing import standings

MOST = 8
# Their bodies are told on their own page: a quarter does not drown in those of the country.
FAR = (PlaceKind.NATION, PlaceKind.REGION, PlaceKind.DEPARTEMENT, PlaceKind.OVERSEAS)


def here(request: HttpRequest, place: Place) -> dict[str, Any] | None:
    """The bodies of the place and of the town, intercommunalité or contract around it; five queries."""
    rows = Body.objects.around(place).in_force().filter(is_pattern=False).select_related("place")
    found = [one for one in rows.order_by("name", "pk") if one.place_id == place.pk or one.place.kind not in FAR]
    if not found:
        return None
    standing = sorted(standings(found), key=lambda one: (not one.is_late, one.body.place_id != place.pk, one.body.name))
    more = f"{reverse('governance:bodies')}?lieu={place.kind}:{place.code}" if len(standing) > MOST else ""
    return {"standings": standing[:MOST], "all": more}
