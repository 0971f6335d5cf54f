"""The real lists of promises against their hand-made references, clean, copied badly, and damaged on purpose."""

import json
from pathlib import Path

import pytest

from tenir.engines.documents import Kind, Reading, read
from tenir.engines.documents.tests.damage import damaged, with_bullet, without_accents
from tenir.engines.documents.tests.reference import load
from tenir.engines.documents.tests.scoring import mean_of, scored

pytestmark = pytest.mark.shared

ACTIONS, CIRCULAR = "republique-en-actes-annexe", "circulaire-6057-sg"
BULLETS = ("-", "–", "▪", "➢", "o", "\uf0b7")
MOST_LOST = 0.05


def text_of(shared: Path, name: str) -> str:
    return (shared / f"sources/{name}.txt").read_text(encoding="utf-8")


def reading_of(text: str) -> Reading:
    return read(text.encode(), name="source.txt")


def figure(shared: Path, name: str, text: str, folder: Path) -> float:
    return mean_of(scored(shared, reading_of(text), shared / f"gold/{name}.json", folder))


@pytest.mark.parametrize("name", [ACTIONS, CIRCULAR])
def test_promises_agree_with_the_reference(shared: Path, tmp_path: Path, name: str) -> None:
    assert figure(shared, name, text_of(shared, name), tmp_path) >= 0.97


def test_sides_levels_and_numbers_are_exact(shared: Path, tmp_path: Path) -> None:
    told = scored(shared, reading_of(text_of(shared, CIRCULAR)), shared / f"gold/{CIRCULAR}.json", tmp_path)
    assert "side 42/42" in told
    assert "level 42/42; number 42/42" in told


@pytest.mark.parametrize(("first", "last"), [(90, 310), (1200, 1450)], ids=["first copy", "second copy"])
def test_noisy_copies_of_the_pact(shared: Path, tmp_path: Path, first: int, last: int) -> None:
    """At least 40 of the 42 commitments in each copy, each with its side."""
    reference = json.loads((shared / f"gold/{CIRCULAR}.json").read_text(encoding="utf-8"))
    wanted = [
        {"kind": "commitment", "text": one["text"], "side": side}
        for axis in reference["pacte"]["axes"]
        for side in ("city", "state")
        for one in axis[f"{side}_commitments"]
    ]
    (tmp_path / "wanted.json").write_text(json.dumps({"items": wanted}), encoding="utf-8")
    lines = text_of(shared, "blois-perr").split("\n")[first:last]
    told = scored(shared, reading_of("\n".join(lines)), tmp_path / "wanted.json", tmp_path)
    found = next(line for line in told.splitlines() if line.startswith("commitment"))
    right, of = (int(part) for part in found.rsplit("side ", 1)[1].split("/"))
    assert right == of >= 40, told


@pytest.mark.parametrize("name", [ACTIONS, CIRCULAR])
@pytest.mark.parametrize("seed", range(3))
def test_damaged_characters_cost_little(shared: Path, tmp_path: Path, name: str, seed: int) -> None:
    text = text_of(shared, name)
    clean = figure(shared, name, text, tmp_path)
    assert figure(shared, name, damaged(text, 0.02, seed), tmp_path) >= clean - MOST_LOST


@pytest.mark.parametrize("name", [ACTIONS, CIRCULAR])
def test_lost_accents_cost_little(shared: Path, tmp_path: Path, name: str) -> None:
    text = text_of(shared, name)
    assert figure(shared, name, without_accents(text), tmp_path) >= figure(shared, name, text, tmp_path) - MOST_LOST


@pytest.mark.parametrize("name", [ACTIONS, CIRCULAR])
@pytest.mark.parametrize("mark", BULLETS)
def test_other_bullets_cost_little(shared: Path, tmp_path: Path, name: str, mark: str) -> None:
    text = text_of(shared, name)
    assert figure(shared, name, with_bullet(text, mark), tmp_path) >= figure(shared, name, text, tmp_path) - MOST_LOST


@pytest.mark.parametrize(("name", "last"), [("politique-de-la-ville-site", None), (CIRCULAR, 300)])
def test_prose_gives_few_promises(shared: Path, name: str, last: int | None) -> None:
    """At most two printed lines in a hundred become commitments: news and letters make no lists of them."""
    lines = text_of(shared, name).split("\n")[:last]
    reading = reading_of("\n".join(lines))
    promises = [item for item in reading.items if item.kind is Kind.COMMITMENT]
    taken = {line for item in promises if item.lines for line in range(item.lines[0], item.lines[1] + 1)}
    # The site has one list of promises, read by hand: what is found there is not prose.
    listed = {line for item in _of_reference(shared, name) for line in range(item["lines"][0], item["lines"][1] + 1)}
    assert len(taken) <= 0.02 * len(lines)
    assert len(taken - listed) <= 0.02 * sum(bool(line.strip()) for line in lines)


def _of_reference(shared: Path, name: str) -> list[dict]:
    """Promises of a source's reference; none where it has none."""
    if name != "politique-de-la-ville-site":
        return []
    found = load(name, (shared / f"sources/{name}.txt").read_bytes())
    return [item for item in found if item["kind"] == "commitment"]
