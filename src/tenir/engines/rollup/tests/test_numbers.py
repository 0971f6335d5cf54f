"""Numbers as people and sheets give them, kept whole; what is no number is refused with a reason."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenir.engines.rollup import numbers
from tenir.engines.rollup.errors import BadFigure


@pytest.mark.parametrize(
    ("given", "decimals", "kept"),
    [
        ("1 234,5", 1, 12345),
        ("1\u202f234\u00a0567,50", 2, 123456750),
        ("1234.5", 2, 123450),
        ("  0012 ", 0, 12),
        ("7,00", 0, 7),
        ("0", 6, 0),
        (0.1 + 0.2, 1, 3),
        (1e6, 0, 1_000_000),
        (Decimal("12.34"), 2, 1234),
        (10**12, 0, 10**12),
    ],
)
def test_numbers_are_kept_whole(given: str | float | Decimal, decimals: int, kept: int) -> None:
    assert numbers.parse(given, decimals=decimals) == kept


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("NaN", "n'est pas un nombre"),
        (float("nan"), "n'est pas un nombre"),
        (float("inf"), "nombre fini"),
        ("1e309", "n'est pas un nombre"),
        (1e309, "nombre fini"),
        ("１２", "chiffres ordinaires"),
        ("١٢", "chiffres ordinaires"),
        (True, "n'est pas un nombre"),
        ("12 34", "n'est pas un nombre"),
        ("1,234.5", "n'est pas un nombre"),
        ("=1+1", "n'est pas un nombre"),
        ("12 %", "numérateur et le dénominateur"),
        ("12 agents", "sans unité"),
        ("12 €", "sans unité"),
        ("", "n'est pas un nombre"),
        ("1" * 41, "n'est pas un nombre"),
        (10**12 + 1, "trop grand"),
        ("9" * 39, "trop grand"),
        (10**400, "trop grand"),
        (Decimal("1e999999"), "trop grand"),
        (Decimal("1e-999999"), "trop de décimales"),
        ("12,5", "nombre entier"),
        ("-3", "négatif"),
    ],
)
def test_what_is_no_figure_is_refused(given: str | float, words: str) -> None:
    with pytest.raises(BadFigure, match=words):
        numbers.parse(given, decimals=0)


def test_decimals_count_in_the_largest_figure() -> None:
    assert numbers.parse("10 000 000 000", decimals=2) == 10**12
    with pytest.raises(BadFigure, match="10\u202f000\u202f000\u202f000,00"):
        numbers.parse("10 000 000 000,01", decimals=2)


def test_below_zero_and_percents_where_they_are_allowed() -> None:
    assert numbers.parse("−3,5", decimals=1, signed=True) == -35
    assert numbers.parse("12,5\u202f%", decimals=1, percent=True) == 125


def test_figures_are_printed_for_people_and_for_programs() -> None:
    assert numbers.show(123450, decimals=2) == "1\u202f234,50"
    assert numbers.show(-1500, decimals=0) == "−1\u202f500"
    assert numbers.plain(-5, decimals=2) == "-0.05"
    assert numbers.plain(1234567, decimals=0) == "1234567"


def test_a_half_goes_away_from_zero() -> None:
    assert [numbers.half_up(Fraction(n, 2)) for n in (-3, -1, 1, 3, 5)] == [-2, -1, 1, 2, 3]
    assert numbers.percentage(1, 8) == 125
    assert numbers.percentage(1, 2000, decimals=1) == 1
    assert numbers.percentage(3, 0) is None


def test_decimals_out_of_range_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="0 to 6"):
        numbers.parse("1", decimals=7)


@given(units=st.integers(-(10**12), 10**12), decimals=st.integers(0, 6))
def test_what_is_printed_is_read_back(units: int, decimals: int) -> None:
    for written in (numbers.show(units, decimals=decimals), numbers.plain(units, decimals=decimals)):
        assert numbers.parse(written, decimals=decimals, signed=True) == units


@given(st.text(max_size=12) | st.floats() | st.booleans() | st.decimals())
def test_anything_is_a_figure_or_a_sentence(given: str | float | Decimal) -> None:
    with suppress(BadFigure):
        assert abs(numbers.parse(given, decimals=3, signed=True)) <= numbers.LARGEST
