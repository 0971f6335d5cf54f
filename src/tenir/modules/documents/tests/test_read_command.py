"""`tenir documents read`, as typed: result on stdout, everything else on stderr, no database."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tenir.modules.documents.tests.samples import table
from tests.running import Run


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "suivi inventé.txt"
    file.write_text(table(3), encoding="utf-8")
    return file


def test_read_gives_the_published_json_without_a_database(nowhere: Run, text: Path) -> None:
    ended = nowhere("documents", "read", str(text), "--format", "json")
    whole = json.loads(ended.stdout)
    assert (ended.returncode, whole["source"]["name"]) == (0, "suivi inventé.txt")
    assert [item["number"] for item in whole["items"] if item["kind"] == "measure"] == ["1", "2", "3"]
    assert "3 mesures" in ended.stderr


def test_read_gives_one_csv_row_an_item(nowhere: Run, text: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(nowhere("documents", "read", str(text), "--format", "csv").stdout)))
    measure = next(row for row in rows if row["kind"] == "measure")
    assert (measure["number"], measure["lines"], measure["level"]) == ("1", "16-16", "en_voie_de_finalisation")


def test_read_as_table_names_kinds_and_levels_in_french(nowhere: Run, text: Path) -> None:
    lines = nowhere("documents", "read", str(text)).stdout.splitlines()
    assert lines[0].split() == ["sorte", "n°", "niveau", "lignes", "confiance", "texte"]
    assert any(line.startswith("mesure      1   En voie de finalisation") for line in lines)


def test_explain_tells_steps_and_reasons_apart_from_the_result(nowhere: Run, text: Path) -> None:
    plain = nowhere("documents", "read", str(text), "--format", "json")
    explained = nowhere("documents", "read", str(text), "--format", "json", "--explain")
    assert explained.stdout == plain.stdout
    assert "décodage, decode" in explained.stderr
    assert "mesure 2\u202f: " in explained.stderr


def test_folder_is_read_to_its_end_and_ends_in_2_when_a_file_is_not(nowhere: Run, text: Path) -> None:
    (text.parent / "a.txt").write_bytes(b"\x00\x01\x02")
    (text.parent / ".caché").write_text("rien")
    ended = nowhere("documents", "read", str(text.parent), "--format", "json")
    assert ended.returncode == 2
    assert [one["source"]["name"] for one in json.loads(ended.stdout)] == ["suivi inventé.txt"]
    assert "1 fichier(s) n'ont pas pu être lus\u202f: a.txt" in ended.stderr


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "est vide"),
        (b"\x00\x01\x02\xff" * 100, "binaire"),
        (b"Du texte sans aucun tableau.\n" * 40, "tableau"),
        (b"Une ligne de trop.\n" * 2_800_000, "Mo"),
        (b"%PDF-1.7\n1 0 obj\n", "PDF"),
    ],
    ids=["empty", "binary", "no-table", "50-megabytes", "pdf"],
)
def test_unreadable_file_is_one_french_sentence_and_exit_2(
    nowhere: Run, tmp_path: Path, content: bytes, sentence: str
) -> None:
    file = tmp_path / "texte.txt"
    file.write_bytes(content)
    ended = nowhere("documents", "read", str(file))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert len(ended.stderr.strip().splitlines()) == 1
    assert sentence in ended.stderr
    assert "texte.txt" in ended.stderr


@pytest.mark.parametrize("verb", [["read"], ["adopt", "--framework", "x", "--yes"]])
def test_missing_file_is_one_sentence_and_exit_2(nowhere: Run, verb: list[str]) -> None:
    ended = nowhere("documents", verb[0], "absent.txt", *verb[1:])
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "absent.txt\u202f: le fichier n'existe pas." in ended.stderr


def test_adopting_a_folder_is_refused(nowhere: Run, tmp_path: Path) -> None:
    ended = nowhere("documents", "adopt", str(tmp_path), "--framework", "x", "--yes")
    assert ended.returncode == 2
    assert "c'est un dossier" in ended.stderr


def test_empty_folder_is_refused(nowhere: Run, tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    ended = nowhere("documents", "read", str(tmp_path / "vide"))
    assert ended.returncode == 2
    assert "aucun fichier" in ended.stderr
