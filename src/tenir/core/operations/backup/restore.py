"""`tenir backup verify` and `tenir backup restore`."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from tenir.core.errors import BadInput, CheckFailed
from tenir.core.journal.chain import Head
from tenir.core.journal.verify import verify as verify_journal
from tenir.core.operations import state
from tenir.core.operations.backup import archive, postgresql, sqlite
from tenir.core.operations.backup.create import uploads
from tenir.core.operations.backup.manifest import DATABASE, UPLOADS, Facts, Manifest

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def verify(file: Path) -> Manifest:
    """Read every byte of a backup; raises `CheckFailed` when one of them is not what was written."""
    with archive.reading(file) as (zipped, manifest):
        for name, part in manifest.parts.items():
            archive.check_part(zipped, name, part)
    return manifest


def restore(file: Path, *, force: bool = False) -> Manifest:
    """Make this site what the backup holds. Nothing is touched before all of it was unpacked and checked.

    Order: uploads that are not there yet, then the database in one transaction, then uploads that only the old one
    knew. Stopped at any instant, the site is wholly the old one or wholly the new one, with at most idle files.
    """
    with archive.reading(file) as (zipped, manifest):
        _check_fits(manifest, force=force)
        _forget_killed_restores()
        with tempfile.TemporaryDirectory(dir=settings.DATA_FOLDER, prefix=".restore-") as work:
            archive.unpack(zipped, manifest, Path(work))
            _check_uploads(Path(work), manifest)
            with _uploads_in_place(Path(work), manifest):
                _replace_database(Path(work) / DATABASE, manifest)
            _remove_other_uploads(manifest)
    return manifest


def _forget_killed_restores() -> None:
    """What a restoration that was killed had unpacked: nothing reads it, and it may speak of people."""
    for left in Path(settings.DATA_FOLDER).glob(".restore-*"):
        shutil.rmtree(left, ignore_errors=True)


def _check_fits(manifest: Manifest, *, force: bool) -> None:
    if manifest.engine != connection.vendor:
        here, there = NAMES[connection.vendor], NAMES.get(manifest.engine, manifest.engine)
        raise BadInput(f"la sauvegarde vient de {there}, ce site est sur {here}.", where="DATABASE_URL")
    if set(manifest.facts.migrations) - state.known_migrations():
        raise BadInput(
            f"la sauvegarde a été faite par une version plus récente de Tenir ({manifest.tenir}).",
            remedy="Installez cette version, puis recommencez.",
        )
    engine = postgresql if connection.vendor == "postgresql" else sqlite
    if not force and (not engine.is_empty() or uploads()):
        raise BadInput(
            "ce site contient déjà des données, la restauration les remplacerait.",
            where=str(settings.DATA_FOLDER),
            remedy="Sauvegardez-les si elles comptent, puis ajoutez --force.",
        )


def _check_uploads(work: Path, manifest: Manifest) -> None:
    """Refuse before touching anything when a file of the same name holds something else: neither may be lost."""
    present = uploads()
    for name in _uploads_of(manifest):
        if name in present and present[name].read_bytes() != (work / name).read_bytes():
            raise BadInput(
                "un autre fichier porte déjà ce nom parmi les fichiers déposés.",
                where=str(present[name]),
                remedy=f"Mettez de côté le dossier {settings.MEDIA_ROOT}, puis recommencez.",
            )


@contextmanager
def _uploads_in_place(work: Path, manifest: Manifest) -> Iterator[None]:
    """Uploads of the backup stand in their folder; those that were not there leave again when the block fails."""
    placed: list[Path] = []
    try:
        for name in _uploads_of(manifest):
            target = Path(settings.MEDIA_ROOT) / name.removeprefix(UPLOADS)
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                placed.append((work / name).rename(target))
        yield
    except BaseException:
        for file in placed:
            file.unlink(missing_ok=True)
        raise


def _replace_database(copy: Path, manifest: Manifest) -> None:
    if connection.vendor == "postgresql":
        try:
            with transaction.atomic():
                postgresql.put_back(copy)
                _check(postgresql.facts(), manifest)
        finally:
            connection.close()  # the dump changed settings of the session
        return
    with sqlite.staged(copy):
        _check(sqlite.facts(copy), manifest)
    sqlite.put_back(copy)


def _check(found: Facts, manifest: Manifest) -> None:
    """The copy holds what was counted when it was made, and its journal is whole up to the head told then."""
    if found != manifest.facts:
        raise CheckFailed("la base de la sauvegarde ne contient pas ce que son manifeste annonce.")
    report = verify_journal(Head(manifest.facts.journal_count, manifest.facts.journal_hash))
    if report.broken:
        raise CheckFailed(f"le journal de la sauvegarde est rompu\u202f: {report.broken.sentence}")


def _remove_other_uploads(manifest: Manifest) -> None:
    for name, file in uploads().items():
        if name not in manifest.parts:
            file.unlink(missing_ok=True)


def _uploads_of(manifest: Manifest) -> list[str]:
    return [name for name in manifest.parts if name.startswith(UPLOADS)]
