"""`tenir backup create`."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from tenir.core.errors import BadInput
from tenir.core.operations.backup import archive, postgresql, sqlite
from tenir.core.operations.backup.manifest import DATABASE, UPLOADS, Manifest


def create(target: Path, *, force: bool = False) -> Manifest:
    """Write a backup; `target` never holds half of one. Raises `BadInput`, then nothing was written.

    The database is copied first: every upload that it speaks of is then already in the folder.
    """
    _check_target(target, force=force)
    try:
        with archive.draft(target) as file:
            return _write(file, target.parent)
    except OSError as error:
        raise BadInput(
            f"la sauvegarde ne peut pas être écrite ({error.strerror}).",
            where=str(target),
            remedy="Vérifiez la place et les droits. Aucun fichier n'a été écrit.",
        ) from error


def _write(file: Path, folder: Path) -> Manifest:
    with archive.writing(file) as zipped:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".tenir-backup-") as work:
            copy = Path(work) / DATABASE
            facts = postgresql.dump(copy) if connection.vendor == "postgresql" else sqlite.dump(copy)
            parts = {DATABASE: archive.add(zipped, DATABASE, copy)}
        for name, upload in uploads().items():
            parts[name] = archive.add(zipped, name, upload)
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = Manifest(settings.TENIR_VERSION, made_at, connection.vendor, facts, parts)
        zipped.writestr(archive.MANIFEST, manifest.to_json())
    return manifest


def uploads() -> dict[str, Path]:
    """Files of the uploads folder by their name in the archive; links are not followed."""
    root = Path(settings.MEDIA_ROOT)
    files = sorted(file for file in root.rglob("*") if file.is_file() and not file.is_symlink())
    return {UPLOADS + file.relative_to(root).as_posix(): file for file in files}


def _check_target(target: Path, *, force: bool) -> None:
    if target.is_dir() or not target.parent.is_dir():
        raise BadInput("ce n'est pas le nom d'un fichier.", where=str(target), remedy="Donnez un fichier à créer.")
    if Path(settings.MEDIA_ROOT).absolute() in target.absolute().parents:
        raise BadInput("une sauvegarde ne se range pas parmi les fichiers déposés.", where=str(target))
    if target.exists() and not force:
        raise BadInput("ce fichier existe déjà.", where=str(target), remedy="Donnez un autre nom, ou --force.")
