"""Dates with the precision of their source."""

from __future__ import annotations

from datetime import date

import pytest

from tenir.core.errors import BadInput
from tenir.modules.commitments.moments import Moment, months_before


@pytest.mark.parametrize(
    ("text", "words"),
    [("2019-01-22", "22 janvier 2019"), ("2019-03-01", "1er mars 2019"), ("2019-01", "janvier 2019"), ("2019", "2019")],
)
def test_moment_is_read_and_said_as_printed(text: str, words: str) -> None:
    assert Moment.parse(text).words == words
    assert Moment.parse(text).iso == text


@pytest.mark.parametrize("text", ["", "janvier 2019", "2019-1", "2019-02-30", "2019-13", "19-01-22"])
def test_moment_refuses_what_is_not_a_date(text: str) -> None:
    with pytest.raises(BadInput, match="n'est pas une date"):
        Moment.parse(text)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 21), 6, date(2026, 5, 21)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 30), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 5, 31), 6, date(2025, 11, 30)),
    ],
)
def test_months_before_keeps_to_the_calendar(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected
