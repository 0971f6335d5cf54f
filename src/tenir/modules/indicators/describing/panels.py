"""The places of which an indicator is asked, as people say it: the QPV of my département, the contracts of France."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from tenir.core.places.models import Place, PlaceKind
from tenir.modules.indicators.models import Indicator, Observation, Panel


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


@dataclass(frozen=True)
class Left:
    """Places of the sort of a panel, within a territory, that the panel leaves out. `used` ones cannot come in: values
    of theirs are there already, and every total would move.
    """

    free: list[Place]
    used: list[Place]


def left_out(indicator: Indicator) -> Left:
    """What the territory of an indicator holds today besides its panel, by name; three queries."""
    sort = sort_of(indicator.panel)
    if sort is None:
        return Left([], [])
    # Invented places stand in France too: they are asked of what is invented only.
    known = Place.objects.filter(panel_places__panel=indicator.panel_id).values("pk")
    found = places(sort, indicator.place).exclude(pk__in=known).order_by("name", "code")
    if not indicator.is_invented:
        found = found.filter(is_invented=False)
    sent = Observation.objects.filter(place=OuterRef("pk"), indicator__panel=indicator.panel_id)
    rows = list(found.annotate(is_used=Exists(sent)))
    return Left([one for one in rows if not one.is_used], [one for one in rows if one.is_used])


def sort_of(panel: Panel) -> Sort | None:
    """The sort that a panel was made of; None where its neighbourhoods are of no one generation."""
    if panel.kind != PlaceKind.QPV:
        return Sort("", panel.get_kind_display(), panel.kind)
    prefixes = {code[:2] for code in panel.places.values_list("code", flat=True)}
    return Sort("", panel.get_kind_display(), panel.kind, prefixes.pop()) if len(prefixes) == 1 else None
