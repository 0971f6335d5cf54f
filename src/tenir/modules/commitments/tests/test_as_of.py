"""Where promises stood on a past day, by the slow way and by the database's."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tenir.modules.commitments import as_of
from tenir.modules.commitments.enums import Level, Precision, Status
from tenir.modules.commitments.models import Commitment, Framework, LevelRecord
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.standing import Said
from tests.builders import a_place

OfSize = Callable[[int], Framework]
D = date.fromisoformat


def say(row: Commitment, level: str, on: str, status: str = Status.DECLARED, **fields: Any) -> None:
    LevelRecord.objects.create(commitment=row, level=level, on=D(on), status=status, **fields)


def by_the_database(framework: Framework, day: date) -> dict[int, as_of.Stood]:
    rows = as_of.standing_then(Commitment.objects.of_framework(framework), day)
    found = {}
    for row in rows.values("pk", *as_of.THEN.values(), *as_of.NEWS_THEN.values()):
        if row["then_level"]:
            moment = Moment(row["then_on"], row["then_precision"])
            found[row["pk"]] = as_of.Stood(Said(row["then_level"], moment, row["then_status"]), row["then_news_on"])
    return found


def test_level_of_the_day(of_size: OfSize) -> None:
    framework = of_size(1)
    row = framework.commitments.get()
    say(row, Level.ACHIEVED, "2021-03-04", Status.VERIFIED)
    assert as_of.standing_on(framework, D("2018-12-31")) == {}
    assert as_of.standing_on(framework, D("2021-03-03"))[row.pk].shown.moment == Moment(
        D("2019-01-01"), Precision.MONTH
    )
    assert as_of.standing_on(framework, D("2021-03-04"))[row.pk].shown.level == Level.ACHIEVED


def test_levels_in_places_are_not_its_own(of_size: OfSize) -> None:
    framework = of_size(1)
    row = framework.commitments.get()
    say(row, Level.ABANDONED, "2022-01-01", Status.VERIFIED, place=a_place())
    assert as_of.standing_on(framework, D("2023-01-01"))[row.pk].shown.level != Level.ABANDONED


def test_one_query_whatever_the_number(of_size: OfSize, django_assert_num_queries: Any) -> None:
    framework = of_size(30)
    with django_assert_num_queries(1):
        assert len(as_of.standing_on(framework, D("2020-01-01"))) == 30


@pytest.mark.parametrize("seed", range(5))
def test_both_ways_agree(of_size: OfSize, seed: int) -> None:
    framework, dice = of_size(6), random.Random(seed)
    for _ in range(60):
        row = dice.choice(list(framework.commitments.order_by("pk")))
        day = D("2019-01-01") + timedelta(days=dice.randrange(40))
        say(row, dice.choice(Level.values), day.isoformat(), dice.choice(Status.values))
    for days in range(-1, 42, 3):
        day = D("2019-01-01") + timedelta(days=days)
        assert by_the_database(framework, day) == as_of.standing_on(framework, day)
