"""A place beside similar ones: which these are, chosen without a look at their figures, and in which order they stand.

Populations are not known here. Places of one sort are taken to be alike when about as many answers are expected of
them, which for a commune or a département is how many neighbourhoods it holds; then when the same place contains them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from tenir.core.places.models import Containment, Place, PlaceKind
from tenir.core.web.french import NARROW
from tenir.engines.rollup.model import Period
from tenir.modules.indicators import values
from tenir.modules.indicators.enums import OverPlaces
from tenir.modules.indicators.models import Expected, Indicator
from tenir.modules.indicators.publishing import Figure
from tenir.modules.indicators.reading.figures import Line, Spot, asked_as

MOST = 5
_CHOSEN = f"Cinq au plus, de la même sorte, choisis sans regarder leurs chiffres{NARROW}: d'abord ceux"
_END = "du même territoire, puis par code officiel. Leur population n'est pas connue ici."
# What heads the places, and how they were chosen: where each answers once, only where they lie tells them apart.
NEIGHBOURS = ("À côté de lieux voisins", f"{_CHOSEN} {_END}")
SIMILAR = (
    "À côté de lieux semblables",
    f"{_CHOSEN} dont on attend un nombre de réponses voisin, puis ceux {_END}",
)


class _One(NamedTuple):
    """A place of the sort; `near`: what directly contains the place asked directly contains it too."""

    place: int
    answers: int
    near: bool


def told(indicator: Indicator, place: Place) -> tuple[str, str]:
    """Title of the panel, and the rule that chose its places."""
    return NEIGHBOURS if place.kind == indicator.panel.kind else SIMILAR


def similar(indicator: Indicator, period: Period, place: Place) -> list[int]:
    """Keys of the similar places, the most alike first; none of a place that is not asked nor holds one that is. One
    query.
    """
    apart = indicator.over_places == OverPlaces.NONE and place.kind != indicator.panel.kind
    if place.kind == PlaceKind.NATION or indicator.is_in_words or apart:
        return []
    every = _of_its_sort(indicator, period, place)
    own = next((rank for rank, one in enumerate(every) if one.place == place.pk), None)
    if own is None:
        return []

    def unlike(rank: int) -> tuple[int, bool, int, int]:
        one = every[rank]
        return (abs(one.answers - every[own].answers), not one.near, abs(rank - own), rank)

    ranks = sorted((rank for rank in range(len(every)) if rank != own), key=unlike)
    return [every[rank].place for rank in ranks[:MOST]]


def _of_its_sort(indicator: Indicator, period: Period, place: Place) -> list[_One]:
    """By code, as they stood at the end of the period; invented places stand beside invented ones only."""
    periodicity, number = asked_as(indicator, period)
    rows = Expected.objects.filter(panel=indicator.panel_id, periodicity=periodicity, period=number)
    rows = rows.filter(place__kind=place.kind, place__is_invented=place.is_invented).order_by("place__code")
    held = Containment.objects.in_force(on=period.last)
    near = held.filter(part=OuterRef("place"), whole__in=held.filter(part=place).values("whole"))
    return [_One(*row) for row in rows.annotate(near=Exists(near)).values_list("place_id", "answers", "near")]


def in_order(indicator: Indicator, place: Place, figure: Figure, lines: Sequence[Line]) -> list[Line]:
    """The place among its similar ones, by what is shown, the highest first; what is not stands last, by name."""
    every = [Line(Spot.of(place), figure), *lines]

    def rank(line: Line) -> tuple[bool, float, str]:
        number = values.number(indicator, line.figure.value)
        return (number is None, -float(number or 0), line.place.name)

    return sorted(every, key=rank) if lines else []
