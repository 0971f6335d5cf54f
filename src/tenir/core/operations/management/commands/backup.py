"""`tenir backup create | verify | restore`."""

from __future__ import annotations

import argparse
from pathlib import Path

from django.db import connection

from tenir.core.operations import state
from tenir.core.operations.backup.create import create
from tenir.core.operations.backup.manifest import UPLOADS, Manifest
from tenir.core.operations.backup.restore import restore, verify
from tenir.core.operations.commands import NounCommand


class Command(NounCommand):
    """Backups."""

    noun = "backup"
    help = "La sauvegarde du site en un seul fichier, base et fichiers déposés."

    def add_verbs(self) -> None:
        """Create, verify, restore."""
        made = self.verb("create", self.create, help="Écrit une sauvegarde, pendant que le site est servi.")
        self._takes_file(made)
        made.add_argument("--force", action="store_true", help="Remplace le fichier s'il existe.")
        self._takes_file(
            self.verb("verify", self.verify, help="Relit une sauvegarde entière et dit si elle est intacte.")
        )
        put = self.verb("restore", self.restore, help="Remet le site dans l'état d'une sauvegarde, tout ou rien.")
        self._takes_file(put)
        put.add_argument("--force", action="store_true", help="Remplace les données qui s'y trouvent.")

    def _takes_file(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", metavar="FICHIER", type=Path, help="Le fichier de la sauvegarde.")

    def create(self, *, file: Path, force: bool) -> None:
        """Write and tell."""
        self._tell("Sauvegarde écrite", create(file, force=force))

    def verify(self, *, file: Path) -> None:
        """Read and tell."""
        self._tell("Sauvegarde intacte", verify(file))

    def restore(self, *, file: Path, force: bool) -> None:
        """Put back and tell; the journal was verified on the way."""
        self._tell("Site remis dans l'état de la sauvegarde, journal vérifié", restore(file, force=force))
        if connection.vendor == "postgresql":
            # The dump carries no rights: roles of another machine may not exist here.
            self.advise("Redonnez au rôle qui sert le site ses droits\u202f: tenir journal protect --role RÔLE.")
        if state.missing_migrations():
            self.advise("La sauvegarde est d'une version précédente\u202f: lancez tenir migrate.")

    def _tell(self, done: str, manifest: Manifest) -> None:
        facts, files = manifest.facts, sum(name.startswith(UPLOADS) for name in manifest.parts)
        self.say(f"{done}\u202f: Tenir {manifest.tenir}, {manifest.made_at}, {manifest.engine}.")
        self.say(f"Journal\u202f: {facts.journal_count} {facts.journal_hash}")
        deposited = f"{files} fichier{'s' if files > 1 else ''} déposé{'s' if files > 1 else ''}"
        self.say(f"{sum(facts.tables.values())} lignes dans {len(facts.tables)} tables, {deposited}.")
