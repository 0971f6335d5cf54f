"""What the lines of a file may speak of, loaded once: indicators, places, panels, and where a person may act."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from tenir.core import rights
from tenir.core.actions import Actor, System
from tenir.core.people.models import User, places_reached_by
from tenir.core.places.models import Place, PlaceKind
from tenir.core.web.columns import fold
from tenir.modules.indicators.models import Indicator, PanelPlace

# Two letters apart at most, else the nearest code says nothing.
FURTHEST = 3


@dataclass(frozen=True)
class Ground:
    """Indicators by address and by title; keys and names of places by sort and code; members of each panel."""

    indicators: dict[str, Indicator]
    places: dict[tuple[str, str], tuple[int, str]]
    members: dict[int, frozenset[int]]

    @classmethod
    def load(cls) -> Ground:
        """Three queries, whatever the file."""
        indicators = list(Indicator.objects.select_related("panel"))
        named = {fold(one.title): one for one in indicators}
        rows = Place.objects.order_by().values_list("kind", "code", "pk", "name")
        members: dict[int, set[int]] = defaultdict(set)
        for panel, place in PanelPlace.objects.order_by().values_list("panel_id", "place_id"):
            members[panel].add(place)
        return cls(
            named | {one.slug: one for one in indicators},
            {(kind, code.upper()): (pk, name) for kind, code, pk, name in rows},
            {panel: frozenset(places) for panel, places in members.items()},
        )

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Sorts of places by their word in addresses and by their French name."""
        return {fold(name): kind for kind, label in PlaceKind.choices for name in (kind, label)}

    @cached_property
    def _codes(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for kind, code in self.places:
            found[kind].append(code)
        return found

    def nearest(self, kind: str, code: str) -> str:
        """« QN02101M (Les Grésilles) », the known code of a sort that differs least; empty when none is near."""
        near = process.extractOne(
            code, self._codes.get(kind, ()), scorer=Levenshtein.distance, score_cutoff=FURTHEST, processor=None
        )
        return f"{near[0]} ({self.places[kind, near[0]][1]})" if near else ""

    def completed(self, kind: str, code: str) -> str:
        """The code with the zero that a spreadsheet took off, when such a place exists; else empty."""
        longer = f"0{code}"
        return longer if code.isdigit() and (kind, longer) in self.places else ""


@dataclass(frozen=True)
class Reach:
    """Where somebody may do something: `places`, or everywhere when it is None."""

    places: frozenset[int] | None

    def __contains__(self, place: int) -> bool:
        return self.places is None or place in self.places


def reach(by: Actor, permission: str) -> Reach:
    """All the places where `by` may do `permission` today, asked once for a whole file."""
    if isinstance(by, System):
        return Reach(None)
    if not isinstance(by, User) or not rights.may(by, permission):
        return Reach(frozenset())
    mine = by.memberships.in_force().with_roles(rights.roles(permission))
    return Reach(frozenset(places_reached_by(mine).values_list("pk", flat=True)))
