"""The real follow-up table of circulaire n° 6057/SG (22 January 2019), annexe 3, against the hand-made reference."""

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tenir.engines.documents import Kind, Level, Reading, UnreadableDocument, read

pytestmark = pytest.mark.shared

CIRCULAR = "circulaire-6057-sg"
OTHERS = ("blois-perr", "ciec-republique-au-quotidien", "politique-de-la-ville-site", "republique-en-actes-annexe")


@pytest.fixture
def reading(shared: Path) -> Reading:
    return read((shared / f"sources/{CIRCULAR}.txt").read_bytes(), name=f"{CIRCULAR}.txt")


def scores(shared: Path, reading: Reading, folder: Path) -> dict[str, str]:
    """The scorer's line for each kind."""
    (folder / "read.json").write_text(json.dumps(reading.to_json()), encoding="utf-8")
    command = [
        sys.executable,
        shared / "tools/score_documents.py",
        folder / "read.json",
        shared / f"gold/{CIRCULAR}.json",
    ]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return {line.split()[0]: line for line in lines}


def test_measures_and_indicators_agree_with_the_reference(shared: Path, reading: Reading, tmp_path: Path) -> None:
    told = scores(shared, reading, tmp_path)
    assert "F1 1.000" in told["measure"]
    assert "level 42/42; number 42/42" in told["measure"]
    assert "F1 1.000" in told["indicator"]


def test_levels_count_as_printed_without_1a_and_1b(reading: Reading) -> None:
    parts = ("1.a", "1.b")
    levels = [item.level for item in reading.items if item.kind is Kind.MEASURE and item.number not in parts]
    assert [levels.count(level) for level in Level] == [3, 1, 22, 14]


def test_parts_stand_under_their_measure(reading: Reading) -> None:
    items = {item.id: item for item in reading.items}
    assert items["measure-1.a"].parent == items["measure-1.b"].parent == "measure-1"
    assert items["indicator-19-1.2"].parent == "measure-19"
    assert items["measure-2"].parent is None


def test_only_the_three_printed_themes_are_read(reading: Reading) -> None:
    headings = [item for item in reading.items if item.heading_kind == "thématique"]
    under = {item.parent: item.number for item in reading.items if item.kind is Kind.MEASURE and item.number != "1.a"}
    assert [heading.lines for heading in headings] == [(557, 560), (566, 567), (615, 616)]
    assert [under[heading.id] for heading in headings] == ["28", "29", "40"]


def test_summary_is_read_with_its_total(reading: Reading) -> None:
    figures = [item for item in reading.items if item.kind is Kind.FIGURE]
    values = [[figure.value for figure in item.figures] for item in figures]
    assert values == [[3, 8], [1, 3], [22, 55], [14, 35], [40, 100]]
    assert [item.lines for item in figures] == [(647, 647), (648, 648), (649, 649), (650, 650), (652, 652)]
    assert [item.level for item in figures] == [*Level, None]


def test_title_of_the_table_carries_its_date(reading: Reading) -> None:
    framework = next(item for item in reading.items if item.kind is Kind.FRAMEWORK)
    assert framework.text.startswith("ANNEXE 3 - SUIVI DES MESURES")
    assert framework.date == "2019-01"


def test_sure_figures_are_read(reading: Reading) -> None:
    figures = {
        item.id: [(figure.value, figure.unit, figure.date, figure.kind) for figure in item.figures]
        for item in reading.items
    }
    assert figures["measure-1"] == [(1300, "postes", "2020", "target")]
    assert figures["measure-1.a"] == [(185, "délégués", None, "target"), (151, "délégués", None, "baseline")]
    assert figures["measure-7"] == [(10_000_000_000, "euros", None, "amount")]
    assert figures["measure-32"] == [(15_000_000, "euros", None, "amount")]
    assert figures["indicator-3-2"] == [(25, "%", None, "target")]
    assert figures["indicator-19-1.3"] == [(50, "%", "2021", "target")]
    assert figures["indicator-21-2"] == [(20000, "jeunes", None, "target")]


def test_steps_tell_the_check_against_the_summary(reading: Reading) -> None:
    told = " ".join(note.sentence for note in reading.steps)
    assert "conforme au récapitulatif imprimé" in told
    assert "3 titres répétés écartés" in told


def test_lines_lie_in_the_file_and_reading_twice_gives_the_same(shared: Path, reading: Reading) -> None:
    data = (shared / f"sources/{CIRCULAR}.txt").read_bytes()
    assert read(data, name=f"{CIRCULAR}.txt").to_json() == reading.to_json()
    assert all(1 <= first <= last <= 864 for first, last in (item.lines for item in reading.items if item.lines))


@pytest.mark.parametrize("name", OTHERS)
def test_other_sources_hold_no_follow_up_table(shared: Path, name: str) -> None:
    with suppress(UnreadableDocument):
        reading = read((shared / f"sources/{name}.txt").read_bytes(), name=f"{name}.txt")
        assert not any(item.level for item in reading.items)
