"""By when a body should meet next."""

from __future__ import annotations

from datetime import date

import pytest

from tenir.modules.governance.cadence import Cadence, after, next_due, readable


@pytest.mark.parametrize(
    ("day", "duration", "expected"),
    [
        (date(2025, 1, 31), "P1M", date(2025, 2, 28)),
        (date(2024, 1, 31), "P1M", date(2024, 2, 29)),
        (date(2024, 2, 29), "P1Y", date(2025, 2, 28)),
        (date(2025, 8, 31), "P6M", date(2026, 2, 28)),
        (date(2025, 12, 15), "P2M", date(2026, 2, 15)),
        (date(2025, 12, 29), "P1W", date(2026, 1, 5)),
        (date(2025, 12, 31), "P10D", date(2026, 1, 10)),
    ],
)
def test_month_ends_are_clamped(day: date, duration: str, expected: date) -> None:
    assert after(day, duration) == expected


@pytest.mark.parametrize("text", ["", "P0M", "P1H", "PT1H", "P1Y6M", "6M", "P1M\n", "P-1M", "P9999Y"])
def test_other_durations_are_refused(text: str) -> None:
    assert not readable(text)
    with pytest.raises(ValueError, match="duration"):
        after(date(2025, 1, 1), text)


def test_delay_runs_from_the_latest_meeting_else_from_the_day_it_is_followed() -> None:
    every = Cadence("P6M")
    assert next_due(every, [date(2025, 3, 2), date(2024, 9, 1)], date(2024, 1, 1)) == date(2025, 9, 2)
    assert next_due(every, [], date(2024, 1, 31)) == date(2024, 7, 31)


def test_nothing_is_due_where_nothing_is_asked_or_known() -> None:
    assert next_due(Cadence(), [date(2025, 1, 1)], date(2024, 1, 1)) is None
    assert next_due(Cadence("P6M"), [], None) is None
    assert next_due(Cadence(times_a_year=3), [], None) is None


def test_number_a_year_is_owed_at_the_end_of_the_year() -> None:
    three = Cadence(times_a_year=3)
    two = [date(2025, 2, 1), date(2025, 6, 1)]
    assert next_due(three, two, date(2024, 1, 1)) == date(2025, 12, 31)
    assert next_due(three, [*two, date(2025, 11, 1)], date(2024, 1, 1)) == date(2026, 12, 31)
    # The year before was short; one meeting in the new one opens a new count.
    assert next_due(three, [*two, date(2026, 1, 5)], date(2024, 1, 1)) == date(2026, 12, 31)


def test_year_that_was_not_followed_from_its_first_day_is_not_judged() -> None:
    three = Cadence(times_a_year=3)
    assert next_due(three, [], date(2025, 5, 1)) == date(2026, 12, 31)
    assert next_due(three, [], date(2025, 1, 1)) == date(2025, 12, 31)
    assert next_due(three, [date(2025, 9, 1)], date(2025, 5, 1)) == date(2026, 12, 31)


def test_cadence_is_told_in_words() -> None:
    told = [Cadence(one).words for one in ("P1M", "P2M", "P6M", "P1Y", "P2Y", "P3W", "")]
    assert told == [
        "chaque mois",
        "tous les 2 mois",
        "chaque semestre",
        "chaque année",
        "tous les 2 ans",
        "toutes les 3 semaines",
        "",
    ]
    assert Cadence(times_a_year=3).words == "au moins 3 fois par an"
