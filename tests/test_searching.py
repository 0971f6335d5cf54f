"""The search for what was left finds it wherever it lies, and is not stopped by what goes away meanwhile."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import a_place
from tests.searching import PIECE, holders, open_holders

MARKER = b"planted-5c1e"


@pytest.mark.parametrize("before", [0, 10, PIECE - 5, PIECE, 3 * PIECE - 1])
@pytest.mark.django_db
def test_marker_is_found_across_pieces(tmp_path: Path, before: int) -> None:
    file = tmp_path / "deep" / "er" / "kept"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"." * before + MARKER + b".")
    (tmp_path / "other").write_bytes(b"." * before)
    assert holders(MARKER, [tmp_path]) == [str(file)]
    assert holders(MARKER, [file]) == [str(file)]


@pytest.mark.django_db(transaction=True)
def test_marker_is_found_in_the_database() -> None:
    # A marker of its own: it stays in the file's freed pages.
    a_place(name="planted-in-a-row")
    assert holders(b"planted-in-a-row", []) != []


@pytest.mark.django_db
def test_search_goes_on_when_a_folder_goes_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abc":
        (tmp_path / name).mkdir()
        (tmp_path / name / "kept").write_bytes(MARKER)
    walk = os.walk

    def losing(place: Path) -> Iterator[tuple[str, list[str], list[str]]]:
        """Another test drops its database after the first look at the folder."""
        for found in walk(place):
            shutil.rmtree(tmp_path / "b", ignore_errors=True)
            yield found

    monkeypatch.setattr(os, "walk", losing)
    assert sorted(holders(MARKER, [tmp_path])) == [str(tmp_path / name / "kept") for name in "ac"]


def test_open_file_is_found_though_deleted(tmp_path: Path) -> None:
    with (tmp_path / "spilled").open("w+b") as file:
        file.write(MARKER)
        file.flush()
        Path(file.name).unlink()
        assert [name.removesuffix(" (deleted)") for name in open_holders(MARKER, os.getpid())] == [file.name]
    assert open_holders(MARKER, os.getpid()) == []


def test_process_that_is_gone_holds_nothing() -> None:
    assert open_holders(MARKER, 2**22 + 1) == []
