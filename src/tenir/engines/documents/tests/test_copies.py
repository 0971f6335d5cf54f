"""The pact stands three times in the sources, once clean: every promise of it is paired with both noisy copies."""

from pathlib import Path

import pytest

from tenir.engines.documents import Item, Kind, read
from tenir.engines.documents.pairing import Comparison, Sort, compare

pytestmark = pytest.mark.shared
PROMISES = 42
LEAST = 40


def commitments(shared: Path, name: str) -> list[Item]:
    reading = read((shared / f"sources/{name}.txt").read_bytes(), name=f"{name}.txt")
    return [item for item in reading.items if item.kind is Kind.COMMITMENT]


@pytest.fixture
def copies(shared: Path) -> tuple[Comparison, Comparison]:
    """The clean text against the best copy of each promise, then against what is left."""
    clean, noisy = (commitments(shared, name) for name in ("circulaire-6057-sg", "blois-perr"))
    assert len(clean) == PROMISES
    first = compare(clean, noisy)
    return first, compare(clean, first.right_only)


def test_each_promise_is_paired_with_both_copies(copies: tuple[Comparison, Comparison]) -> None:
    assert [len(one.pairs) >= LEAST for one in copies] == [True, True]


def test_side_agrees_in_every_pair(copies: tuple[Comparison, Comparison]) -> None:
    sides = [(pair.left.side, pair.right.side) for one in copies for pair in one.pairs]
    assert all(left == right for left, right in sides)


def test_bad_letters_are_never_told_as_facts(copies: tuple[Comparison, Comparison]) -> None:
    """The three prints agree on every number; what differs in words is the order of two of them."""
    sorts = [one.sort for copy in copies for pair in copy.pairs for one in pair.differences]
    assert Sort.FACT not in sorts
    assert sorts.count(Sort.WORDS) < 15 < sorts.count(Sort.MISREAD)
