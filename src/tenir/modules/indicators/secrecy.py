"""What a release would say, as the disclosure control reads it: cells, the sums that tie them, what was told before.

A leaf is an unknown of its own for each of its versions: a correction is another observation, so the key of a cell is
the observation's number. A total is the set of the observations that it adds up: unchanged, it keeps its key from one
release to the next. Releases of the past are rebuilt as known at their instant, so that what they said is held against
what is to be said now (docs/explanation/disclosure.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from tenir.core.places.models import Place
from tenir.engines import rollup
from tenir.engines.rollup import periods
from tenir.engines.rollup.disclosure import (
    COMPANIES,
    COMPANY_AMOUNTS,
    NO_RULE,
    PERSONS,
    Cell,
    Inconsistent,
    Key,
    Published,
    Relation,
    Rule,
    share,
)
from tenir.engines.rollup.model import Period
from tenir.modules.indicators import counting, grounds, rounding
from tenir.modules.indicators.described import of_engine
from tenir.modules.indicators.enums import Counted, IndicatorKind, OverPlaces
from tenir.modules.indicators.models import Indicator, Margin, Observation, Publication

NUMERATOR, DENOMINATOR = "n", "d"


def is_controlled(indicator: Indicator) -> bool:
    """Whether its figures go out by releases only; publicly funded posts, sites, grants are no persons."""
    return indicator.counted != Counted.OTHER


def rule_of(indicator: Indicator) -> Rule:
    """The rule of what is counted, with the producer's threshold where there is one."""
    amount = indicator.kind == IndicatorKind.AMOUNT
    match indicator.counted:
        case Counted.PERSONS:
            least = indicator.threshold or PERSONS.least
            return Rule(units=least, of=PERSONS.of) if amount else Rule(least=least, of=PERSONS.of)
        case Counted.COMPANIES if amount:
            units = indicator.threshold or COMPANY_AMOUNTS.units
            return Rule(units=units, dominance=COMPANY_AMOUNTS.dominance, of=COMPANY_AMOUNTS.of)
        case Counted.COMPANIES:
            return Rule(least=indicator.threshold or COMPANIES.least, of=COMPANIES.of)
    return NO_RULE


@dataclass(frozen=True)
class State:
    """What counts of an indicator over the parts of a period at an instant: the observations in each place."""

    indicator: Indicator
    period: Period
    in_place: dict[int, list[Observation]]

    @property
    def leaves(self) -> dict[tuple[int, int], Observation]:
        """Each observation by its own place and period."""
        return {(one.place_id, one.period): one for found in self.in_place.values() for one in found}


def state(indicator: Indicator, period: Period, known_at: datetime | None = None) -> State:
    """What counts for a period, as known at an instant (now); four queries and one more for each part of the period."""
    members = indicator.panel.asked(known_at)
    counted = counting.counted(indicator, known_at=known_at)
    in_place: dict[int, list[Observation]] = defaultdict(list)
    for part in rollup.parts(of_engine(indicator), period):
        answered = {place: one for (place, number), one in counted.items() if number == part.id and place in members}
        numbers = {place: one for place, one in answered.items() if one.numerator is not None}
        for place, wholes in _wholes(indicator, numbers, part, known_at).items():
            for whole in wholes:
                in_place[whole].append(numbers[place])
    return State(indicator, period, dict(in_place))


def _wholes(
    indicator: Indicator, answered: Iterable[int], part: Period, known_at: datetime | None
) -> dict[int, list[int]]:
    if indicator.over_places == OverPlaces.NONE:
        return {place: [place] for place in answered}
    return dict(grounds.wholes(answered, on=part.last, known_at=known_at))


@dataclass
class Puzzle:
    """Everything that somebody who gathers all releases would write down."""

    cells: dict[Key, Cell] = field(default_factory=dict)
    relations: set[Relation] = field(default_factory=set)
    ledger: list[Published] = field(default_factory=list)

    def add_state(self, known: State, *, offered: bool, keep: int | None = None) -> dict[int, list[Key]]:
        """The cells of a state, with the keys of each place: its value, and its denominator for a share."""
        return {
            place: self._add_place(known.indicator, found, offered, place == keep)
            for place, found in known.in_place.items()
        }

    def _add_place(self, indicator: Indicator, found: list[Observation], offered: bool, keep: bool) -> list[Key]:
        sides = (NUMERATOR, DENOMINATOR) if indicator.is_share else (NUMERATOR,)
        keys = [self._add_sum(indicator, found, side) for side in sides]
        for key in keys if offered else ():
            self.cells[key] = replace(self.cells[key], offered=True, keep=keep or self.cells[key].keep)
        if len(keys) == 2:
            rest, tie = share(self.cells[keys[0]], self.cells[keys[1]])
            self.cells.setdefault(rest.key, rest)
            self.relations.add(tie)
        return keys

    def _add_sum(self, indicator: Indicator, found: list[Observation], side: str) -> Key:
        leaves = [self._add_leaf(indicator, one, side) for one in found]
        key = leaves[0] if len(leaves) == 1 else _key_of_sum(leaves)
        if len(leaves) > 1:
            self.cells.setdefault(key, _summed(indicator, key, [self.cells[leaf] for leaf in leaves]))
            self.relations.add(Relation(key, tuple(sorted(leaves, key=str))))
        return key

    def _add_leaf(self, indicator: Indicator, one: Observation, side: str) -> Key:
        key = (side, one.pk)
        value = one.numerator if side == NUMERATOR else one.denominator
        cell = Cell(
            key,
            value or 0,
            rule_of(indicator),
            offered=False,
            contributors=one.contributors,
            largest=one.largest,
        )
        self.cells.setdefault(key, cell)
        return key

    def add_margins(self, margins: Iterable[Margin], states: dict[int, State]) -> None:
        """Where all parts of an indicator answered, they make up the whole, place by place and period by period."""
        parts: dict[int, list[int]] = defaultdict(list)
        for margin in margins:
            parts[margin.whole_id].append(margin.part_id)
        for whole, wanted in parts.items():
            if whole in states and all(part in states for part in wanted):
                self._tie(states[whole], [states[part] for part in wanted])

    def _tie(self, whole: State, parts: list[State]) -> None:
        found = [part.leaves for part in parts]
        for spot, one in whole.leaves.items():
            if all(spot in leaves for leaves in found):
                self.relations.add(
                    Relation((NUMERATOR, one.pk), tuple((NUMERATOR, leaves[spot].pk) for leaves in found))
                )


