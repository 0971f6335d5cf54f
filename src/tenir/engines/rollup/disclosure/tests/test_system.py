"""Sums that contradict each other are refused: nothing could be proved about them."""

from __future__ import annotations

import pytest

from tenir.engines.rollup.disclosure import NO_RULE, PERSONS, Cell, Inconsistent, Relation, protect, share
from tenir.engines.rollup.disclosure.system import build


def cells(**values: int) -> list[Cell]:
    return [Cell(key, value, PERSONS) for key, value in values.items()]


@pytest.mark.parametrize(
    ("values", "relations", "words"),
    [
        ({"a": 20, "b": 30, "all": 51}, [Relation("all", ("a", "b"))], "add up to 50"),
        ({"a": 20, "all": 40}, [Relation("all", ("a", "a"))], "twice"),
        ({"a": 20, "all": 50}, [Relation("all", ("a", "b"))], "has no value"),
        ({"a": 20}, [Relation("a", ("b",)), Relation("b", ("a",))], "part of itself"),
        ({"a": 20}, [Relation("a", ())], "sum of nothing"),
        ({"a": -1}, [], "negative"),
        ({"a": 1, "b": 2, "c": 4, "all": 3}, [Relation("all", ("a", "b")), Relation("all", ("a", "c"))], "add up to 5"),
    ],
)
def test_what_contradicts_itself_is_refused(values: dict[str, int], relations: list[Relation], words: str) -> None:
    with pytest.raises(Inconsistent, match=words):
        protect(cells(**values), relations)


def test_a_key_told_twice_is_refused_unless_it_says_the_same() -> None:
    with pytest.raises(Inconsistent, match="told twice"):
        protect([Cell("a", 20, PERSONS), Cell("a", 20, NO_RULE)])
    assert protect([*cells(a=20), *cells(a=20)]).shown("a")


def test_a_sum_of_sums_comes_down_to_its_leaves() -> None:
    relations = [Relation("all", ("ab", "c")), Relation("ab", ("a", "b")), Relation("all", ("a", "b", "c"))]
    system = build(cells(a=1, b=2, c=3, ab=3, all=6), relations, ())
    whole = system.lines[system.line_of["all"]]
    assert (len(whole.atoms), whole.value) == (3, 6)
    assert not any(line.fixed for line in system.lines)


def test_two_breakdowns_of_one_whole_are_an_equality() -> None:
    """Places on one side, women and men on the other: nobody has to publish it for it to be true."""
    relations = [Relation("all", ("a", "b")), Relation("all", ("women", "men"))]
    system = build(cells(a=20, b=30, women=24, men=26, all=50), relations, ())
    (tie,) = [line for line in system.lines if line.fixed]
    assert (len(tie.atoms), len(tie.minus)) == (2, 2)


def test_an_equality_binds_what_is_hidden() -> None:
    """`a` is small; hiding the total of its town alone would leave women and men to add up to it."""
    relations = [Relation("all", ("a", "b")), Relation("all", ("women", "men"))]
    outcome = protect(cells(a=4, b=30, women=20, men=14, all=34), relations)
    assert not outcome.shown("a")
    assert not (outcome.shown("b") and outcome.shown("women") and outcome.shown("men"))


def test_no_rounding_to_nothing() -> None:
    with pytest.raises(ValueError, match="multiple of 0"):
        protect(cells(a=20), base=0)


def test_rounding_is_half_up() -> None:
    outcome = protect(cells(a=12, b=15, c=17), base=5)
    assert [one.value for one in outcome.decisions.values()] == [10, 15, 15]
    outcome = protect(cells(a=15, b=25), base=10)
    assert [one.value for one in outcome.decisions.values()] == [20, 30]


def test_a_part_larger_than_its_whole_is_refused() -> None:
    top, bottom = cells(top=30, bottom=20)
    rest, tie = share(top, bottom)
    with pytest.raises(Inconsistent, match="negative"):
        protect([top, bottom, rest], [tie])


def test_the_rest_of_a_share_changes_with_either_part() -> None:
    """A corrected denominator has another rest, though the numerator is the same unknown."""
    top, bottom, corrected = cells(top=30, bottom=80, corrected=85)
    pairs = [share(top, bottom), share(top, corrected)]
    outcome = protect([top, bottom, corrected, *(rest for rest, _ in pairs)], [tie for _, tie in pairs])
    assert [one.text for one in outcome.decisions.values()] == ["30", "80", "85"]
