"""`tenir documents compare`, as typed: two texts in, what they share and where they differ out, no database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tenir.modules.documents.tests.samples import table
from tests.running import Run

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


def test_fact_outside_the_items_is_told_with_both_lines(nowhere: Run, tmp_path: Path) -> None:
    left, right = tmp_path / "a.txt", tmp_path / "b.txt"
    left.write_text(
        f"{table(2)}\nLa charte des jardins, signée par la ministre le 10 juin, vaut ici.\n", encoding="utf-8"
    )
    right.write_text(f"La ministre a signé la charte des jardins le 16 juin 2031.\n\n{table(2)}", encoding="utf-8")
    ended = nowhere("documents", "compare", str(left), str(right), "--format", "json")
    (one,) = json.loads(ended.stdout)["around"]
    assert (one["left"]["said"], one["right"]["said"], one["right"]["line"]) == ("10 juin", "16 juin 2031", 1)
    assert "Autour des éléments, 1 fait est dit de deux façons." in ended.stderr
    table_of_it = nowhere("documents", "compare", str(left), str(right)).stdout
    assert any(
        f"fait{N}: 10 juin / 16 juin 2031" in line for line in table_of_it.splitlines() if line.startswith("autour")
    )


def test_missing_file_is_one_sentence_and_exit_2(nowhere: Run, texts: tuple[str, str]) -> None:
    ended = nowhere("documents", "compare", texts[0], "absent.txt")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "absent.txt" in ended.stderr
    assert "Traceback" not in ended.stderr
