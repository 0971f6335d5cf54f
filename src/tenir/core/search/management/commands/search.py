"""`tenir search`: make the index again, or hold it against the tables."""

from __future__ import annotations

from tenir.core.actions import System
from tenir.core.errors import CheckFailed
from tenir.core.operations.commands import NounCommand
from tenir.core.search.actions import rebuild
from tenir.core.search.comparison import Difference, compare
from tenir.core.web.french import accord

SHOWN = 5


class Command(NounCommand):
    """The search from the command line."""

    noun = "search"
    help = "La recherche\u202f: refaire son index, ou le vérifier."

    def add_verbs(self) -> None:
        """Declare the one verb."""
        verb = self.verb("rebuild", self.rebuild, help="Refait l'index de la recherche d'après les tables.")
        verb.add_argument("--check", action="store_true", help="Compare sans rien écrire\u202f; 1 si l'index diffère.")
        verb.add_argument("--dry-run", action="store_true", help="Dit ce qui serait refait, sans rien écrire.")

    def rebuild(self, *, check: bool, dry_run: bool) -> None:
        """Exit 1 with --check when the index is not what a rebuild would give."""
        difference = compare(write=False) if check or dry_run else rebuild(by=System("search rebuild"))
        if check and difference:
            raise CheckFailed(
                f"l'index de la recherche diffère des tables\u202f: {_told(difference)}.",
                remedy="Lancez tenir search rebuild.",
            )
        looked = accord(difference.total, "objet comparé", "objets comparés")
        self.say(f"{looked}, {_told(difference) or 'aucune différence'}.")


def _told(difference: Difference) -> str:
    """« 2 manquants (places.place:12, places.place:13), 1 disparu (…) »."""
    parts = (
        (difference.missing, "manquant", "manquants"),
        (difference.outdated, "périmé", "périmés"),
        (difference.gone, "disparu", "disparus"),
    )
    return ", ".join(f"{accord(len(names), one, many)} ({_some(names)})" for names, one, many in parts if names)


def _some(names: list[str]) -> str:
    return ", ".join([*names[:SHOWN], *(["…"] if len(names) > SHOWN else [])])
