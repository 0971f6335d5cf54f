"""The places of which an indicator is asked, as people say it: the QPV of my département, the contracts of France."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from tenir.core.places.models import Place, PlaceKind


@dataclass(frozen=True)
class Sort:
    """A sort of places that may be asked; codes of the two generations of QPV begin apart, and never mix."""

    key: str
    words: str
    kind: str
    prefix: str = ""


SORTS = (
    Sort("qpv-2024", "Les quartiers prioritaires de 2024", PlaceKind.QPV, "QN"),
    Sort("qpv-2015", "Les quartiers prioritaires de 2015", PlaceKind.QPV, "QP"),
    Sort("contrat", "Les contrats de ville", PlaceKind.CONTRAT),
    Sort("commune", "Les communes", PlaceKind.COMMUNE),
    Sort("epci", "Les intercommunalités", PlaceKind.EPCI),
    Sort("departement", "Les départements", PlaceKind.DEPARTEMENT),
    Sort("region", "Les régions", PlaceKind.REGION),
    Sort("lui-meme", "Ce territoire lui-même", ""),
)
BY_KEY = {sort.key: sort for sort in SORTS}


def places(sort: Sort, territory: Place) -> QuerySet[Place]:
    """The places of a sort within a territory, or the territory alone."""
    if not sort.kind:
        return Place.objects.filter(pk=territory.pk)
    return Place.objects.within(territory).filter(kind=sort.kind, code__startswith=sort.prefix)


def slug(sort: Sort, territory: Place) -> str:
    """One panel for each sort and territory: indicators share it."""
    return f"{sort.key}-{territory.kind}-{territory.code}".lower()


def name(sort: Sort, territory: Place) -> str:
    """« Les communes, Côte-d'Or »."""
    return f"{sort.words}, {territory.name}" if sort.kind else territory.name
