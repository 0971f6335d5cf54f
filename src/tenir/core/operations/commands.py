"""The shape of a command: noun, verb; a sentence and an exit status for every failure.

    class Command(NounCommand):
        noun = "journal"
        help = "Le journal et sa vérification."

        def add_verbs(self) -> None:
            verify = self.verb("verify", self.verify, help="Vérifie la chaîne.")
            verify.add_argument("--head", metavar="FICHIER")

The method gets the parsed arguments as keywords and returns nothing; it raises `BadInput` (exit 2) or `CheckFailed`
(exit 1). It prints its result with `self.say` (stdout) and advice with `self.advise` (stderr).
"""

from __future__ import annotations

import argparse
import csv
import io
import json
from collections.abc import Callable, Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandParser, DjangoHelpFormatter

from tenir.core.errors import BadInput

FORMATS = ("table", "json", "csv")
Row = Sequence[Any]


class FrenchFormatter(DjangoHelpFormatter):
    """Help whose own words are French."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Start with « usage : »."""
        super().add_usage(usage, actions, groups, prefix if prefix is not None else "usage\u202f: ")


class FrenchParser(CommandParser):
    """Helps in French, and tells a malformed command line in one French sentence, exit status 2."""

    def __init__(self, **kwargs: Any) -> None:
        ours: dict[str, Any] = {"formatter_class": FrenchFormatter, "add_help": False, "allow_abbrev": False}
        super().__init__(**ours | kwargs)
        self._positionals.title = "arguments"
        self.add_argument("-h", "--help", action="help", help="Montre cette aide.")

    def error(self, message: str) -> Any:
        """Raise instead of printing argparse's English usage text."""
        raise BadInput(in_french(message), where=self.prog, remedy=f"Voyez {self.prog} --help.")


# What argparse says, and how we say it. Anything else is shown as it is, after « commande mal formée ».
_ARGPARSE_WORDS = (
    ("the following arguments are required:", "il manque"),
    ("unrecognized arguments:", "arguments inconnus\u202f:"),
    ("invalid choice:", "choix inconnu\u202f:"),
    ("(choose from", "(au choix"),
    ("expected one argument", "une valeur est attendue"),
    ("expected at least one argument", "une valeur au moins est attendue"),
    ("invalid int value:", "nombre entier attendu, reçu"),
    ("invalid float value:", "nombre attendu, reçu"),
    ("not allowed with argument", "ne va pas avec"),
    ("argument ", "argument "),
)


def in_french(message: str) -> str:
    """What argparse says of a malformed command line, in French."""
    for english, french in _ARGPARSE_WORDS:
        message = message.replace(english, french)
    return f"commande mal formée, {message}."


class TenirCommand(BaseCommand):
    """A command without verbs (`tenir serve`)."""

    requires_system_checks = ()
    # Django's own options (--settings, --traceback …) are of no use to the people who type these commands.
    base_stealth_options = ("stderr", "stdout")

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """A French parser named as the person typed it."""
        parser = FrenchParser(prog=f"tenir {subcommand}", description=self.help, **kwargs)
        for name in ("--settings", "--pythonpath"):
            parser.add_argument(name, help=argparse.SUPPRESS)
        parser.add_argument("--verbosity", type=int, default=1, help=argparse.SUPPRESS)
        parser.add_argument("--no-color", action="store_true", help=argparse.SUPPRESS)
        parser.add_argument("--force-color", action="store_true", help=argparse.SUPPRESS)
        parser.add_argument("--traceback", action="store_true", help=argparse.SUPPRESS)
        self.add_arguments(parser)
        return parser

    def say(self, text: str) -> None:
        """Print a result."""
        self.stdout.write(text)

    def advise(self, text: str) -> None:
        """Print progress or advice, apart from the result."""
        self.stderr.write(text)

    def print_rows(self, columns: Sequence[str], rows: Sequence[Row], *, format: str) -> None:
        """Print rows as an aligned table, CSV with header, or a JSON list of objects."""
        self.say({"table": _table, "json": _json, "csv": _csv}[format](columns, rows))


class NounCommand(TenirCommand):
    """A command whose first argument is a verb (`tenir journal verify`)."""

    noun = ""
    _verbs: Any = None
    # Sentence of each verb, for the list that `tenir` prints.
    verb_sentences: dict[str, str]

    def add_verbs(self) -> None:
        """Declare each verb by `self.verb(...)`."""
        raise NotImplementedError

    def verb(self, name: str, run: Callable[..., None], *, help: str) -> argparse.ArgumentParser:
        """Declare a verb and return its parser, to which options are added."""
        parser: argparse.ArgumentParser = self._verbs.add_parser(name, help=help, description=help)
        parser.set_defaults(run=run)
        self.verb_sentences[name] = help
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        """Let the verbs of this noun declare themselves."""
        self.verb_sentences = {}
        self._verbs = parser.add_subparsers(
            dest="verb", metavar="VERBE", required=True, parser_class=FrenchParser, title="verbes"
        )
        self.add_verbs()

    def handle(self, *args: Any, run: Callable[..., None], **options: Any) -> None:
        """Call the verb's method with its own options only."""
        hidden = {"verb", "verbosity", "settings", "pythonpath", "no_color", "force_color", "traceback", "skip_checks"}
        run(**{name: value for name, value in options.items() if name not in hidden})


def add_format(parser: argparse.ArgumentParser) -> None:
    """The one option that every command with rows has."""
    parser.add_argument("--format", choices=FORMATS, default="table", help="Forme du résultat.")


def add_dry_run(parser: argparse.ArgumentParser) -> None:
    """The one option that every command that writes has."""
    parser.add_argument("--dry-run", action="store_true", help="Dit ce qui serait fait, sans rien écrire.")


def _table(columns: Sequence[str], rows: Sequence[Row]) -> str:
    lines = [[str(column) for column in columns], *([_cell(value) for value in row] for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(columns))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _cell(value: Any) -> str:
    return "–" if value is None else str(value)


def _json(columns: Sequence[str], rows: Sequence[Row]) -> str:
    return json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, indent=2, default=str)


def _csv(columns: Sequence[str], rows: Sequence[Row]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(["" if value is None else value for value in row] for row in rows)
    return out.getvalue().rstrip("\n")
