"""What may be shown of figures: the one exit of every page, panel, export and API answer.

Whoever shows figures makes them `Figure`s and shows what `shown` gives back, never what it read. Counts of persons and
of companies are not public yet: until the secret statistique is computed, only those who may send figures of a place
see them there. Publicly funded posts, sites, schools and grants are no persons and are shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from tenir.core import rights
from tenir.core.people.models import places_reached_by
from tenir.core.places.models import PlaceKind
from tenir.engines.rollup.model import Value
from tenir.modules.indicators.enums import Counted
from tenir.modules.indicators.models import Indicator
from tenir.modules.indicators.permissions import DECLARE

# Words of what is not shown; files carry `MARK` in a column of its own, as the statistical offices do.
WITHHELD = "secret statistique"
WITHHELD_WHY = "Secret statistique\u202f: ce nombre de personnes ou d'entreprises n'est pas encore publié."
MARK = "s"


@dataclass(frozen=True)
class Figure:
    """The figure of a place for a period: `value` is None where nobody answered, and when it is `withheld`.

    `answered` of `expected` answers make it; `expected` is None where nobody counted them.
    """

    place: int
    period: int
    value: Value | None = None
    answered: int = 0
    expected: int | None = None
    statement: str = ""
    withheld: bool = False


class Sight:
    """What somebody sees besides what is public: the figures of their own territory. Asks nothing until it must."""

    def __init__(self, user: Any = None) -> None:
        self._user = user

    def reaches(self, place: int) -> bool:
        """Whether the figures of a place are theirs to see, however small."""
        return self._may and (self._everywhere or place in self._places)

    @cached_property
    def _may(self) -> bool:
        return rights.may(self._user, DECLARE)

    @cached_property
    def _roles(self) -> Any:
        return self._user.memberships.in_force().with_roles(rights.roles(DECLARE))

    @cached_property
    def _everywhere(self) -> bool:
        return bool(self._roles.filter(place__kind=PlaceKind.NATION).exists())

    @cached_property
    def _places(self) -> frozenset[int]:
        return frozenset(places_reached_by(self._roles).values_list("pk", flat=True))


PUBLIC = Sight()


def shown(indicator: Indicator, rows: Iterable[Figure], sight: Sight = PUBLIC) -> list[Figure]:
    """The figures of one indicator as they may be shown to somebody, in the order given.

    What is withheld loses its value and keeps its completeness: that a place answered is no secret. At most four
    queries for somebody known, whatever the number of rows and of indicators asked with the same `sight`.
    """
    if indicator.counted == Counted.OTHER:
        return list(rows)
    return [one if sight.reaches(one.place) else _withheld(one) for one in rows]


def _withheld(figure: Figure) -> Figure:
    """Nothing is hidden where there is nothing: « non renseigné » stays what it is."""
    if figure.value is None and not figure.statement:
        return figure
    return replace(figure, value=None, statement="", withheld=True)
