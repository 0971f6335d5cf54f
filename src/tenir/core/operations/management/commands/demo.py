"""`tenir demo`."""

from __future__ import annotations

import argparse
from typing import Any

from django.conf import settings

from tenir.core.errors import BadInput
from tenir.core.operations import content, serving, state
from tenir.core.operations.commands import TenirCommand
from tenir.core.operations.management.commands.serve import port
from tenir.core.people.demonstration import PASSWORD, accounts


class Command(TenirCommand):
    """Demonstration."""

    help = "Charge la démonstration dans le dossier de données, puis la sert. Jamais en production."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Whether to serve, and where."""
        parser.add_argument("--load-only", action="store_true", help="Charge sans servir.")
        parser.add_argument("--port", type=port, help="Port (par défaut\u202f: PORT, ou 8000).")

    def handle(self, *args: Any, load_only: bool = False, port: int | None = None, **options: Any) -> None:
        """Take the port first: content is not loaded for nothing when it is taken."""
        if settings.PRODUCTION or not settings.DEMONSTRATION:
            raise BadInput("la démonstration ne s'ouvre que par la commande tenir demo, jamais en production.")
        server = None if load_only else serving.bound_server(port)
        content.migrate()
        if content.is_a_real_site():
            # The demonstration's password is printed by this command: it would open a real site's data to anybody.
            raise BadInput(
                "cette base est celle d'un vrai site, la démonstration n'y entre pas.",
                where="TENIR_DATA, DATABASE_URL",
                remedy="Donnez un dossier de données et une base à elle.",
            )
        loaded = content.load_demonstration(self.advise)
        self.say("Démonstration chargée." if loaded else "Démonstration déjà chargée.")
        if server is not None:
            serving.serve(server, ready=lambda: self._tell(server))

    def _tell(self, server: Any) -> None:
        self.say(f"Tenir répond sur http://{serving.HOST}:{server.effective_port}/ ({state.engine()}).")
        self.say(f"Comptes de démonstration, mot de passe «\u202f{PASSWORD}\u202f»\u202f:")
        for role, address, _ in accounts():
            self.say(f"  {address:<40} {role}")
        self.say("Ctrl+C l'arrête.")
        self.stdout.flush()
