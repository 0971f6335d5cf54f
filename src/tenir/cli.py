"""The `tenir` command: every failure ends in one French sentence and the exit status of docs/reference/commands.md."""

from __future__ import annotations

import os
import sys

from tenir.core.errors import TenirError


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tenir.config.settings")
    argv = ["tenir", *(sys.argv[1:] if arguments is None else arguments)]
    try:
        _run(argv)
    except TenirError as error:
        sys.stderr.write(f"tenir\u202f: {error}\n")
        return error.exit_status
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrompu. Rien d'inachevé n'a été gardé.\n")
        return 130
    return 0


def _run(argv: list[str]) -> None:
    from django.core.management import ManagementUtility

    ManagementUtility(argv).execute()


if __name__ == "__main__":
    sys.exit(main())
