"""Typography of screens, with the cases that the sources hold."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from tenir.core.web import french

N = "\u202f"


@pytest.mark.parametrize(
    ("count", "total", "expected"),
    [
        # The follow-up table of January 2019: 3, 1, 22, 14 of 40, printed 8, 3, 55, 35.
        (3, 40, f"8{N}%"),
        (1, 40, f"3{N}%"),
        (22, 40, f"55{N}%"),
        (14, 40, f"35{N}%"),
        (0, 40, f"0{N}%"),
        (0, 0, french.MISSING),
        (None, 40, french.MISSING),
        (3, None, french.MISSING),
    ],
)
def test_percentage_rounds_half_up(count: int | None, total: int | None, expected: str) -> None:
    assert french.pourcent(count, total) == expected


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_percentage_agrees_with_whole_number_arithmetic(count: int, total: int) -> None:
    assert french.percentage(count, total) == (200 * count + total) // (2 * total)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, "0"), (999, "999"), (10000, f"10{N}000"), (-1234567, f"\u22121{N}234{N}567"), (None, "non renseigné")],
)
def test_thousands(value: int | None, expected: str) -> None:
    assert french.nombre(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("28.45"), "28,5"),
        (28.5, "28,5"),
        (12, "12"),
        (Decimal("-0.04"), "0"),
        (Decimal("-1.25"), "\u22121,3"),
        (Decimal("12345.67"), f"12{N}345,7"),
        (None, "non renseigné"),
    ],
)
def test_decimal(value: Decimal | float | None, expected: str) -> None:
    assert french.decimal(value) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2019, 1, 1), "1er janvier 2019"), (date(2019, 3, 15), "15 mars 2019"), (None, "non renseigné")],
)
def test_date_in_full(day: date | None, expected: str) -> None:
    assert french.date_longue(day) == expected


def test_month_and_hour() -> None:
    moment = datetime(2019, 8, 1, 9, 5, tzinfo=UTC)
    assert french.mois_annee(moment) == "août 2019"
    assert french.date_heure(moment) == f"1er août 2019 à 9{N}h{N}05"


@pytest.mark.parametrize(("count", "expected"), [(0, "0 mesure"), (1, "1 mesure"), (2, "2 mesures")])
def test_plural_starts_at_two(count: int, expected: str) -> None:
    assert french.accord(count, "mesure") == expected


def test_irregular_plural() -> None:
    assert french.accord(3, "cheval", "chevaux") == "3 chevaux"


@pytest.mark.parametrize(
    ("items", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")]
)
def test_list_in_words(items: list[str], expected: str) -> None:
    assert french.liste_et(items) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Où ?", f"Où{N}?"),
        ("Quoi?! Si: oui; « bon »", f"Quoi{N}?! Si{N}: oui{N}; «{N}bon{N}»"),
        ("55 % des « quartiers »", f"55{N}% des «{N}quartiers{N}»"),
        ("https://exemple.fr/a?b=1 à 12:30", "https://exemple.fr/a?b=1 à 12:30"),
        ("ratio 3:1", "ratio 3:1"),
        ("", ""),
    ],
)
def test_narrow_spaces(text: str, expected: str) -> None:
    assert french.typographie(text) == expected


@given(st.text(alphabet="ab ;:!?%«»\u00a0\u202f", max_size=30))
def test_typography_done_twice_changes_nothing(text: str) -> None:
    once = french.typographie(text)
    assert french.typographie(once) == once


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{{ n|accord:"mesure" }}', "22 mesures"),
        ('{{ n|accord:"cheval,chevaux" }}', "22 chevaux"),
        ("mesure{{ n|pluriel }}", "mesures"),
        ('nation{{ n|pluriel:"al,aux" }}', "nationaux"),
        ("{{ n|pourcent_de:40 }}", f"55{N}%"),
        ("{{ day|date_longue }}", "1er janvier 2019"),
        ('{{ "<b> ?"|typographie }}', f"&lt;b&gt;{N}?"),
    ],
)
def test_filters_in_templates(source: str, expected: str) -> None:
    context = {"n": 22, "day": datetime(2018, 12, 31, 23, 30, tzinfo=UTC)}
    assert engines["django"].from_string(source).render(context) == expected
