"""What cannot be proved is hidden: short of proofs, the control shows less and gives nothing away."""

from __future__ import annotations

import pytest

from tenir.engines.rollup.disclosure import PERSONS, Cell, Published, Relation, protect, protection, rules, simplex
from tenir.engines.rollup.disclosure.pattern import Pattern
from tenir.engines.rollup.disclosure.system import System, build
from tenir.engines.rollup.disclosure.tests.attacker import after, broken
from tenir.engines.rollup.disclosure.tests.random_tables import Country

CELLS = [Cell("a", 4, PERSONS), Cell("b", 20, PERSONS), Cell("c", 30, PERSONS), Cell("all", 54, PERSONS)]
SUM = Relation("all", ("a", "b", "c"))


def test_without_the_simplex_more_is_hidden_and_nothing_is_broken(monkeypatch) -> None:
    tables = [Country.draw(seed).publication() for seed in range(4000, 4025)]
    usual = sum(len(protect(one.cells, one.relations).ledger()) for one in tables)
    monkeypatch.setattr(simplex, "MOST_STEPS", 0)
    outcomes = [protect(one.cells, one.relations) for one in tables]
    assert 0 < sum(len(one.ledger()) for one in outcomes) < usual
    for table, outcome in zip(tables, outcomes, strict=True):
        assert not outcome.findings
        assert not broken(table.cells, table.relations, after(outcome))


def test_a_claim_that_cannot_be_met_hides_all_that_is_new(monkeypatch) -> None:
    def too_much(system: System) -> dict[int, int]:
        return {position: line.needed for position, line in enumerate(system.lines) if line.needed}

    monkeypatch.setattr(protection, "_claims", too_much)
    cells = [*CELLS, Cell("d", 40, PERSONS), Cell("more", 94, PERSONS, keep=True)]
    ledger = [Published("b", 20), Published("c", 30), Published("all", 54)]
    outcome = protect(cells, [SUM, Relation("more", ("all", "d"))], ledger=ledger)
    assert [one.text for one in outcome.decisions.values()] == ["s", "20", "30", "54", "s", "s"]


def test_what_is_public_cannot_be_hidden() -> None:
    system = build(CELLS, [SUM], [Published("all", 54)])
    with pytest.raises(ValueError, match="cannot be hidden"):
        Pattern(system).hide(system.line_of["all"])


def test_taking_back_is_as_if_it_had_not_been_hidden() -> None:
    system = build(CELLS, [SUM], ())
    fresh, used = Pattern(system), Pattern(system)
    for key in ("b", "all"):
        used.hide(system.line_of[key])
    assert used.width(system.line_of["a"]) > fresh.width(system.line_of["a"]) == 0
    for key in ("b", "all"):
        used.show(system.line_of[key])
    assert used.shown == fresh.shown
    assert used.signature == fresh.signature
    assert (used.through == fresh.through).all()
    assert used.hidden_value == fresh.hidden_value


def test_what_is_never_offered_is_never_decided_but_protected() -> None:
    """The rest of a share: 6 of 100."""
    rest = Cell("rest", 6, PERSONS, offered=False)
    outcome = protect([Cell("part", 94, PERSONS), Cell("all", 100, PERSONS), rest], [Relation("all", ("part", "rest"))])
    assert list(outcome.decisions) == ["part", "all"]
    assert not (outcome.shown("part") and outcome.shown("all"))
    assert rules.needed(rest) == 11
