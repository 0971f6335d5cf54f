"""Which observation counts: the latest accepted one, now or as known on a past instant.

An observation counts from its last acceptance until it is sent back or withdrawn; being contested changes nothing to
that. Among those of one indicator, place and period, the one accepted last counts (docs/decisions/0018).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from tenir.core.places.models import Place
from tenir.engines.rollup.model import Period, Value
from tenir.modules.indicators.enums import State
from tenir.modules.indicators.models import CountedValue, Indicator, Observation, Verdict
from tenir.modules.indicators.tuples import listed

# What decides whether a value counts; a contested one stays what it was.
DECISIVE = (State.ACCEPTED, State.SENT_BACK, State.WITHDRAWN)

# Keys looked up in one statement, three values each; SQLite of Debian 12 takes 32,766 values in one.
KEYS = 1000


@dataclass(frozen=True)
class Key:
    """What one value is about."""

    indicator_id: int
    place_id: int
    period: int

    @classmethod
    def of(cls, observation: Observation) -> Key:
        """What an observation is about."""
        return cls(observation.indicator_id, observation.place_id, observation.period)


@dataclass(frozen=True)
class Change:
    """What counted for a key before a write, and what counts now; None where nothing does."""

    key: Key
    before: Value | None
    now: Value | None


def accepted(indicator: Indicator, *, known_at: datetime | None = None) -> QuerySet[Observation]:
    """Observations that stand accepted (as known at an instant), each with `rank`: the later accepted, the higher."""
    return _accepted(Observation.objects.filter(indicator=indicator), known_at=known_at)


def counted(indicator: Indicator, *, known_at: datetime | None = None) -> dict[tuple[int, int], Observation]:
    """The observation that counts for each place and period of an indicator; two queries at most."""
    found: dict[tuple[int, int], Observation] = {}
    for observation in accepted(indicator, known_at=known_at).order_by(F("rank")):
        found[observation.place_id, observation.period] = observation
    return found


def latest(indicator: Indicator, place: Place, period: Period) -> Observation | None:
    """The last value sent that was not withdrawn."""
    rows = Observation.objects.filter(indicator=indicator, place=place, period=period.id)
    return rows.exclude(state=State.WITHDRAWN).order_by("-id").first()


def value_of(observation: Observation | None) -> Value | None:
    """What enters totals: nothing when nothing counts, or when the answer is in words."""
    if observation is None or observation.numerator is None:
        return None
    return Value(observation.numerator, observation.denominator)


def hold(indicator_id: int) -> None:
    """Keep others from writing about an indicator until the end of the transaction: verdicts on one key follow each
    other, and none slips in while a period is being closed.
    """
    Indicator.objects.select_for_update(no_key=True, of=("self",)).only("pk").get(pk=indicator_id)


def hold_all(indicators: Iterable[int]) -> None:
    """The same for several, in the order of their keys, so that two writers never wait for each other both ways."""
    held = Indicator.objects.select_for_update(no_key=True, of=("self",)).only("pk")
    list(held.filter(pk__in=set(indicators)).order_by("pk"))


def recount_all(keys: Iterable[Key]) -> Iterator[Change]:
    """Point each key at the observation that now counts; what that changes. Their indicators must be held.

    A constant number of queries for `KEYS` of them.
    """
    waiting = iter(dict.fromkeys(keys))
    while some := list(islice(waiting, KEYS)):
        yield from _recounted(some)


def standing(keys: list[Key]) -> Iterator[tuple[tuple[int, int, int], tuple[int, Value | None]]]:
    """For at most `KEYS` keys the primary key and the value of the observation that counts; nothing where none does."""
    columns = (
        "indicator_id",
        "place_id",
        "period",
        "observation_id",
        "observation__numerator",
        "observation__denominator",
    )
    for *key, pk, numerator, denominator in _rows_of(CountedValue.objects, keys).values_list(*columns):
        yield (key[0], key[1], key[2]), (pk, None if numerator is None else Value(numerator, denominator))


def _recounted(keys: list[Key]) -> Iterator[Change]:
    before = {
        Key.of(row.observation): row for row in _rows_of(CountedValue.objects, keys).select_related("observation")
    }
    standing = _accepted(_rows_of(Observation.objects, keys)).order_by(F("rank"))
    now = {Key.of(observation): observation for observation in standing}
    gone = [row.pk for key, row in before.items() if key not in now]
    if gone:
        CountedValue.objects.filter(pk__in=gone).delete()
    CountedValue.objects.bulk_create(
        (
            CountedValue(indicator_id=key.indicator_id, place_id=key.place_id, period=key.period, observation=one)
            for key, one in now.items()
            if key not in before or before[key].observation_id != one.pk
        ),
        update_conflicts=True,
        unique_fields=("indicator", "place", "period"),
        update_fields=("observation",),
    )
    for key in keys:
        row = before.get(key)
        yield Change(key, value_of(row.observation) if row else None, value_of(now.get(key)))


def _rows_of(rows: Any, keys: list[Key]) -> Any:
    """Rows about these keys: a list of triples, which both databases look up in the index of the three columns."""
    table = connection.ops.quote_name(rows.model._meta.db_table)
    triples, values = listed([(key.indicator_id, key.place_id, key.period) for key in keys])
    sql = f"SELECT id FROM {table} WHERE (indicator_id, place_id, period) IN ({triples})"  # noqa: S608  (the table is ours)
    return rows.filter(pk__in=RawSQL(sql, values))


def _accepted(rows: QuerySet[Observation], *, known_at: datetime | None = None) -> QuerySet[Observation]:
    verdicts = Verdict.objects.filter(observation=OuterRef("pk"), verdict__in=DECISIVE)
    if known_at is not None:
        verdicts = verdicts.filter(at__lte=known_at)
    last = verdicts.order_by("-id")
    ranked = rows.annotate(rank=Subquery(last.values("id")[:1]), last_verdict=Subquery(last.values("verdict")[:1]))
    return ranked.filter(last_verdict=State.ACCEPTED)
