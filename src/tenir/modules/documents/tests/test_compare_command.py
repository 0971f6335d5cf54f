"""`tenir documents compare`, as typed: two texts in, what they share and where they differ out, no database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tenir.modules.documents.tests.conftest import Run
from tenir.modules.documents.tests.samples import table

N = "\u202f"


@pytest.fixture
def texts(tmp_path: Path) -> tuple[str, str]:
    left, right = tmp_path / "propre.txt", tmp_path / "copie.txt"
    left.write_text(table(3), encoding="utf-8")
    right.write_text(table(2).replace("3 lieux d'accueil", "13 lieux d'accueiI"), encoding="utf-8")
    return str(left), str(right)


def test_json_gives_pairs_differences_and_conflicts(nowhere: Run, texts: tuple[str, str]) -> None:
    ended = nowhere("documents", "compare", *texts, "--format", "json")
    whole = json.loads(ended.stdout)
    assert (ended.returncode, whole["left"]["name"], whole["conflicts"]) == (0, "propre.txt", 1)
    measures = [pair for pair in whole["pairs"] if pair["left"]["kind"] == "measure"]
    assert [pair["right"]["number"] for pair in measures] == ["1", "2"]
    assert [(one["sort"], one["left"], one["right"]) for one in measures[0]["differences"]] == [
        ("fact", "3 lieux d'accueil", "13 lieux d'accueiI")
    ]
    assert "3" in [item["number"] for item in whole["left_only"]]


def test_table_says_it_in_french(nowhere: Run, texts: tuple[str, str]) -> None:
    ended = nowhere("documents", "compare", *texts)
    first = next(line for line in ended.stdout.splitlines() if f" n°{N}1, l.{N}16 " in line)
    assert first.startswith("mesure ")
    assert f"fait{N}: 3 lieux d'accueil / 13 lieux d'accueiI" in first
    assert f"propre.txt et copie.txt{N}: " in ended.stderr
    assert "1 en désaccord sur un fait" in ended.stderr


def test_missing_file_is_one_sentence_and_exit_2(nowhere: Run, texts: tuple[str, str]) -> None:
    ended = nowhere("documents", "compare", texts[0], "absent.txt")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "absent.txt" in ended.stderr
    assert "Traceback" not in ended.stderr
