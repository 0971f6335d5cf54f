"""`tenir serve`."""

from __future__ import annotations

import argparse
from typing import Any

from tenir.core.errors import BadInput
from tenir.core.operations import serving, state
from tenir.core.operations.commands import TenirCommand


def port(text: str) -> int:
    """A port number, for argparse."""
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text) <= 65535:
        raise BadInput(f"«\u202f{text}\u202f» n'est pas un port.", where="--port", remedy="Donnez-en un de 1 à 65535.")
    return int(text)


class Command(TenirCommand):
    """Serves the site."""

    help = "Sert le site sur cette machine, d'un seul processus."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where to listen."""
        parser.add_argument("--port", type=port, help="Port (par défaut\u202f: PORT, ou 8000).")

    def handle(self, *args: Any, port: int | None = None, **options: Any) -> None:
        """Bind, tell, answer."""
        if state.missing_migrations():
            raise BadInput("la base n'est pas à jour.", remedy="Lancez tenir migrate.")
        server = serving.bound_server(port)
        serving.serve(server, ready=lambda: self._tell(server))

    def _tell(self, server: Any) -> None:
        self.say(f"Tenir répond sur http://{serving.HOST}:{server.effective_port}/ ({state.engine()}).")
        self.say("Ctrl+C l'arrête.")
        self.stdout.flush()
