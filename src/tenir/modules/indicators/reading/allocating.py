"""How a target is shared out among the places inside: what they promise together, what is left to nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tenir.core.places.models import Place, PlaceKind
from tenir.core.web.french import NARROW, accord
from tenir.engines.rollup import targets as engine
from tenir.engines.rollup.model import Value
from tenir.modules.indicators import values
from tenir.modules.indicators.enums import OverPlaces
from tenir.modules.indicators.models import Indicator, Target

# « 3 régions », as the sentence counts them.
_NOUNS = {
    PlaceKind.REGION: ("région", "régions"),
    PlaceKind.DEPARTEMENT: ("département", "départements"),
    PlaceKind.EPCI: ("intercommunalité", "intercommunalités"),
    PlaceKind.COMMUNE: ("commune", "communes"),
    PlaceKind.CONTRAT: ("contrat de ville", "contrats de ville"),
    PlaceKind.QPV: ("quartier", "quartiers"),
}


def sentences(indicator: Indicator, place: Place | None, targets: Sequence[Target]) -> dict[int, str]:
    """For each target of a place that has parts inside, by its key: one query. Shares have no parts that add up."""
    if place is None or not targets or indicator.is_share or indicator.over_places == OverPlaces.NONE:
        return {}
    inside = Place.objects.within(place).exclude(pk=place.pk)
    rows = indicator.targets.filter(place__in=inside).select_related("place")
    parts: dict[object, list[Target]] = defaultdict(list)
    for row in rows:
        parts[row.on].append(row)
    return {one.pk: _sentence(indicator, one, _widest(parts[one.on])) for one in targets if parts[one.on]}


def _widest(parts: list[Target]) -> list[Target]:
    """Those of the widest sort of places: a région's part is made of its départements', and counts once."""
    first = min(PlaceKind.values.index(one.place.kind) for one in parts)
    return [one for one in parts if PlaceKind.values.index(one.place.kind) == first]


def _sentence(indicator: Indicator, target: Target, parts: list[Target]) -> str:
    shared = engine.allocation(target.numerator, {one.place_id: one.numerator for one in parts})
    noun = _NOUNS.get(PlaceKind(parts[0].place.kind), ("lieu", "lieux"))
    told = f"Répartie entre {accord(len(parts), *noun)}{NARROW}: {_much(indicator, int(shared.allocated))} en tout"
    match shared.sharing:
        case engine.Sharing.UNALLOCATED:
            return f"{told}{NARROW}; {_much(indicator, int(shared.rest))} ne reviennent à personne."
        case engine.Sharing.OVER_ALLOCATED:
            return f"{told}, soit {_much(indicator, int(-shared.rest))} de plus que l'ensemble."
    return f"{told}, le compte y est."


def _much(indicator: Indicator, whole: int) -> str:
    return values.words(indicator, Value(whole))
