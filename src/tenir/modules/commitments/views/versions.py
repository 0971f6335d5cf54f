"""The screen of two versions: mine beside the stored one, a choice for each field in which they differ.

Nothing that was typed is lost: the page carries the whole form. Where only one of the two changed since the form was
opened, the choice is made already; where both did, the person must choose.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, QueryDict

from tenir.modules.commitments.editing import contents
from tenir.modules.commitments.editing.conflicts import Conflict, last_author

MINE, STORED = "ma-version", "version-enregistree"
_OURS = ("csrfmiddlewaretoken", "revision", "seen", "conflit")
Words = Callable[[str, Any, Mapping[str, str]], str]


@dataclass(frozen=True)
class Pair:
    """One field in both versions, in words; `chosen` is empty while the person must choose."""

    name: str
    label: str
    mine: str
    stored: str
    chosen: str


@dataclass(frozen=True)
class Versions:
    """How two contents of one sort are compared and told."""

    labels: Mapping[str, str]
    words: Words
    # Names of what the contents name by address.
    names_of: Callable[[list[Any]], Mapping[str, str]]

    def seen(self, content: Any) -> str:
        """What the form was opened on, carried by the form to know afterwards who changed what."""
        names = self.names_of([content])
        told = {name: self.words(name, getattr(content, name), names) for name in self.labels}
        return json.dumps(told, ensure_ascii=False)

    def pairs(self, mine: Any, stored: Any, data: QueryDict) -> list[Pair]:
        """Each field in which they differ."""
        seen, names = _read(data.get("seen", "")), self.names_of([mine, stored])

        def told(name: str, content: Any) -> str:
            return self.words(name, getattr(content, name), names)

        differing = contents.differing(mine, stored)
        return [self._pair(name, told(name, mine), told(name, stored), seen, data) for name in differing]

    def _pair(self, name: str, my: str, their: str, seen: dict[str, Any], data: QueryDict) -> Pair:
        chosen = {seen.get(name) == my: STORED, seen.get(name) == their: MINE}.get(True, "")
        return Pair(name, self.labels[name], my, their, data.get(f"choix-{name}", "") or chosen)

    def merged(self, mine: Any, stored: Any, data: QueryDict) -> Any:
        """Mine, with the fields that the person left to the stored version; None while one is not chosen."""
        if "conflit" not in data:
            return mine
        choices = {name: data.get(f"choix-{name}") for name in contents.differing(mine, stored)}
        if any(choice not in (MINE, STORED) for choice in choices.values()):
            return None
        return replace(mine, **{name: getattr(stored, name) for name, one in choices.items() if one == STORED})

    def page(self, request: HttpRequest, mine: Any, stored: Any, conflict: Conflict) -> dict[str, Any]:
        """Context of the screen."""
        data = request.POST
        carried = [(name, value) for name in data for value in data.getlist(name) if _is_typed(name)]
        return {
            "pairs": self.pairs(mine, stored, data),
            "carried": carried,
            "revision": conflict.revision,
            "seen": self.seen(stored),
            "author": last_author(conflict.row),
            "unchosen": "conflit" in data,
            "mine_value": MINE,
            "stored_value": STORED,
        }


def _is_typed(name: str) -> bool:
    return name not in _OURS and not name.startswith("choix-")


def _read(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
