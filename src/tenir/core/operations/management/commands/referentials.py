"""`tenir referentials load`."""

from __future__ import annotations

from tenir.core.operations import content
from tenir.core.operations.commands import NounCommand, add_dry_run


class Command(NounCommand):
    """Official lists."""

    noun = "referentials"
    help = "Les listes officielles livrées avec Tenir."

    def add_verbs(self) -> None:
        """Load."""
        load = self.verb("load", self.load, help="Charge les listes officielles, sans contenu de démonstration.")
        add_dry_run(load)

    def load(self, *, dry_run: bool) -> None:
        """Load, or say what would be loaded."""
        if dry_run:
            content.load_dry("referentials", self.advise)
            self.say("Rien n'a été écrit.")
        else:
            content.load("referentials", self.advise)
            self.say("Listes officielles chargées.")
