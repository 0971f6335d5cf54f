"""Values that wait for a verdict on somebody's territory, each beside what it would replace and what came before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from tenir.core import rights
from tenir.core.people.models import User, places_reached_by
from tenir.engines.rollup import periods
from tenir.engines.rollup.model import Value
from tenir.modules.indicators.enums import State
from tenir.modules.indicators.models import CountedValue, Observation
from tenir.modules.indicators.permissions import JUDGE
from tenir.modules.indicators.reading import doubts, history

Key = tuple[int, int, int]


@dataclass(frozen=True)
class Waiting:
    """A value as its judge reads it: in words, beside the one that counts now and that of the period before."""

    observation: Observation
    words: str
    counts_now: str
    before: str
    doubt: str

    @property
    def period(self) -> str:
        """« 1er semestre 2024 »."""
        return periods.label(periods.from_id(self.observation.period))


def for_judge(user: User) -> QuerySet[Observation]:
    """Declared values of the places where somebody may judge, the earliest first: whoever waited longest comes first.

    A contested value stands here too, since its judge decides; one that was accepted goes on counting meanwhile.
    """
    held = user.memberships.in_force().with_roles(rights.roles(JUDGE))
    mine = places_reached_by(held).order_by().values("pk")
    rows = Observation.objects.filter(state__in=(State.DECLARED, State.CONTESTED), place__in=mine)
    return rows.select_related("indicator", "place", "sender").order_by("id")


def in_context(observations: Sequence[Observation]) -> list[Waiting]:
    """Each with its neighbours and what looks wrong in it; five queries for all."""
    known, doubtful = _counted(observations), doubts.of(observations)
    return [_waiting(one, known, doubtful.get(one.pk, "")) for one in observations]


def _waiting(one: Observation, known: Mapping[Key, Observation], doubt: str) -> Waiting:
    now = known.get(_key(one, one.period))
    before = known.get(_key(one, _previous(one)))
    counts_now = "cette valeur" if now and now.pk == one.pk else _words(now)
    return Waiting(one, _words(one), counts_now, _words(before), doubt)


def _counted(observations: Sequence[Observation]) -> dict[Key, Observation]:
    wanted = {_key(one, period) for one in observations for period in (one.period, _previous(one))}
    if not wanted:
        return {}
    columns = list(zip(*wanted, strict=True))
    near = Q(indicator__in=set(columns[0]), place__in=set(columns[1]), period__in=set(columns[2]))
    rows = CountedValue.objects.filter(near).select_related("observation__indicator")
    return {(row.indicator_id, row.place_id, row.period): row.observation for row in rows}


def _key(one: Observation, period: int) -> Key:
    return one.indicator_id, one.place_id, period


def _previous(one: Observation) -> int:
    return periods.following(periods.from_id(one.period), -1).id


def _words(one: Observation | None) -> str:
    if one is None or one.numerator is None:
        return one.statement if one else ""
    return history.in_full(one.indicator, Value(one.numerator, one.denominator))
