"""The real protocol and the real list of measures against references read by hand (kinds, lines, names: no words)."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tenir.engines.documents import Item, Kind, read
from tenir.engines.documents.tests.damage import damaged, without_accents
from tenir.engines.documents.tests.reference import f1, load, names_f1, paired

pytestmark = pytest.mark.shared

PROTOCOL, MEASURES = "blois-perr", "ciec-republique-au-quotidien"
KINDS = (Kind.COMMITMENT, Kind.STRATEGIC_AXIS, Kind.PRIORITY, Kind.RECOMMENDATION, Kind.ACRONYM)
INSIDE = (312, 1083)  # the protocol and its acronyms; pact and circulars stand around
Change = Callable[[str], str]


def items_of(shared: Path, slug: str, change: Change = str) -> tuple[Item, ...]:
    text = (shared / f"sources/{slug}.txt").read_text(encoding="utf-8")
    return read(change(text).encode(), name=f"{slug}.txt").items


def wanted(shared: Path, slug: str) -> list[dict]:
    return load(slug, (shared / f"sources/{slug}.txt").read_bytes())


def mean_f1(shared: Path, items: tuple[Item, ...]) -> float:
    reference = wanted(shared, PROTOCOL)
    return sum(f1(items, reference, kind, INSIDE) for kind in KINDS) / len(KINDS)


def test_protocol_agrees_with_the_reference(shared: Path) -> None:
    items, reference = items_of(shared, PROTOCOL), wanted(shared, PROTOCOL)
    assert mean_f1(shared, items) >= 0.98
    assert f1(items, reference, Kind.COMMITMENT, INSIDE) >= 0.95
    assert names_f1(items, reference, "partners") >= 0.9
    assert names_f1(items, reference, "levers") >= 0.8


def test_numbers_of_axes_are_those_printed(shared: Path) -> None:
    reference = [one for one in wanted(shared, PROTOCOL) if one["kind"] == "strategic_axis"]
    axes = [item for item in items_of(shared, PROTOCOL) if item.kind is Kind.STRATEGIC_AXIS]
    assert all(item.number == want.get("number") for item, want in paired(axes, reference))


@pytest.mark.parametrize(
    "change",
    [without_accents, lambda text: text.replace("« ", "- "), lambda text: text.replace("« ", "\uf0b7 ")],
    ids=["no accents", "dashes", "private glyphs"],
)
def test_accents_and_bullets_cost_little(shared: Path, change: Change) -> None:
    assert mean_f1(shared, items_of(shared, PROTOCOL, change)) >= mean_f1(shared, items_of(shared, PROTOCOL)) - 0.05


def test_measures_agree_with_the_reference(shared: Path) -> None:
    items, reference = items_of(shared, MEASURES), wanted(shared, MEASURES)
    assert f1(items, reference, Kind.MEASURE, (1, 600)) == 1.0
    assert f1(items, reference, Kind.ILLUSTRATION, (1, 600)) >= 0.85


def test_meetings_are_those_printed(shared: Path) -> None:
    reference = [one for one in wanted(shared, MEASURES) if one["kind"] == "measure"]
    measures = [item for item in items_of(shared, MEASURES) if item.kind is Kind.MEASURE]
    for item, want in paired(measures, reference):
        assert all(f"#{number}" in item.why for number in want["meetings"])
        assert (item.parent or "").endswith(f"-{want['meetings'][0]}")


def test_key_figures_are_read(shared: Path) -> None:
    """Nine values in ten of those read by hand, in figures or illustrations that stand on their lines."""
    reference = [one for one in wanted(shared, MEASURES) if one["kind"] == "figure" and one["value"] != 0.5]
    items = [item for item in items_of(shared, MEASURES) if item.kind in (Kind.FIGURE, Kind.ILLUSTRATION)]
    read_values = {(figure.value, line) for item in items for figure in item.figures for line in _lines(item)}
    found = [one for one in reference if any((one["value"], line) in read_values for line in range(*_span(one)))]
    assert len(found) >= 0.85 * len(reference)


def _lines(item: Item) -> range:
    first, last = item.lines or (0, 0)
    return range(first, last + 1)


def _span(one: dict) -> tuple[int, int]:
    return one["lines"][0], one["lines"][1] + 1


@pytest.mark.parametrize("seed", range(6))
def test_damaged_characters_cost_measures_little(shared: Path, seed: int) -> None:
    items = items_of(shared, MEASURES, lambda text: damaged(text, 0.02, seed))
    assert f1(items, wanted(shared, MEASURES), Kind.MEASURE, (1, 600)) >= 0.95


@pytest.mark.slow
def test_damaged_characters_cost_the_protocol_little(shared: Path) -> None:
    """Gate: each kind falls by at most five hundredths, on average over ten damaged texts."""
    reference, intact = wanted(shared, PROTOCOL), items_of(shared, PROTOCOL)
    read_again = [items_of(shared, PROTOCOL, partial(damaged, share=0.02, seed=seed)) for seed in range(10)]
    for kind in KINDS:
        scores = [f1(items, reference, kind, INSIDE) for items in read_again]
        assert sum(scores) / len(scores) >= f1(intact, reference, kind, INSIDE) - 0.05
        assert min(scores) >= 0.8
