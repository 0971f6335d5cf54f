"""The `tenir` command: every failure ends in one French sentence and the exit status of docs/reference/commands.md."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from contextlib import suppress

from tenir import __version__
from tenir.core.errors import TenirError

INTERRUPTED = 130
_SERVERS = ("demo", "serve")
NOBODY_READS = 141  # as any Unix tool whose output goes to `head`


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tenir.config.settings")
    argv = list(sys.argv[1:] if arguments is None else arguments)
    try:
        _run(argv)
        sys.stdout.flush()
    except SystemExit as stop:  # argparse after --help, Django after `migrate --check`
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except BrokenPipeError:
        # Python flushes again at exit: give it somewhere to write.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOBODY_READS
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrompu. Rien d'inachevé n'a été gardé.\n")
        return INTERRUPTED
    except Exception as error:
        return _tell(error, command=" ".join(argv[:1]))
    return 0


def _run(argv: list[str]) -> None:
    name, *rest = argv or ["help"]
    if name in ("version", "--version"):
        sys.stdout.write(f"{__version__}\n")
    elif name in ("help", "--help", "-h"):
        _help(rest)
    else:
        _execute(name, rest)


def _help(rest: list[str]) -> None:
    if rest and not rest[0].startswith("-"):
        _execute(rest[0], ["--help"])
        return
    _set_up()
    from tenir.core.operations import overview

    sys.stdout.write(f"{overview.text()}\n")


def _execute(name: str, rest: list[str]) -> None:
    if name in _SERVERS:
        _announce(name, rest)
    _set_up()
    from django.db import connections

    from tenir.core.operations import overview

    command = overview.load(name)
    options = vars(command.create_parser("tenir", name).parse_args(rest))
    try:
        command.execute(*options.pop("args", ()), **options)
    finally:
        connections.close_all()


def _announce(name: str, rest: list[str]) -> None:
    """What settings must know before they load: the demonstration, and the port that its letters tell."""
    from tenir.config import environment

    if name == "demo":
        environment.announce_demonstration()
    asked = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    asked.add_argument("--port", default="")
    # What cannot be read is refused by the command itself, in a sentence.
    with suppress(argparse.ArgumentError):
        environment.announce_port(asked.parse_known_args(rest)[0].port)


def _set_up() -> None:
    import django

    django.setup()


def _tell(error: Exception, *, command: str) -> int:
    from tenir.core.operations import troubles

    if os.environ.get("TENIR_TRACEBACK", "0") not in ("", "0", "no"):
        traceback.print_exception(error)
    known = error if isinstance(error, TenirError) else troubles.explained(error)
    sentence = str(known) if known else troubles.defect(error, command=command)
    sys.stderr.write(f"tenir\u202f: {sentence}\n")
    return known.exit_status if known else troubles.DEFECT


if __name__ == "__main__":
    sys.exit(main())
