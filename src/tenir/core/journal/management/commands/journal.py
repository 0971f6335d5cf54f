"""`tenir journal`: verify, publish the head, list, protect."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from tenir.core.actions import System
from tenir.core.errors import BadInput, CheckFailed
from tenir.core.journal import actions, chain, heads, presenters, protection
from tenir.core.journal.chain import Head
from tenir.core.journal.models import Entry
from tenir.core.journal.verify import verify
from tenir.core.operations.commands import NounCommand, add_format
from tenir.core.web.french import accord, nombre

COLUMNS = ("sequence", "at", "actor", "verb", "outcome", "object_type", "object_id", "reason", "hash")
TITLES = ("rang", "date", "auteur", "verbe", "issue", "sorte", "objet", "motif", "empreinte")


class Command(NounCommand):
    """The journal from the command line."""

    noun = "journal"
    help = "Le journal\u202f: vérifier la chaîne, publier sa tête, lire les événements."

    def add_verbs(self) -> None:
        """Declare the four verbs."""
        verify = self.verb("verify", self.verify, help="Vérifie toute la chaîne et nomme la première ligne rompue.")
        verify.add_argument("--head", metavar="FICHIER", help="tête publiée, telle que l'écrit tenir journal head")
        head = self.verb("head", self.head, help="Donne la tête (nombre et empreinte), à garder ailleurs.")
        head.add_argument("--output", metavar="FICHIER", help="l'écrit dans ce fichier au lieu de l'afficher")
        listing = self.verb("list", self.list, help="Liste les derniers événements, le plus récent d'abord.")
        listing.add_argument("--object", metavar="SORTE:NUMÉRO", default="", help="par exemple places.place:12")
        listing.add_argument("--limit", metavar="N", type=int, default=20, help="nombre d'événements (20)")
        add_format(listing)
        protect = self.verb("protect", self.protect, help="Retire à l'application le droit de modifier le journal.")
        protect.add_argument("--role", metavar="RÔLE", required=True, help="rôle PostgreSQL qui sert le site")
        protect.add_argument("--dry-run", action="store_true", help="affiche les ordres SQL sans rien changer")

    def verify(self, *, head: str | None) -> None:
        """Exit 1 at the first broken row, 2 when the head's file is not one."""
        published = heads.read(head) if head else None
        report = verify(published)
        if report.clock_back_at:
            self.advise(f"L'horloge a reculé au rang {nombre(report.clock_back_at)}\u202f; la chaîne n'en souffre pas.")
        if report.broken:
            raise CheckFailed(f"{report.broken.trouble}\u202f: {report.broken.sentence}", where="journal")
        self.say(_sound(report.head, published))
        if published is None:
            self.advise("Sans tête publiée (--head), une fin coupée ou un journal reconstruit ne se voient pas.")

    def head(self, *, output: str | None) -> None:
        """The head as JSON, on stdout or in a file that is there whole or not at all."""
        text = heads.as_text(chain.head())
        if output is None:
            self.say(text.rstrip())
            return
        _write(Path(output), text)
        self.advise(f"Tête écrite dans {output}. Gardez-la ailleurs que sur cette machine.")

    def list(self, *, object: str, limit: int, format: str) -> None:
        """Rows as they are stored, the date in UTC."""
        rows = Entry.objects.order_by("-sequence")
        if object:
            rows = rows.about_key(*_object(object))
        self.print_rows(TITLES, list(rows.values_list(*COLUMNS)[: max(0, limit)]), format=format)

    def protect(self, *, role: str, dry_run: bool) -> None:
        """Rights of the application's role, in one transaction."""
        if dry_run:
            protection.require_possible(role)
            self.say("\n".join(f"{statement};" for statement in protection.statements(role)))
            return
        actions.protect(by=System("journal protect"), role=role)
        self.say(
            f"Le rôle «\u202f{role}\u202f» lit le journal et y ajoute\u202f; il ne peut ni le modifier ni l'effacer."
        )


def _sound(head: Head, published: Head | None) -> str:
    if not head.count:
        return "Le journal est vide, rien n'y est rompu."
    checked = accord(head.count, "événement vérifié", "événements vérifiés")
    against = f" La tête publiée (rang {nombre(published.count)}) s'y retrouve." if published else ""
    return f"{checked}, aucune rupture.{against}\nEmpreinte\u202f: {head.hash}"


def _object(text: str) -> tuple[str, str]:
    kind, _, key = text.partition(":")
    if kind not in dict(presenters.object_types()) or not key:
        raise BadInput(
            f"«\u202f{text}\u202f» ne désigne pas un objet.",
            where="--object",
            remedy="Écrivez par exemple places.place:12.",
        )
    return kind, key


def _write(file: Path, text: str) -> None:
    try:
        descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        draft = Path(name)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as out:
                out.write(text)
            draft.chmod(0o644)
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise BadInput(
            "ce fichier ne peut pas être écrit.", where=str(file), remedy="Donnez un chemin où ce compte peut écrire."
        ) from error
