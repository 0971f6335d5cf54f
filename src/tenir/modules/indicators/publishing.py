"""What may be shown of figures: the one exit of every page, panel, export and API answer.

Whoever shows figures makes them `Figure`s and shows what `shown` gives back, never what it read. Counts of persons and
of companies are public as they were released, small ones hidden (`releases.py`); those who may send figures of a place
see them there as they are. Publicly funded posts, sites, schools and grants are no persons and are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from tenir.core import rights
from tenir.core.people.models import places_reached_by
from tenir.core.places.models import PlaceKind
from tenir.engines.rollup import disclosure
from tenir.engines.rollup.model import Value
from tenir.modules.indicators import secrecy
from tenir.modules.indicators.models import Indicator, PublishedFigure
from tenir.modules.indicators.permissions import DECLARE
from tenir.modules.indicators.reading.ledgers import end_of

# Words of what is not shown; files carry `MARK` in a column of its own, as the statistical offices do.
WITHHELD = "secret statistique"
NOT_RELEASED = "Secret statistique\u202f: ce nombre de personnes ou d'entreprises n'est pas encore publié."
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
    # Rounded to a multiple of it when it was released, in the unit that people read; 1: exact.
    base: int = 1
    # Why the value is not shown; empty when it is, or when there is none.
    why: str = ""

    @property
    def withheld(self) -> bool:
        """Whether there is a value that is not shown."""
        return bool(self.why)

    @property
    def rounded(self) -> bool:
        """Whether the value shown is not the exact one: sums of such values need not add up."""
        return self.value is not None and self.base > 1


class Sight:
    """What somebody sees besides what is public: the figures of their own territory. Asks nothing until it must."""

    def __init__(self, user: Any = None, day: date | None = None) -> None:
        """`day`: what was public at the end of a past day, instead of today."""
        self._user = user
        self._told = Released(day)

    def reaches(self, place: int) -> bool:
        """Whether the figures of a place are theirs to see, however small."""
        return self._may and (self._everywhere or place in self._places)

    def learn(self, indicators: Sequence[Indicator], rows: Iterable[Figure]) -> None:
        """Read what was released of several indicators at once, before each is shown; one query."""
        self._told.learn([one for one in indicators if secrecy.is_controlled(one)], list(rows))

    def public(self, indicator: Indicator, rows: Sequence[Figure]) -> list[Figure]:
        """Figures as everybody sees them."""
        self._told.learn([indicator], rows)
        return [self._told.of(indicator, row) for row in rows]

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


class Released:
    """What was released of each place and period, the latest word; asked once for each indicator, place and period."""

    def __init__(self, day: date | None = None) -> None:
        self._day = day
        self._known: set[tuple[int, int, int]] = set()
        self._values: dict[tuple[int, int, int], tuple[Value | None, int]] = {}

    def learn(self, indicators: Sequence[Indicator], rows: Sequence[Figure]) -> None:
        """Have the releases of these; one query, none when all is known."""
        keys = {(one.pk, row.place, row.period) for one in indicators for row in rows}
        if keys <= self._known:
            return
        self._known |= keys
        told = PublishedFigure.objects.filter(
            publication__indicator__in={one.pk for one in indicators},
            publication__period__in={row.period for row in rows},
            place__in={row.place for row in rows},
        )
        if self._day is not None:
            told = told.filter(publication__at__lte=end_of(self._day))
        release = ("publication__indicator", "publication__period", "publication__base")
        names = (*release, "place", "numerator", "denominator")
        # By number: "publication" alone takes that table's own order, the latest first.
        for indicator, period, base, place, *value in told.order_by("publication_id").values_list(*names):
            self._values[indicator, place, period] = (None if value[0] is None else Value(*value), base)

    def of(self, indicator: Indicator, row: Figure) -> Figure:
        """A figure as it was released, or why it is not shown."""
        key = (indicator.pk, row.place, row.period)
        if key not in self._values:
            return _unreleased(row)
        value, base = self._values[key]
        return replace(row, value=value, base=base, statement="", why="" if value else disclosure.SENTENCE)


def shown(indicator: Indicator, rows: Iterable[Figure], sight: Sight | None = None) -> list[Figure]:
    """The figures of one indicator as they may be shown to somebody (anybody), in the order given.

    What is withheld loses its value and keeps its completeness: that a place answered is no secret. One query for what
    was released, and at most four for somebody known, whatever the number of rows.
    """
    found, sight = list(rows), sight or Sight()
    if not secrecy.is_controlled(indicator):
        return found
    theirs = {row for row in found if sight.reaches(row.place)}
    public = iter(sight.public(indicator, [row for row in found if row not in theirs]))
    return [row if row in theirs else next(public) for row in found]


def _unreleased(figure: Figure) -> Figure:
    """Nothing is hidden where there is nothing: « non renseigné » stays what it is."""
    if figure.value is None and not figure.statement:
        return figure
    return replace(figure, value=None, statement="", why=NOT_RELEASED)
