"""Cases that people ask about, each with the answer read by hand and the attacker's word for it."""

from __future__ import annotations

from tenir.engines.rollup.disclosure import (
    COMPANY_AMOUNTS,
    MARK,
    NO_RULE,
    PERSONS,
    SENTENCE,
    Cell,
    Outcome,
    Published,
    Reason,
    Relation,
    protect,
    share,
)
from tenir.engines.rollup.disclosure.tests.attacker import after, broken


def persons(**values: int) -> list[Cell]:
    return [Cell(key, value, PERSONS) for key, value in values.items()]


def told(outcome: Outcome) -> str:
    """What a reader sees, in the order of the cells."""
    return " ".join(one.text for one in outcome.decisions.values())


def check(cells: list[Cell], *relations: Relation, ledger: tuple[Published, ...] = ()) -> Outcome:
    outcome = protect(cells, relations, ledger=ledger)
    assert not broken(cells, relations, after(outcome, ledger), outcome.findings)
    return outcome


def test_nothing_is_hidden_when_nothing_is_small() -> None:
    outcome = check(persons(a=11, b=12, c=5_000, all=5_023), Relation("all", ("a", "b", "c")))
    assert told(outcome) == "11 12 5000 5023"
    assert outcome.decisions["a"].sentence == ""


def test_one_child_under_the_threshold() -> None:
    """The smallest sibling that leaves it wide enough goes with it; the total stays."""
    outcome = check(persons(a=4, b=30, c=12, all=46), Relation("all", ("a", "b", "c")))
    assert told(outcome) == "s 30 s 46"
    assert [outcome.decisions[key].reason for key in "ac"] == [Reason.SMALL, Reason.NEIGHBOUR]


def test_two_siblings_that_protect_each_other() -> None:
    assert told(check(persons(a=5, b=6, c=40, all=51), Relation("all", ("a", "b", "c")))) == "s s 40 51"


def test_two_siblings_too_small_for_each_other() -> None:
    """Their sum, 7, would follow from the total: one is between 0 and 7."""
    assert told(check(persons(a=3, b=4, c=40, all=47), Relation("all", ("a", "b", "c")))) == "s s s 47"


def test_a_neighbourhood_over_two_towns() -> None:
    """`a` alone is small. Hidden with `b` in the first town, it would follow from the second one, where it is too."""
    outcome = check(
        persons(a=4, b=30, c=40, first=34, second=44, all=74),
        Relation("first", ("a", "b")),
        Relation("second", ("a", "c")),
        Relation("all", ("a", "b", "c")),
    )
    assert outcome.decisions["a"].text == MARK
    assert outcome.shown("all")
    assert sum(one.shown for one in outcome.decisions.values()) == 3


def test_women_and_men() -> None:
    outcome = check(persons(women=4, men=50, all=54), Relation("all", ("women", "men")))
    assert told(outcome) == "s s 54"


def test_women_and_men_by_place() -> None:
    """A rectangle: each place and each sex has its total."""
    cells = persons(aw=4, am=50, a=54, bw=60, bm=70, b=130, w=64, m=120, all=184)
    ways = [("a", "aw am"), ("b", "bw bm"), ("w", "aw bw"), ("m", "am bm"), ("all", "a b"), ("all", "w m")]
    outcome = check(cells, *(Relation(whole, tuple(parts.split())) for whole, parts in ways))
    assert not outcome.shown("aw")
    assert outcome.shown("all")
    assert sum(not one.shown for one in outcome.decisions.values()) == 4


def test_a_year_and_its_half_years() -> None:
    outcome = check(persons(first=10, second=30, year=40), Relation("year", ("first", "second")))
    assert told(outcome) == "s s 40"


