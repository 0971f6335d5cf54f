"""Thresholds, to the letter."""

from __future__ import annotations

import pytest

from tenir.engines.rollup.disclosure import (
    COMPANIES,
    COMPANY_AMOUNTS,
    HOUSEHOLDS,
    NO_RULE,
    PERSONS,
    Cell,
    Reason,
    Rule,
    rules,
)


@pytest.mark.parametrize(
    ("rule", "value", "reason"),
    [
        (PERSONS, 0, Reason.SMALL),
        (PERSONS, 10, Reason.SMALL),
        (PERSONS, 11, None),
        (HOUSEHOLDS, 10, Reason.SMALL),
        (COMPANIES, 2, Reason.SMALL),
        (COMPANIES, 3, None),
        (Rule(least=20), 19, Reason.SMALL),
        (NO_RULE, 0, None),
    ],
)
def test_a_count_under_its_threshold_is_withheld(rule: Rule, value: int, reason: Reason | None) -> None:
    assert rules.reason(Cell("k", value, rule)) is reason


@pytest.mark.parametrize(
    ("contributors", "largest", "reason"),
    [
        (3, 85, None),
        (3, 86, Reason.DOMINATED),
        (2, 50, Reason.SMALL),
        (None, 50, Reason.SMALL),
        (3, None, Reason.DOMINATED),
    ],
)
def test_companies(contributors: int | None, largest: int | None, reason: Reason | None) -> None:
    """85 % is allowed, more is not; what is not known is taken at its worst."""
    cell = Cell("k", 100, COMPANY_AMOUNTS, contributors=contributors, largest=largest)
    assert rules.reason(cell) is reason


def test_the_interval_to_keep_is_the_threshold_or_the_amount() -> None:
    assert rules.needed(Cell("k", 4, PERSONS)) == 11
    assert rules.needed(Cell("k", 12, PERSONS)) == 0
    assert rules.needed(Cell("k", 500_000, COMPANY_AMOUNTS, contributors=1, largest=500_000)) == 500_000
    assert rules.needed(Cell("k", 0, COMPANY_AMOUNTS, contributors=0, largest=0)) == 3


def test_words_for_those_inside() -> None:
    small, amount = Cell("k", 4, PERSONS), Cell("k", 4, COMPANY_AMOUNTS)
    assert rules.inside(small, Reason.SMALL) == "moins de 11 personnes"
    assert rules.inside(amount, Reason.SMALL) == "moins de 3 entreprises"
    assert rules.inside(amount, Reason.DOMINATED) == "une entreprise fait plus de 85\u00a0% de la valeur"
    assert rules.inside(small, Reason.NEIGHBOUR) == "masqué pour protéger un chiffre voisin"


@pytest.mark.parametrize("wrong", [{"least": -1}, {"units": -1}, {"dominance": 0}, {"dominance": 101}])
def test_a_rule_that_makes_no_sense_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="no rule"):
        Rule(**wrong)
