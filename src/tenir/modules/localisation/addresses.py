"""From what somebody wrote, or a pair of coordinates, to a point and how well it is known.

Nothing of it is kept: no row, no log line, no address of a page holds what was asked.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.conf import settings

from tenir.core.errors import BadInput, TenirError
from tenir.engines.localisation.counting import coordinates
from tenir.outside.fetching import Unreachable
from tenir.outside.geocoder import client
from tenir.outside.geocoder.client import Kind, Match, Misunderstood

log = logging.getLogger("tenir.localisation")

# Metres between the point of the service and the door that was meant. A number in its street is a plot or a door;
# a street alone is its middle, and the person lives somewhere along it. Anything wider is no answer to this question.
PRECISIONS = {Kind.NUMBER: 30.0, Kind.STREET: 250.0}
# Of a pair of coordinates that says no more, such as a point read on a map.
OF_COORDINATES = 10.0
# Beyond, a place is known so badly that its neighbourhood is a guess.
WORST = 5_000.0
# Scores go from 0 to 1. Below the first, other words than those written were found; when the next answer is closer than
# the second, the same street in two communes for example, neither is surer.
LEAST_SCORE, LEAST_LEAD = 0.6, 0.05

_ADVICE = "Écrivez le numéro, la rue, le code postal et la commune."
_WIDE = {
    Kind.MUNICIPALITY: "Seule la commune a été trouvée.",
    Kind.LOCALITY: "Seul un lieu-dit a été trouvé, sans numéro ni rue.",
    Kind.OTHER: "Ce qui a été trouvé n'est ni un numéro ni une rue.",
}


@dataclass(frozen=True)
class Point:
    """Degrees (WGS 84) known to `precision` metres. `label`: what was found; `doubt`: why nothing can be said of it;
    `advice`: how to be told more.
    """

    longitude: float
    latitude: float
    precision: float
    label: str = ""
    doubt: str = ""
    advice: str = ""


class Away(TenirError):
    """The service of addresses did not answer."""


def is_offered() -> bool:
    """Whether the owner of the site chose a service; without one nothing leaves the site."""
    return bool(settings.GEOCODER)


def find(address: str) -> Point:
    """Where an address is. Raises `BadInput` when it is nowhere, or no service is set, and `Away`."""
    if not is_offered():
        raise BadInput("ce site ne cherche pas d'adresses.", remedy="Donnez une latitude et une longitude.")
    point = find_all([address])[0]
    if point is None:
        raise BadInput("cette adresse n'a pas été trouvée.", remedy=_ADVICE)
    return point


def find_all(addresses: Sequence[str]) -> list[Point | None]:
    """Several of them in their order, `client.MOST` a question; None for one that is nowhere. Raises `Away`."""
    found: list[Point | None] = []
    for start in range(0, len(addresses), client.MOST):
        found += [
            None if match is None else _of_match(match) for match in _matches(addresses[start : start + client.MOST])
        ]
    return found


def _matches(addresses: Sequence[str]) -> list[Match | None]:
    try:
        found = client.find_all(settings.GEOCODER, addresses)
    except (Unreachable, Misunderstood) as error:
        # The type alone: whatever the service says, it may hold the address.
        log.warning("address search away", extra={"fields": {"reason": type(error).__name__}})
        remedy = "Recommencez dans un moment, ou donnez une latitude et une longitude."
        raise Away("la recherche d'adresses ne répond pas.", remedy=remedy) from None
    return [one if one and math.isfinite(one.longitude) and math.isfinite(one.latitude) else None for one in found]


def at(longitude: float, latitude: float, precision: float | None = None) -> Point:
    """A pair of degrees. Raises `BadInput` when it lies nowhere in France, saying what it looks like."""
    faults = coordinates.faults(np.array([longitude]), np.array([latitude]))
    wrong = next((fault for fault, flags in faults.items() if flags[0]), None)
    if wrong is not None:
        remedy = "Donnez des degrés (WGS 84)\u202f: à Dijon, latitude 47,32 et longitude 5,04."
        raise BadInput(f"{wrong.value}.", remedy=remedy)
    return Point(longitude, latitude, OF_COORDINATES if precision is None else precision)


def _of_match(match: Match) -> Point:
    doubt = _doubt(match)
    only_street = match.kind is Kind.STREET and not doubt
    return Point(
        match.longitude,
        match.latitude,
        PRECISIONS.get(match.kind, WORST),
        label=match.label,
        doubt=doubt,
        advice="Seule la rue a été trouvée\u202f: ajoutez le numéro." if only_street else _ADVICE,
    )


def _doubt(match: Match) -> str:
    if match.score < LEAST_SCORE:
        return "Ce qui a été trouvé ressemble trop peu à ce que vous avez écrit."
    if match.score - match.next_score < LEAST_LEAD:
        return "Une autre adresse ressemble presque autant à ce que vous avez écrit."
    return _WIDE.get(match.kind, "")
