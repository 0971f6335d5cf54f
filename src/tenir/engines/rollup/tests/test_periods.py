"""Periods: read as people write them, printed, made of shorter ones."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenir.engines.rollup import periods
from tenir.engines.rollup.errors import BadFigure
from tenir.engines.rollup.model import Period, PeriodKind

ANY = st.builds(periods.containing, st.sampled_from(PeriodKind), st.dates(date(1900, 9, 1), date(2099, 8, 31)))


@pytest.mark.parametrize(
    ("text", "code", "label"),
    [
        ("2019", "2019", "2019"),
        ("année 2019", "2019", "2019"),
        ("1er semestre 2019", "2019-S1", "1er semestre 2019"),
        ("Second semestre 2019", "2019-S2", "2e semestre 2019"),
        ("s2 2019", "2019-S2", "2e semestre 2019"),
        ("2019 S1", "2019-S1", "1er semestre 2019"),
        ("T3 2019", "2019-T3", "T3 2019"),
        ("2019-t4", "2019-T4", "T4 2019"),
        ("3ème trimestre 2019", "2019-T3", "T3 2019"),
        ("mars\u00a02019", "2019-03", "mars 2019"),
        ("AOUT 2019", "2019-08", "août 2019"),
        ("03/2019", "2019-03", "mars 2019"),
        ("2018-2019", "2018/2019", "année scolaire 2018-2019"),
        ("année scolaire 2018/2019", "2018/2019", "année scolaire 2018-2019"),
        ("10/07/2019", "2019-07-10", "10 juillet 2019"),
        ("1er juillet 2019", "2019-07-01", "1er juillet 2019"),
    ],
)
def test_periods_as_people_write_them(text: str, code: str, label: str) -> None:
    period = periods.parse(text)
    assert (periods.code(period), periods.label(period)) == (code, label)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("bientôt", "n'est pas une période"),
        ("２０１９", "n'est pas une période"),
        ("2019-13", "n'existe pas"),
        ("31/06/2019", "n'existe pas"),
        ("3e semestre 2019", "n'existe pas"),
        ("2018-2020", "n'est pas une année scolaire"),
        ("19", "n'est pas une période"),
        ("2019" * 100, "n'est pas une période"),
    ],
)
def test_what_is_no_period_is_refused(text: str, words: str) -> None:
    with pytest.raises(BadFigure, match=words):
        periods.parse(text)


def test_the_sort_that_is_asked_for() -> None:
    assert periods.parse("2019-S1", kind=PeriodKind.HALF_YEAR) == periods.half_year(2019, 1)
    with pytest.raises(BadFigure, match="« semestre » est attendue".replace(" ", "\\s")):
        periods.parse("2019", kind=PeriodKind.HALF_YEAR)


def test_days_of_each_sort() -> None:
    assert periods.half_year(2019, 2) == Period(PeriodKind.HALF_YEAR, date(2019, 7, 1), date(2019, 12, 31))
    assert periods.quarter(2020, 1).last == date(2020, 3, 31)
    assert periods.month(2020, 2).last == date(2020, 2, 29)
    assert periods.containing(PeriodKind.SCHOOL_YEAR, date(2019, 8, 31)) == periods.school_year(2018)
    assert periods.school_year(2018) == Period(PeriodKind.SCHOOL_YEAR, date(2018, 9, 1), date(2019, 8, 31))


def test_shorter_periods_make_up_longer_ones() -> None:
    halves = (periods.half_year(2019, 1), periods.half_year(2019, 2))
    assert periods.shorter(periods.year(2019), PeriodKind.HALF_YEAR) == halves
    assert periods.shorter(halves[1], PeriodKind.QUARTER) == (periods.quarter(2019, 3), periods.quarter(2019, 4))
    assert periods.shorter(periods.school_year(2018), PeriodKind.QUARTER) == ()
    assert periods.shorter(periods.year(2019), PeriodKind.DATE) == ()
    assert [periods.code(p) for p in periods.longer(periods.month(2019, 3))] == [
        *("2019-T1", "2019-S1", "2019", "2018/2019"),
    ]


def test_numbers_of_periods_never_change() -> None:
    assert periods.half_year(2019, 1).id == 201901014
    assert periods.day(date(2019, 7, 10)).id == 201907101
    assert periods.school_year(2018).id == 201809016
    for number in (201902014, 201901010, 201901017, 7):
        with pytest.raises(ValueError, match=r"number|day|month|year"):
            periods.from_id(number)


@given(ANY)
def test_every_period_is_read_back(period: Period) -> None:
    assert periods.parse(periods.code(period)) == period
    assert periods.parse(periods.label(period)) == period
    assert periods.from_id(period.id) == period
    assert periods.following(periods.following(period), -1) == period


@given(ANY)
def test_shorter_periods_share_out_the_days_of_a_longer_one(period: Period) -> None:
    for whole in periods.longer(period):
        parts = periods.shorter(whole, period.kind)
        assert period in parts
        assert (parts[0].first, parts[-1].last) == (whole.first, whole.last)
        assert all((b.first - a.last).days == 1 for a, b in pairwise(parts))


@given(st.text(max_size=30))
def test_any_text_is_a_period_or_a_sentence(text: str) -> None:
    with suppress(BadFigure):
        assert periods.parse(text).first
