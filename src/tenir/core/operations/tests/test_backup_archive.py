"""A backup that was altered anywhere, cut anywhere, or made by something else is refused before it is unpacked."""

from __future__ import annotations

import hashlib
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tenir.core.errors import BadInput, CheckFailed
from tenir.core.operations.backup import archive
from tenir.core.operations.backup.manifest import Facts, Manifest, Part
from tenir.core.operations.backup.restore import verify

FACTS = Facts(journal_count=1, journal_hash="a" * 64, tables={"places_place": 2}, migrations=["places.0001_initial"])
CONTENT = {"database": b"rows " * 2000, "uploads/2024/text.txt": b"promise", "uploads/empty": b""}


def manifest(content: dict[str, bytes], **changes: Part) -> Manifest:
    parts = {name: Part(hashlib.sha256(data).hexdigest(), len(data)) for name, data in content.items()}
    return Manifest("0.1.0", "2026-11-21T07:00:00+00:00", "sqlite", FACTS, parts | changes)


def write(file: Path, content: dict[str, bytes], told: Manifest | None = None, *, also: Callable | None = None) -> Path:
    """A sealed archive, right or wrong."""
    with archive.writing(file) as zipped:
        for name, data in content.items():
            zipped.writestr(name, data)
        if also:
            also(zipped)
        zipped.writestr(archive.MANIFEST, (told or manifest(content)).to_json())
    return file


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    return write(tmp_path / "a.tenir-backup", CONTENT)


def test_whole_backup_is_verified(backup: Path) -> None:
    assert verify(backup) == manifest(CONTENT)


def test_backup_is_an_ordinary_zip(backup: Path) -> None:
    with zipfile.ZipFile(backup) as opened:
        assert opened.testzip() is None
        assert opened.read("uploads/2024/text.txt") == b"promise"


def test_each_altered_byte_is_caught(backup: Path) -> None:
    whole = backup.read_bytes()
    for position in range(len(whole)):
        altered = bytearray(whole)
        altered[position] ^= 1 << (position % 8)
        backup.write_bytes(altered)
        with pytest.raises(CheckFailed):
            verify(backup)


def test_each_cut_is_caught(backup: Path) -> None:
    whole = backup.read_bytes()
    for length in {0, 1, 3, 4, 63, 64, 65, len(whole) - 1, *random.Random(7).sample(range(len(whole)), 100)}:
        backup.write_bytes(whole[:length])
        with pytest.raises(CheckFailed):
            verify(backup)


@pytest.mark.parametrize("added", [b"\0", b"a" * 64, b"PK"])
def test_added_bytes_are_caught(backup: Path, added: bytes) -> None:
    backup.write_bytes(backup.read_bytes() + added)
    with pytest.raises(CheckFailed):
        verify(backup)


def test_zip_of_another_tool_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "foreign.zip", "w") as foreign:
        foreign.writestr("letter.txt", "Bonjour" * 50)
    with pytest.raises(CheckFailed, match="autre outil"):
        verify(tmp_path / "foreign.zip")


def test_sealed_zip_without_manifest_is_refused(tmp_path: Path) -> None:
    with archive.writing(tmp_path / "x") as zipped:
        zipped.writestr("database", b"rows")
    with pytest.raises(CheckFailed, match="pas de manifeste"):
        verify(tmp_path / "x")


def test_absent_file_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="ne peut pas être lue"):
        verify(tmp_path / "nowhere")


def test_folder_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="ne peut pas être lue"):
        verify(tmp_path)


@pytest.mark.parametrize(
    "name",
    [
        "uploads/../../etc/passwd",
        "uploads/..",
        "uploads/./a",
        "uploads//a",
        "uploads/",
        "/etc/passwd",
        "other/file",
        "uploads/c:/a",
        "uploads/a\\b",
        "uploads/line\nbreak",
        "uploads/" + "a" * 256,
    ],
)
def test_path_that_leaves_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    content = CONTENT | {name: b"x"}
    file = write(tmp_path / "x", content)
    with pytest.raises(CheckFailed, match="chemin interdit"):
        verify(file)


def test_part_that_the_manifest_does_not_tell_is_refused(tmp_path: Path) -> None:
    file = write(tmp_path / "x", CONTENT | {"uploads/more": b"x"}, manifest(CONTENT))
    with pytest.raises(CheckFailed, match="pas exactement"):
        verify(file)


def test_part_that_is_missing_is_refused(tmp_path: Path) -> None:
    file = write(tmp_path / "x", {"database": b"rows"}, manifest(CONTENT))
    with pytest.raises(CheckFailed, match="pas exactement"):
        verify(file)


def test_name_given_twice_is_refused(tmp_path: Path) -> None:
    def again(zipped: zipfile.ZipFile) -> None:
        with pytest.warns(UserWarning, match="Duplicate name"):
            zipped.writestr("database", b"others")

    file = write(tmp_path / "x", CONTENT, also=again)
    with pytest.raises(CheckFailed, match="deux fois"):
        verify(file)


def test_part_of_another_content_is_refused(tmp_path: Path) -> None:
    wrong = Part(hashlib.sha256(b"others!").hexdigest(), 7)
    file = write(tmp_path / "x", CONTENT, manifest(CONTENT, **{"uploads/2024/text.txt": wrong}))
    with pytest.raises(CheckFailed, match="text"):
        verify(file)


def test_part_larger_than_told_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = {"database": b"\0" * 50_000_000}
    file = write(tmp_path / "x", bomb, manifest(bomb, database=Part("a" * 64, 1000)))
    assert file.stat().st_size < 100_000
    monkeypatch.setattr(archive, "check_part", lambda *a: pytest.fail("must be refused before reading"))
    with pytest.raises(CheckFailed, match="taille annoncée"):
        verify(file)


def test_content_larger_than_the_disk_is_refused(tmp_path: Path) -> None:
    class Full:
        free = 1000

    file = write(tmp_path / "x", CONTENT)
    with pytest.MonkeyPatch.context() as patch, archive.reading(file) as (zipped, told):
        patch.setattr("shutil.disk_usage", lambda folder: Full)
        with pytest.raises(BadInput, match="place"):
            archive.unpack(zipped, told, tmp_path)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"format": 1', '"format": 2'),
        ('"format": 1', '"form": 1'),
        ('"tenir": "0.1.0"', '"tenir": 1'),
        ('"journal_count": 1', '"journal_count": -1'),
        ('"journal_count": 1', '"journal_count": true'),
        ("a" * 64, "g" * 64),
        ('"parts"', '"part"'),
        ("{", "["),
        ('"bytes": 7', '"bytes": "7"'),
    ],
)
def test_strange_manifest_is_refused(before: str, after: str) -> None:
    text = manifest(CONTENT).to_json()
    assert before in text
    with pytest.raises(CheckFailed):
        Manifest.from_json(text.replace(before, after, 1))


def test_manifest_survives_its_text() -> None:
    assert Manifest.from_json(manifest(CONTENT).to_json()) == manifest(CONTENT)


def test_draft_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def half_written() -> None:
        with archive.draft(tmp_path / "x") as file:
            file.write_bytes(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half_written()
    assert list(tmp_path.iterdir()) == []
