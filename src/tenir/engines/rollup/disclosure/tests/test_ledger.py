"""What was published cannot be taken back: it is counted with, and what follows from it is said."""

from __future__ import annotations

import pytest

from tenir.engines.rollup.disclosure import PERSONS, Cell, Inconsistent, Outcome, Published, Relation, protect

ALL = Relation("all", ("a", "b", "c"))
CELLS = [Cell("a", 4, PERSONS), Cell("b", 20, PERSONS), Cell("c", 30, PERSONS), Cell("all", 54, PERSONS)]


def told(outcome: Outcome) -> str:
    return " ".join(one.text for one in outcome.decisions.values())


def test_the_same_publication_again_says_the_same() -> None:
    first = protect(CELLS, [ALL])
    assert protect(CELLS, [ALL], ledger=first.ledger()) == first
    assert [row.key for row in first.ledger()] == ["c", "all"]


def test_what_already_follows_is_said_and_costs_nothing_more() -> None:
    """`b`, `c` and the total are out: `a` is known, and hiding another would be pretence."""
    ledger = [Published("b", 20), Published("c", 30), Published("all", 54)]
    outcome = protect([*CELLS, Cell("d", 40, PERSONS), Cell("more", 94, PERSONS)], _more(), ledger=ledger)
    assert told(outcome) == "s 20 30 54 40 94"
    (finding,) = outcome.findings
    assert (finding.key, finding.needed, finding.width) == ("a", 11, 0)
    assert "ne peut plus être protégé" in finding.sentence


def _more() -> list[Relation]:
    return [ALL, Relation("more", ("all", "d"))]


def test_what_half_follows_gets_no_narrower() -> None:
    """Between 0 and 7 by the ledger: a new total over `a` alone would give it, so it waits."""
    cells = [Cell("a", 3, PERSONS), Cell("b", 4, PERSONS), Cell("c", 40, PERSONS), Cell("all", 47, PERSONS)]
    ledger = [Published("c", 40), Published("all", 47)]
    outcome = protect([*cells, Cell("ac", 43, PERSONS)], [ALL, Relation("ac", ("a", "c"))], ledger=ledger)
    assert told(outcome) == "s s 40 47 s"
    assert sorted((one.key, one.width) for one in outcome.findings) == [("a", 7), ("b", 7)]


def test_a_small_figure_that_is_out_stays_marked_and_is_said() -> None:
    outcome = protect(CELLS, [ALL], ledger=[Published("a", 4)])
    assert told(outcome) == "s 20 30 54"
    assert [(one.key, one.width) for one in outcome.findings] == [("a", 0)]


def test_another_value_needs_another_version() -> None:
    with pytest.raises(Inconsistent, match="without another version"):
        protect(CELLS, [ALL], ledger=[Published("b", 21)])
    with pytest.raises(Inconsistent, match="not known any more"):
        protect(CELLS, [ALL], ledger=[Published("x", 21)])


def test_a_rounded_row_of_the_ledger_fits_within_its_base() -> None:
    first = protect(CELLS, [ALL], base=5)
    assert [row.value for row in first.ledger(5)] == [30, 55]
    assert told(protect(CELLS, [ALL], ledger=first.ledger(5), base=5)) == "s s 30 55"
    with pytest.raises(Inconsistent, match="without another version"):
        protect(CELLS, [ALL], ledger=[Published("all", 57, base=5)])


def test_exact_and_rounded_rows_of_one_figure_agree() -> None:
    first = protect(CELLS, [ALL])
    rows = [*first.ledger(), *protect(CELLS, [ALL], ledger=first.ledger(), base=10).ledger(10)]
    assert [(row.value, row.base) for row in rows] == [(30, 1), (54, 1), (30, 10), (50, 10)]
    assert protect(CELLS, [ALL], ledger=rows) == first


def test_a_rounded_row_says_what_rounds_half_up_to_it() -> None:
    said = Published("all", 20, base=10)
    assert [value for value in range(30) if said.fits(value)] == list(range(15, 25))
    assert [value for value in range(30) if Published("all", 20, base=5).fits(value)] == [18, 19, 20, 21, 22]
    assert [value for value in range(30) if Published("all", 20).fits(value)] == [20]
