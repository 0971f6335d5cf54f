"""Counting many keys at once says what counting them one by one says."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import astuple

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenir.engines.rollup import periods
from tenir.modules.indicators import actions, counting, recomputing
from tenir.modules.indicators.counting import Change, Key
from tenir.modules.indicators.enums import State
from tenir.modules.indicators.importing import staging, writing
from tenir.modules.indicators.importing.checking import Row
from tenir.modules.indicators.models import CountedValue, ImportBatch, Indicator, Observation, Verdict
from tenir.modules.indicators.tests.builders import ME, Ground, an_indicator
from tests.builders import an_organisation

pytestmark = pytest.mark.django_db
Counts = tuple[list[Change], list[tuple[int, int, int, int]]]


def scribble(indicators: list[Indicator], ground: Ground, chance: random.Random) -> list[Key]:
    """Values with any verdicts in any order, and what counts pointing anywhere."""
    for _ in range(60):
        one = Observation.objects.create(
            indicator=chance.choice(indicators),
            place=chance.choice(ground.quarters),
            period=periods.half_year(2019, chance.choice([1, 2])).id,
            numerator=chance.randrange(100),
        )
        for verdict in chance.choices(State.values, k=chance.randrange(4)):
            Verdict.objects.create(observation=one, verdict=verdict, comment="dit")
        if chance.random() < 0.5:
            key = {"indicator": one.indicator, "place": one.place, "period": one.period}
            CountedValue.objects.update_or_create(**key, defaults={"observation": one})
    return list({Key.of(one) for one in Observation.objects.all()})


def undone(counts: Iterator[Change]) -> Counts:
    """What a recount answers and leaves, then nothing of it."""
    with transaction.atomic():
        changes = list(counts)
        left = sorted(CountedValue.objects.values_list("indicator", "place", "period", "observation"))
        transaction.set_rollback(True)
    return changes, left


def recount(key: Key) -> Change:
    """One key by the plain ORM: slow and obvious."""
    fields = {"indicator_id": key.indicator_id, "place_id": key.place_id, "period": key.period}
    row = CountedValue.objects.select_related("observation").filter(**fields).first()
    rows = counting.accepted(Indicator(pk=key.indicator_id)).filter(place=key.place_id, period=key.period)
    now = rows.order_by(F("rank").desc()).first()
    CountedValue.objects.filter(**fields).delete()
    if now is not None:
        CountedValue.objects.create(**fields, observation=now)
    return Change(key, counting.value_of(row.observation) if row else None, counting.value_of(now))


@pytest.mark.parametrize("seed", range(6))
def test_many_keys_like_one_by_one(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "KEYS", 4)
    ground = Ground()
    indicators = [an_indicator(ground), an_indicator(ground)]
    keys = scribble(indicators, ground, random.Random(seed))
    assert undone(counting.recount_all(keys)) == undone(recount(key) for key in keys)


def test_as_many_questions_for_one_key_as_for_hundreds() -> None:
    ground = Ground()
    indicator = an_indicator(ground)
    keys = [Key(indicator.pk, ground.a.pk, number) for number in range(500)]
    with CaptureQueriesContext(connection) as few:
        list(counting.recount_all(keys[:1]))
    with CaptureQueriesContext(connection) as many:
        list(counting.recount_all(keys))
    assert len(few) == len(many) == 2


@pytest.mark.parametrize("seed", range(3))
def test_values_of_a_file_count_as_a_recount_would_say(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """And move every total to what it is when all is computed anew."""
    monkeypatch.setattr(staging, "STEP", 3)
    ground = Ground()
    chance = random.Random(seed)
    keys = sorted(scribble([an_indicator(ground), an_indicator(ground)], ground, chance), key=astuple)
    list(counting.recount_all(keys))
    actions.recompute_totals(by=ME)
    said = {"is_accepted": True, "committed_at": timezone.now(), "sha256": "a" * 64}
    batch = ImportBatch.objects.create(sender=an_organisation(), name="f.csv", **said)
    some = keys[::2]
    rows = [Row(0, 1, *astuple(key), chance.randrange(100), None, "", None, None, "", "") for key in some]
    staging.stage(rows, accept=True)
    writing.write(batch, source=None)
    changes, left = undone(counting.recount_all(keys))
    assert all(change.before == change.now for change in changes)
    assert left == sorted(CountedValue.objects.values_list("indicator", "place", "period", "observation"))
    assert {one.observation_id for one in batch.values.all()} <= {pk for *_, pk in left}
    assert recomputing.compare().differences == []
