"""How organisations are found: by their name, their acronym, their SIREN."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from tenir.core.people.models import Organisation, OrganisationKind
from tenir.core.search.findable import Findable

WEIGHT = 10


def organisations(keys: list[str] | None) -> Iterator[Findable]:
    """Organisations of these keys, or all."""
    found = Organisation.objects.order_by("pk")
    if keys is not None:
        found = found.filter(pk__in=keys)
    for one in found.iterator(chunk_size=500):
        yield _findable(one)


def _findable(one: Organisation) -> Findable:
    kind = str(OrganisationKind(one.kind).label)
    return Findable(
        object_id=str(one.pk),
        title=f"{one.name} ({one.short_name})" if one.short_name and one.short_name not in one.name else one.name,
        url=reverse("people:organisation", args=[one.slug]),
        context=kind,
        names=tuple(filter(None, (one.name, one.short_name))),
        numbers=tuple(filter(None, (one.siren,))),
        around=(kind,),
        weight=WEIGHT,
        place_id=one.place_id,
        is_invented=one.is_invented,
    )
