"""Writes docs/reference/ from the code, so that the two cannot part.

python -m tools.reference            writes the pages
python -m tools.reference --check    exit 1 and the names of the pages that are not up to date
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tenir.core.modules import ModuleConfig

FOLDER = Path(__file__).resolve().parent.parent / "docs/reference"
NOTICE = "<!-- Written by `make docs` from the code. Do not edit. -->\n\n"


def commands() -> str:
    """Every `tenir` command of ours with its verbs and options."""
    from django.core.management import get_commands, load_command_class

    names = sorted(name for name, app in get_commands().items() if app.startswith("tenir."))
    parts = [
        "# Commands",
        "",
        "Exit status: 0 done, 1 a check failed, 2 bad input (one French sentence on stderr).",
        "",
    ]
    for name in names:
        command = load_command_class(get_commands()[name], name)
        parts += _command(command.create_parser("tenir", name), level=2)
    return "\n".join(parts).rstrip() + "\n"


def _command(parser: argparse.ArgumentParser, *, level: int) -> Iterator[str]:
    yield f"{'#' * level} `{parser.prog}{_arguments(parser)}`"
    yield ""
    yield parser.description or ""
    yield ""
    options = [action for action in parser._actions if action.option_strings and _shown(action)]
    yield from (f"- `{_option(action)}` {action.help or ''}".rstrip() for action in options)
    if options:
        yield ""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for verb in action.choices.values():
                yield from _command(verb, level=level + 1)


def _arguments(parser: argparse.ArgumentParser) -> str:
    named = [action for action in parser._actions if not action.option_strings and _shown(action)]
    return "".join(f" {action.metavar or action.dest.upper()}" for action in named)


def _option(action: argparse.Action) -> str:
    value = (
        ""
        if action.nargs == 0
        else f" {action.metavar or '|'.join(map(str, action.choices or ())) or action.dest.upper()}"
    )
    return ", ".join(action.option_strings) + value


def _shown(action: argparse.Action) -> bool:
    return action.help != argparse.SUPPRESS and not isinstance(action, argparse._HelpAction)


def modules() -> str:
    """Every module with what it adds to the site."""
    from tenir.core import modules as registry

    parts = ["# Modules", "", "What each installed module declares in its `apps.py`.", ""]
    for module in registry.installed():
        parts += [f"## `{module.name}` — {module.verbose_name}", "", module.summary, ""]
        parts += list(_declarations(module))
    return "\n".join(parts).rstrip() + "\n"


def _declarations(module: ModuleConfig) -> Iterator[str]:
    from tenir.core import modules as registry

    lines = [f"- pages: `/{module.url_prefix}`"] if module.urls else []
    lines += [f"- API: `/api/v1{module.api_prefix}`"] if module.api_router and module.api_prefix else []
    lines += [f"- scope `{scope.key}` of tokens: {scope.sentence}" for scope in registry.module_scopes(module)]
    lines += [f"- menu: {entry.title}" for entry in module.menu]
    lines += [f"- panel of page `{panel.page}`: {panel.title}" for panel in module.panels]
    lines += [f"- number in the list `{tally.page}`: {tally.title}" for tally in module.tallies]
    lines += [f"- found by search: {one.plural.lower()} (`?sorte={one.kind}`)" for one in module.searchables]
    lines += [f"- right `{p.key}`: {p.sentence} ({', '.join(p.roles)})" for p in registry.module_permissions(module)]
    lines += [f"- job `{job.key}`, every {job.every_hours} h: {job.title}" for job in module.jobs]
    lines += [f"- export `{export.key}`: {export.title}" for export in module.exports]
    lines += [f"- sitemap section: `{section.key}`" for section in module.listed]
    yield from [*lines, ""] if lines else []


def settings() -> str:
    """Every environment variable."""
    from tenir.config.variables import reference

    return reference()


def components() -> str:
    """Every component tag."""
    from tenir.core.web.guide import reference

    return reference()


def api() -> str:
    """Every operation of the API."""
    from tenir.core.web.api.listing import reference

    return reference()


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "modules.md": modules,
    "settings.md": settings,
    "components.md": components,
    "api.md": api,
}


def outdated() -> list[str]:
    """Names of the pages that the code would write otherwise."""
    return [name for name, page in PAGES.items() if _current(name) != NOTICE + page()]


def _current(name: str) -> str:
    file = FOLDER / name
    return file.read_text(encoding="utf-8") if file.exists() else ""


def main() -> int:
    """Write, or check."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.strict_settings")
    django.setup()
    if "--check" in sys.argv:
        names = outdated()
        print("\n".join(names))
        return 1 if names else 0
    for name, page in PAGES.items():
        (FOLDER / name).write_text(NOTICE + page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
