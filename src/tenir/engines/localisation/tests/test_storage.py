"""An index kept in a folder says the same, and a damaged folder says so."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tenir.engines.localisation import storage
from tenir.engines.localisation.errors import BadZones
from tenir.engines.localisation.index import Index
from tenir.engines.localisation.storage import Origin
from tenir.engines.localisation.tests.worlds import square, zones

MADE = Index.of(zones(square(0, 0, 1, hole=0.5), square(0.9, 0, 1)))


def test_a_loaded_index_says_the_same(tmp_path: Path) -> None:
    storage.save(MADE, tmp_path / "qpv-2024", Origin("ab12", "2024"))
    loaded = storage.load(tmp_path / "qpv-2024")
    points = np.random.default_rng(1).uniform(-0.1, 2, (2_000, 2)).T
    assert np.array_equal(loaded.lookup(*points), MADE.lookup(*points))
    assert (loaded.codes, loaded.names) == (MADE.codes, MADE.names)
    assert storage.origin(tmp_path / "qpv-2024") == Origin("ab12", "2024")


def test_its_tables_stay_in_their_files(tmp_path: Path) -> None:
    storage.save(MADE, tmp_path / "one")
    table = storage.load(tmp_path / "one").grid.tables[-1]
    assert isinstance(table.base, np.memmap)
    assert not table.flags.writeable


def test_a_newer_index_takes_the_place_of_the_older(tmp_path: Path) -> None:
    storage.save(MADE, tmp_path / "one")
    storage.save(Index.of(zones(square(5, 5, 1))), tmp_path / "one")
    assert storage.load(tmp_path / "one").one(5.5, 5.5) == 0
    assert [file.name for file in tmp_path.iterdir()] == ["one"]


@pytest.mark.parametrize("lost", ["manifest.json", "table1.npy", "points.npy"])
def test_a_folder_that_lost_a_file_is_refused(tmp_path: Path, lost: str) -> None:
    storage.save(MADE, tmp_path / "one")
    (tmp_path / "one" / lost).write_bytes(b"")
    with pytest.raises(BadZones, match="abîmé"):
        storage.load(tmp_path / "one")


def test_an_index_made_by_another_rule_is_refused(tmp_path: Path) -> None:
    storage.save(MADE, tmp_path / "one")
    manifest = json.loads((tmp_path / "one/manifest.json").read_text())
    (tmp_path / "one/manifest.json").write_text(json.dumps(manifest | {"rule": "open zones"}))
    with pytest.raises(BadZones, match="autre version"):
        storage.load(tmp_path / "one")
