"""How places are found: by their names, today's and former ones, and by their official code."""

from __future__ import annotations

from collections.abc import Iterator

from tenir.core.places.models import Place, PlaceKind
from tenir.core.search.findable import Findable

_UNNUMBERED = (PlaceKind.NATION, PlaceKind.REGION)


def places(keys: list[str] | None) -> Iterator[Findable]:
    """Places of these keys, or all; the larger a place, the sooner it is meant."""
    found = Place.objects.order_by("pk") if keys is None else Place.objects.filter(pk__in=keys).order_by("pk")
    for place in found.prefetch_related("names").iterator(chunk_size=500):
        yield _findable(place)


def _findable(place: Place) -> Findable:
    kind = str(PlaceKind(place.kind).label)
    return Findable(
        object_id=str(place.pk),
        title=place.name,
        url=place.get_absolute_url(),
        context=f"{kind}, {place.code}",
        names=(place.name, *sorted(one.name for one in place.names.all())),
        # « 41 » is the Loir-et-Cher; nobody calls a région by its number.
        numbers=() if place.kind in _UNNUMBERED else (place.code,),
        around=(kind, place.code),
        weight=2 * (len(PlaceKind) - PlaceKind.values.index(place.kind)),
        place_id=place.pk,
        is_invented=place.is_invented,
    )
