"""Days of what comes back, and who is told when it is late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tenir.core.errors import BadInput
from tenir.modules.governance.duties import ladder, rhythm
from tenir.modules.governance.duties.enums import Reach, Rung


def test_a_first_day_that_ends_its_month_makes_all_end_theirs() -> None:
    days = [rhythm.due_day(date(2019, 2, 28), "P3M", number) for number in range(5)]
    assert days == [date(2019, 2, 28), date(2019, 5, 31), date(2019, 8, 31), date(2019, 11, 30), date(2020, 2, 29)]


def test_a_day_that_a_month_does_not_have_is_its_last() -> None:
    assert rhythm.due_day(date(2019, 8, 30), "P6M", 1) == date(2020, 2, 29)
    assert rhythm.due_day(date(2020, 2, 29), "P1Y", 1) == date(2021, 2, 28)
    assert rhythm.due_day(date(2019, 8, 15), "P6M", 15) == date(2027, 2, 15)


@pytest.mark.parametrize("recurrence", ["P1M", "P2M", "P3M", "P6M", "P1Y", "P5M"])
def test_days_between_are_those_of_a_slow_count(recurrence: str) -> None:
    first, since, until = date(2019, 2, 28), date(2024, 7, 31), date(2026, 3, 31)
    slow = [(number, rhythm.due_day(first, recurrence, number)) for number in range(400)]
    assert list(rhythm.due_between(first, recurrence, since, until)) == [
        pair for pair in slow if since <= pair[1] <= until
    ]


def test_nothing_is_due_before_the_first_day() -> None:
    assert list(rhythm.due_between(date(2027, 1, 1), "P1Y", date(2020, 1, 1), date(2026, 12, 31))) == []
    assert list(rhythm.due_between(date(2026, 1, 1), "P1Y", date(2000, 1, 1), date(2026, 1, 1))) == [
        (0, date(2026, 1, 1))
    ]


@pytest.mark.parametrize("wrong", ["", "P", "3M", "P0M", "P1W", "P3M ", "P1Y6M"])
def test_another_rhythm_is_refused(wrong: str) -> None:
    with pytest.raises(BadInput, match="n'est pas une récurrence"):
        rhythm.months(wrong)


def test_each_rung_has_its_day() -> None:
    told = ladder.ladder(date(2026, 2, 28), Reach.DEPARTEMENT, ladder.Steps(7, 21, 45))
    assert [(one.rung, one.on) for one in told] == [
        (Rung.HOLDER, date(2026, 3, 1)),
        (Rung.MANAGER, date(2026, 3, 7)),
        (Rung.DELEGATE, date(2026, 3, 21)),
        (Rung.PREFECT, date(2026, 4, 14)),
    ]


def test_who_comes_next_follows_whom_was_told() -> None:
    def after(told: Rung | None, reach: Reach = Reach.CONTRACT) -> Rung | None:
        found = ladder.next_told(date(2026, 1, 1), reach, ladder.Steps(), told=told)
        return found and found.rung

    assert [after(None), after(Rung.HOLDER), after(Rung.MANAGER)] == [Rung.HOLDER, Rung.MANAGER, Rung.DELEGATE]
    assert (after(Rung.DELEGATE), after(Rung.PREFECT)) == (Rung.PREFECT, None)
    assert after(Rung.MANAGER, Reach.NATION) is None
    assert after(Rung.MANAGER, Reach.REGION) == Rung.PREFECT


def test_late_days_are_counted_from_the_day_after() -> None:
    due = date(2026, 2, 28)
    assert [ladder.days_late(due, due + timedelta(days=days)) for days in (-3, 0, 1, 10)] == [0, 0, 1, 10]
