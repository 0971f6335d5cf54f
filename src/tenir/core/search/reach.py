"""Which documents somebody may find: the public ones, and drafts where their role reaches.

The same answer as `rights.may(user, permission, on=object)` for each of them, in SQL (a test holds the two equal).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tenir.core import modules, rights
from tenir.core.people.models import places_reached_by

Condition = tuple[str, list[Any]]


@dataclass(frozen=True)
class Reach:
    """SQL on the document `d`, with its parameters; `drafts`: it lets more through than what is public."""

    sql: str = "d.public"
    values: tuple[Any, ...] = ()
    drafts: bool = False

    def postings(self, columns: str, condition: str) -> str:
        """Statement on the readable postings `p`; the values of the condition come before those of the reach."""
        if not self.drafts:
            return f"SELECT {columns} FROM search_posting p WHERE {condition} AND p.public"  # noqa: S608
        from_ = "search_posting p JOIN search_document d ON d.id = p.document_id"
        return f"SELECT {columns} FROM {from_} WHERE {condition} AND {self.sql}"  # noqa: S608


def reach_of(user: Any) -> Reach:
    """Everybody's, and more for who may read drafts somewhere. No query for an anonymous person."""
    parts, values = [], []
    for permission, kinds in _drafts().items():
        # Asked first: it knows closed accounts, and tokens of the API that have not this scope.
        places, place_values = _places(user, permission) if rights.may(user, permission) else ("", [])
        if places:
            marks = ", ".join(["%s"] * len(kinds))
            parts.append(f"(d.kind IN ({marks}) AND d.place_id IN ({places}))")
            values += [*kinds, *place_values]
    if not parts:
        return Reach()
    return Reach(f"(d.public OR {' OR '.join(parts)})", tuple(values), drafts=True)


def _drafts() -> dict[str, list[str]]:
    """Kinds by the permission that shows their drafts."""
    found: dict[str, list[str]] = {}
    for one in modules.searchables():
        if one.drafts:
            found.setdefault(one.drafts, []).append(one.kind)
    return found


def _places(user: Any, permission: str) -> Condition:
    held = user.memberships.in_force().with_roles(rights.roles(permission))
    places = places_reached_by(held)
    if places.query.is_empty():
        return "", []
    sql, values = places.order_by().values("pk").query.sql_with_params()
    return sql, list(values)
