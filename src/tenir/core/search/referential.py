"""What `tenir referentials load` does about the search: rules may have changed with the release."""

from __future__ import annotations

from collections.abc import Callable

from tenir.core.actions import System
from tenir.core.search.actions import rebuild
from tenir.core.web.french import accord


def load(say: Callable[[str], None]) -> None:
    """Make the index equal to the tables as they stand; whatever is loaded after this brings its own part of it."""
    difference = rebuild(by=System("referentials"))
    changed = len(difference.missing) + len(difference.outdated) + len(difference.gone)
    say(f"Recherche\u202f: {accord(changed, 'objet mis à jour', 'objets mis à jour') if changed else 'à jour'}.")
