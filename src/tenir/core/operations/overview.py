"""What `tenir` alone prints: our commands by noun, then those of Django that stay useful."""

from __future__ import annotations

import difflib

from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand

from tenir import __version__
from tenir.core.errors import BadInput
from tenir.core.operations.commands import NounCommand

# Django's own help is in English and says more than an owner needs.
OF_DJANGO = {
    "check": "Vérifie les réglages (--deploy\u202f: ceux d'un site en production).",
    "collectstatic": "Range feuilles de style et scripts là où le site en production les sert.",
    "dbshell": "Ouvre la base dans son propre interprète.",
    "makemigrations": "Écrit la migration d'un modèle changé (développement).",
    "migrate": "Met la base à jour (--check\u202f: dit seulement si elle l'est).",
    "sendtestemail": "Envoie un courriel d'essai à une adresse.",
    "shell": "Ouvre Python avec le site chargé.",
    "showmigrations": "Montre ce que la base a reçu et ce qu'il lui manque.",
}


def load(name: str) -> BaseCommand:
    """The command of this name; raises `BadInput` with the nearest one."""
    known = get_commands()
    if name not in known:
        near = difflib.get_close_matches(name, [*_ours(), *OF_DJANGO, "help"], n=1)
        raise BadInput(
            f"la commande «\u202f{name}\u202f» n'existe pas.",
            remedy=f"Vouliez-vous dire «\u202f{near[0]}\u202f»\u202f?" if near else "tenir --help les donne toutes.",
        )
    found = known[name]
    return load_command_class(found, name) if isinstance(found, str) else found


def text() -> str:
    """The list of commands, one line each."""
    return "\n".join(
        [
            f"Tenir {__version__}",
            "",
            "usage\u202f: tenir NOM [VERBE] [OPTIONS]     tenir NOM --help explique chacun.",
            "",
            *_aligned([line for name in _ours() for line in _lines(name)]),
            "",
            "Commandes de Django qui restent utiles\u202f:",
            "",
            *_aligned(list(OF_DJANGO.items())),
            "",
            "Statut de sortie\u202f: 0 fait, 1 une vérification a échoué, 2 ce qui a été donné ne convient pas.",
        ]
    )


def _ours() -> list[str]:
    return sorted(name for name, app in get_commands().items() if isinstance(app, str) and app.startswith("tenir."))


def _lines(name: str) -> list[tuple[str, str]]:
    command = load(name)
    if not isinstance(command, NounCommand):
        return [(name, command.help)]
    command.create_parser("tenir", name)
    return [(f"{name} {verb}", sentence) for verb, sentence in command.verb_sentences.items()]


def _aligned(lines: list[tuple[str, str]]) -> list[str]:
    width = max((len(name) for name, _ in lines), default=0)
    return [f"  {name.ljust(width)}  {sentence}" for name, sentence in lines]
