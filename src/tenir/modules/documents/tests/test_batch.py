"""A folder of texts to a folder of readings: shown, whole files only, resumed, refusals to the end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tenir.core.errors import BadInput
from tenir.modules.documents import batch
from tenir.modules.documents.tests.samples import table
from tests.running import Run


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "textes"
    folder.mkdir()
    for name, count in (("a.txt", 2), ("b.txt", 3)):
        (folder / name).write_text(table(count), encoding="utf-8")
    (folder / "c.txt").write_bytes(b"")
    return folder


def names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def read(texts: Path, into: Path) -> batch.Batch:
    return batch.run(sorted(texts.iterdir()), into, lambda file, rank: None)


def test_second_run_reads_only_what_changed(texts: Path, tmp_path: Path) -> None:
    into = tmp_path / "lectures"
    first = read(texts, into)
    assert (names(first.read), names(first.kept)) == (["a.txt", "b.txt"], [])
    assert [file.name for file, _ in first.refused] == ["c.txt"]
    (texts / "b.txt").write_text(table(4), encoding="utf-8")
    second = read(texts, into)
    assert (names(second.read), names(second.kept)) == (["b.txt"], ["a.txt"])
    numbers = [item["number"] for item in json.loads((into / "b.txt.json").read_text())["items"]]
    assert "4" in numbers


@pytest.mark.parametrize("spoilt", ["", "{", "[]", '{"source": {"sha256": "0"}}'])
def test_a_spoilt_reading_is_made_again(texts: Path, tmp_path: Path, spoilt: str) -> None:
    into = tmp_path / "lectures"
    read(texts, into)
    (into / "a.txt.json").write_text(spoilt)
    assert names(read(texts, into).read) == ["a.txt"]
    assert json.loads((into / "a.txt.json").read_text())["source"]["name"] == "a.txt"


def test_a_folder_that_cannot_be_is_one_sentence(texts: Path) -> None:
    with pytest.raises(BadInput, match="ne peut pas être créé"):
        read(texts, texts / "a.txt" / "dedans")


def test_command_shows_how_far_it_is_and_ends_in_2_for_a_refusal(nowhere: Run, texts: Path, tmp_path: Path) -> None:
    ended = nowhere("documents", "read", str(texts), "--into", str(tmp_path / "lectures"))
    assert ended.returncode == 2
    assert "██████░░░░░░░░░░░░░░ 1/3 b.txt" in ended.stderr
    assert "2 lu(s), 0 déjà lu(s), 1 refusé(s)." in ended.stdout
    assert "c.txt" in ended.stderr.splitlines()[-1]