def test_a_share_beside_its_denominator() -> None:
    """A percentage of 100 persons would give the 6; and 94 in 100 would give the other 6."""
    top, bottom = persons(top=6, bottom=100)
    rest, tie = share(top, bottom)
    outcome = check([top, bottom, rest], tie)
    assert told(outcome) == "s 100"
    assert not outcome.share_shown("top", "bottom")
    top, bottom = persons(top=94, bottom=100)
    rest, tie = share(top, bottom)
    outcome = check([top, bottom, rest], tie)
    assert not outcome.share_shown("top", "bottom")


def test_a_new_total_published_later() -> None:
    """`b` is out already: a grouping of `a` and `b` would give `a`. Alone, it would go out, with `b` hidden for it."""
    one, new = Relation("all", ("a", "b", "c")), Relation("new", ("a", "b"))
    cells = persons(a=4, b=20, c=15, all=39)
    first = check(cells, one)
    assert told(first) == "s 20 s 39"
    later = [*cells, Cell("new", 24, PERSONS)]
    second = check(later, one, new, ledger=first.ledger())
    assert told(second) == "s 20 s 39 s"
    forgetful = protect(later, [one, new])
    assert told(forgetful) == "s s 15 39 24"
    assert broken(later, [one, new], after(forgetful, first.ledger())) == {"a": (4, 4)}


def test_a_corrected_figure_published_twice() -> None:
    """`b` is corrected; the unchanged `a` is the same unknown in both totals, and both are safe together."""
    old = Relation("all", ("a", "b", "c"))
    first = check(persons(a=4, b=20, c=30, all=54), old)
    assert told(first) == "s s 30 54"
    known = [Cell("b", 20, PERSONS, offered=False), Cell("all", 54, PERSONS, offered=False)]
    now = [*persons(a=4, b2=25, c=30), Cell("all2", 59, PERSONS, keep=True)]
    second = check([*now, *known], old, Relation("all2", ("a", "b2", "c")), ledger=first.ledger())
    assert told(second) == "s s 30 59"


def test_a_company_that_dominates() -> None:
    """90 of 100 are one company's: another amount as large hides it."""
    cells = [
        Cell("a", 100, COMPANY_AMOUNTS, contributors=4, largest=90),
        Cell("b", 60, COMPANY_AMOUNTS, contributors=9, largest=20),
        Cell("c", 150, COMPANY_AMOUNTS, contributors=9, largest=50),
        Cell("all", 310, COMPANY_AMOUNTS, contributors=22, largest=90),
    ]
    outcome = check(cells, Relation("all", ("a", "b", "c")))
    assert told(outcome) == "s s 150 310"
    assert outcome.decisions["a"].reason is Reason.DOMINATED


def test_a_town_with_one_neighbourhood_is_the_neighbourhood() -> None:
    outcome = check(persons(a=4, b=30, town=4, all=34), Relation("town", ("a",)), Relation("all", ("a", "b")))
    assert told(outcome) == "s s s 34"


def test_contracts_are_no_persons() -> None:
    cells = [Cell(key, value, NO_RULE) for key, value in (("a", 1), ("b", 0), ("all", 1))]
    assert told(check(cells, Relation("all", ("a", "b")))) == "1 0 1"


def test_everything_small_is_hidden_alone() -> None:
    assert told(check(persons(a=1, b=2, all=3), Relation("all", ("a", "b")))) == "s s s"
    assert told(check([])) == ""


def test_the_sentence_is_the_same_whatever_the_reason() -> None:
    outcome = check(persons(a=4, b=30, all=34), Relation("all", ("a", "b")))
    assert {outcome.decisions[key].sentence for key in "ab"} == {SENTENCE}
    assert outcome.decisions["a"].inside == "moins de 11 personnes"
    assert outcome.decisions["b"].inside == "masqué pour protéger un chiffre voisin"


def test_france_is_hidden_last() -> None:
    """`a` and `b` are small, `town` holds both and nothing else is left to hide with them but France."""
    cells = [*persons(a=1, b=2, c=20, north=3), Cell("all", 23, PERSONS, keep=True)]
    outcome = check(cells, Relation("north", ("a", "b")), Relation("all", ("a", "b", "c")))
    assert told(outcome) == "s s s s 23"