def _key_of_sum(leaves: list[Key]) -> Key:
    return ("sum", *sorted(map(str, leaves)))


def _summed(indicator: Indicator, key: Key, leaves: list[Cell]) -> Cell:
    """Contributors add up, the largest stays the largest; unknown as soon as one is."""
    contributors = [leaf.contributors for leaf in leaves]
    largest = [leaf.largest for leaf in leaves]
    return Cell(
        key,
        sum(leaf.value for leaf in leaves),
        rule_of(indicator),
        offered=False,
        contributors=None if None in contributors else sum(one or 0 for one in contributors),
        largest=None if None in largest else max(one or 0 for one in largest),
    )


def puzzle(indicator: Indicator, period: Period) -> tuple[Puzzle, dict[int, list[Key]]]:
    """Everything around one release, and the keys of each place that it offers.

    Linked indicators, the other periods of the same year and every earlier release of them are all in: whoever gathers
    what was published adds and subtracts them too.
    """
    made = Puzzle()
    tied = linked(indicator)
    margins = list(Margin.objects.filter(whole__in=tied))
    spans = _spans(indicator, period)
    # France's figure is hidden for its neighbours after anything else.
    keys = made.add_state(state(indicator, period), offered=True, keep=Place.objects.france().pk)
    _add_now(made, tied, margins, spans)
    releases = Publication.objects.filter(indicator__in=tied, period__in=[one.id for one in spans])
    for release in releases.select_related("indicator__panel").order_by("id"):
        _add_release(made, release, tied, margins)
    return made, keys


def linked(indicator: Indicator) -> dict[int, Indicator]:
    """The indicators that margins tie to one, directly or not, itself included."""
    ties = list(Margin.objects.values_list("whole", "part"))
    found = {indicator.pk}
    while grown := {one for tie in ties if found & set(tie) for one in tie} - found:
        found |= grown
    return dict(Indicator.objects.select_related("panel").in_bulk(found))


def _spans(indicator: Indicator, period: Period) -> list[Period]:
    """The period, the longer ones that it is in, and all that makes these up."""
    whole = {period, *periods.longer(period)}
    parts = {part for one in whole for part in rollup.parts(of_engine(indicator), one)}
    between = {one for part in parts for one in periods.longer(part)}
    return sorted(whole | parts | between, key=lambda one: one.id)


def _add_now(made: Puzzle, tied: dict[int, Indicator], margins: list[Margin], spans: list[Period]) -> None:
    """What counts now of all that is linked: unknowns that are not offered, and the sums that tie them."""
    if not margins:
        return
    for one in spans:
        states = {
            pk: state(indicator, one)
            for pk, indicator in tied.items()
            if one in rollup.parts(of_engine(indicator), one)
        }
        for known in states.values():
            made.add_state(known, offered=False)
        made.add_margins(margins, states)


def _add_release(made: Puzzle, release: Publication, tied: dict[int, Indicator], margins: list[Margin]) -> None:
    """What was released, as it was known then, and what it said."""
    period = periods.from_id(release.period)
    known = state(release.indicator, period, known_at=release.at)
    keys = made.add_state(known, offered=False)
    if margins:
        states = {pk: state(one, period, known_at=release.at) for pk, one in tied.items()}
        for other in states.values():
            made.add_state(other, offered=False)
        made.add_margins(margins, states)
    base = rounding.step(release.indicator, release.base)
    for figure in release.figures.exclude(numerator=None):
        if figure.place_id not in keys:
            raise Inconsistent(f"place {figure.place_id} was published and is not known any more")
        for key, value in zip(keys[figure.place_id], (figure.numerator, figure.denominator), strict=False):
            if value is not None:
                made.ledger.append(Published(key, value, base))
