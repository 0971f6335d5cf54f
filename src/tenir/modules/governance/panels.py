"""« Ses instances » on the page of a place, and what bodies asked of an organisation on its own."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from tenir.core.people.models import Organisation
from tenir.core.places.models import Place, PlaceKind
from tenir.modules.governance.models import Body, Decision, Seat
from tenir.modules.governance.reading.standing import standings

MOST = 8
MOST_DECISIONS = 20
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


def asked_of(request: HttpRequest, organisation: Organisation) -> dict[str, Any] | None:
    """The bodies in which an organisation sits, and the decisions that it must carry out; two queries."""
    today = timezone.localdate()
    rows = Decision.objects.open().filter(holder=organisation).in_full()
    # Those without a date come last, whichever the database.
    found = sorted(rows, key=lambda one: (one.due_on is None, one.due_on or today, one.pk))
    seats = list(
        Seat.objects.in_force().filter(organisation=organisation).select_related("body").order_by("body__name")
    )
    if not found and not seats:
        return None
    return {
        "seats": seats,
        "decisions": [(one, one.is_late(today)) for one in found[:MOST_DECISIONS]],
        "more": max(0, len(found) - MOST_DECISIONS),
    }
