"""Files of proof are whole or absent, shared by fingerprint, kept in backups, erased when nobody needs them."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import pytest

from tenir.core.operations.backup.create import uploads
from tenir.modules.commitments import actions, jobs
from tenir.modules.commitments.evidence import files
from tenir.modules.commitments.tests.evidence_builders import PDF, Scene, kept

SUM = hashlib.sha256(PDF).hexdigest()


def age(path: Path, days: float = 2) -> None:
    old = time.time() - days * 24 * 3600
    os.utime(path, (old, old))


def test_file_is_kept_under_its_fingerprint_once(disk: Path) -> None:
    assert (files.store(PDF), files.store(PDF)) == (SUM, SUM)
    assert [path.relative_to(disk) for path in files.stored()] == [Path("uploads/preuves") / SUM[:2] / SUM]
    assert b"".join(files.chunks(SUM)) == PDF


def test_backup_holds_it(disk: Path) -> None:
    files.store(PDF)
    assert list(uploads()) == [f"uploads/preuves/{SUM[:2]}/{SUM}"]


def test_write_that_fails_leaves_nothing(disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.store(PDF)
    assert [path for path in disk.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("wrong", ["", "../../etc/passwd", "A" * 64, "a" * 63, f"{'a' * 64}\n"])
def test_only_a_fingerprint_leads_to_a_file(disk: Path, wrong: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        files.path_of(wrong)


def test_job_erases_what_no_proof_needs_and_nothing_else(scene: Scene) -> None:
    needed, back, stray, young = (kept(PDF + bytes([rank])) for rank in range(4))
    scene.give(file=needed)
    actions.withdraw_evidence(by=scene.giver, evidence=scene.give(file=back), reason="Mauvais fichier.")
    for one in (needed, back, stray):
        age(files.path_of(one.sha256))
    assert jobs.erase_orphans() == "Fichiers sans preuve effacés\u202f: 2."
    assert {path.name for path in files.stored()} == {needed.sha256, young.sha256}
    assert jobs.erase_orphans() == "Fichiers sans preuve effacés\u202f: 0."


def test_job_erases_what_a_death_left_half_written(scene: Scene) -> None:
    left = files.path_of(files.store(PDF)).with_name(f".{SUM}.0123.part")
    left.write_bytes(b"half")
    age(left)
    jobs.erase_orphans()
    assert [path.name for path in files.stored()] == [SUM]


def test_file_stored_again_while_the_job_looks_at_it_stays(disk: Path) -> None:
    path = files.path_of(files.store(PDF))
    age(path)
    assert files.is_old(path)
    files.store(PDF)  # by somebody's transaction, which has not ended
    assert not files.erase(path)
    assert path.read_bytes() == PDF
