"""Who may make the index again."""

from __future__ import annotations

from tenir.core.modules import Permission

REBUILD = "search.rebuild"

# The owner of the machine alone, by `tenir search rebuild`: every action keeps the index right by itself.
PERMISSIONS = (Permission(REBUILD, "Refaire l'index de la recherche.", ()),)
