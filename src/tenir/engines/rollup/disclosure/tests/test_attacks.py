"""An attacker with everything public and a solver breaks nothing; with the control weakened, something."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tenir.engines.rollup.disclosure import Cell, Published, Relation, protect, rounded, rules
from tenir.engines.rollup.disclosure.tests.attacker import Attack, after, broken
from tenir.engines.rollup.disclosure.tests.random_tables import (
    Country,
    Publication,
    Story,
    companies,
    shares,
    story,
)


def attacked(publication: Publication, *, base: int = 1) -> dict:
    outcome = protect(publication.cells, publication.relations, base=base)
    return broken(publication.cells, publication.relations, after(outcome, base=base), outcome.findings)


@pytest.mark.slow
@pytest.mark.parametrize("hundred", range(10))
def test_no_protected_figure_is_broken(hundred: int) -> None:
    """1,000 trees: six in ten with margins or half-years or neither over one to three rounds, the others once."""
    for seed in range(100 * hundred, 100 * hundred + 100):
        if seed % 5 == 3:
            assert not attacked(shares(seed)), seed
        elif seed % 5 == 4:
            assert not attacked(companies(seed)), seed
        else:
            told, outcome = story(seed, rounds=1 + seed % 3)
            assert not broken(list(told.cells.values()), told.relations, told.ledger, outcome.findings), seed
            assert not outcome.findings, seed


def test_a_few_trees_quickly() -> None:
    for seed in range(2000, 2010):
        told, outcome = story(seed, rounds=2)
        assert not broken(list(told.cells.values()), told.relations, told.ledger, outcome.findings), seed


@pytest.mark.parametrize("base", [2, 5, 10])
def test_rounding_gives_nothing_away(base: int) -> None:
    """The attacker knows the base."""
    for seed in range(3000, 3010):
        assert not attacked(Country.draw(seed).publication(), base=base), seed


@pytest.mark.parametrize("bases", [(1, 5, 1), (10, 1), (5, 10, 5)])
def test_rounds_rounded_in_turn_give_nothing_away(bases: tuple[int, ...]) -> None:
    """Exact, rounded, exact again: each row of the ledger is read with its own base."""
    for seed in range(3100, 3110):
        told, outcome = story(seed, rounds=3, bases=bases)
        assert {row.base for row in told.ledger} <= set(bases)
        assert not broken(list(told.cells.values()), told.relations, told.ledger, outcome.findings), seed


def weakly(cells: Iterable[Cell], base: int = 1) -> list[Published]:
    """Small figures alone are hidden."""
    shown = (cell for cell in cells if cell.offered and rules.reason(cell) is None)
    return [Published(cell.key, rounded(cell.value, base), base) for cell in shown]


def test_hiding_small_figures_alone_is_broken() -> None:
    tables = [Country.draw(seed).publication() for seed in range(30)]
    assert sum(bool(broken(one.cells, one.relations, weakly(one.cells))) for one in tables) >= 20


def test_rounding_instead_of_hiding_neighbours_is_broken() -> None:
    """Rounded to 5, a total and its large parts still leave a small one less than eleven."""
    tables = [Country.draw(seed).publication() for seed in range(30)]
    assert sum(bool(broken(one.cells, one.relations, weakly(one.cells, 5))) for one in tables) >= 10


def test_forgetting_the_ledger_is_broken() -> None:
    """Each round is safe by itself; with the earlier ones it is not."""
    found = 0
    for seed in range(30):
        country, told = Country.draw(seed), Story()
        for _ in range(3):
            told.add(country.publication())
            outcome = protect(list(told.cells.values()), told.relations)
            told.ledger = list(dict.fromkeys(after(outcome, told.ledger)))
            country.correct()
        found += bool(broken(list(told.cells.values()), told.relations, told.ledger))
    assert found >= 3


def test_forgetting_that_places_overlap_is_broken() -> None:
    """Each place is protected within France only, as if it were the only one to hold its leaves."""
    found = 0
    for seed in range(30):
        table = Country.draw(seed).publication()
        outcome = protect(table.cells, _without_overlap(table.relations))
        found += bool(broken(table.cells, table.relations, after(outcome)))
    assert found >= 3


def _without_overlap(relations: Iterable[Relation]) -> list[Relation]:
    """Of the sums over leaves, those whose leaves no earlier one holds, and France."""
    kept: list[Relation] = []
    seen: set = set()
    for one in relations:
        if one.whole[0] == "france" or not one.whole[0].startswith(("commune", "epci", "contrat")):
            kept.append(one)
        elif one.whole[0] != one.parts[0][0] and not seen & set(one.parts):
            kept.append(one)
            seen |= set(one.parts)
    return kept


def test_what_was_badly_published_gets_no_worse() -> None:
    """After a round without control, findings name what follows from it, and nothing follows from both that did not."""
    found = 0
    for seed in range(40):
        country, told = Country.draw(seed), Story()
        told.add(country.publication())
        told.ledger = weakly(told.cells.values())
        country.correct()
        told.add(country.publication())
        protected = [cell for cell in told.cells.values() if rules.needed(cell)]
        before = Attack(told.relations, told.ledger).intervals([cell.key for cell in protected])
        outcome = told.protect()
        now = Attack(told.relations, after(outcome, told.ledger)).intervals([cell.key for cell in protected])
        exposed = {one.key: one.width for one in outcome.findings}
        found += len(exposed)
        for cell in protected:
            (low, high), (less, more) = before[cell.key], now[cell.key]
            assert more - less >= min(rules.needed(cell), high - low) - 1e-6, (seed, cell)
            assert (cell.key in exposed) == (high - low < rules.needed(cell) - 1e-6), (seed, cell)
            assert exposed.get(cell.key, high - low) == pytest.approx(high - low, abs=0.51), (seed, cell)
    assert found > 100
