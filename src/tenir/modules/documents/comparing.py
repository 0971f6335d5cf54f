"""Two versions of one item, field by field: the one that stands, and the one that somebody was about to write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tenir.modules.documents.gestures import CHANGEABLE, Conflict
from tenir.modules.documents.models import DraftItem

SHOWN = ("text", "number", "kind", "level", "side", "parent_id", "decision")


@dataclass(frozen=True)
class Version:
    """One field of one version."""

    key: str
    name: str
    value: Any
    words: str


def versions(conflict: Conflict, mine: dict[str, Any]) -> tuple[list[Version], list[Version]]:
    """Theirs as it stands; mine, which is what was on my screen with what I wrote over it."""
    item = conflict.item
    theirs = {name: getattr(item, name) for name in CHANGEABLE}
    seen = conflict.changes[0].before if conflict.changes and conflict.changes[0].before else theirs
    parents = _parents(item, {theirs["parent_id"], seen["parent_id"], mine.get("parent_id")})
    return _told(item, theirs, parents), _told(item, {**seen, **mine}, parents)


def _told(item: DraftItem, values: dict[str, Any], parents: dict[int | None, str]) -> list[Version]:
    return [Version(name, _name(name), values[name], _words(item, name, values[name], parents)) for name in SHOWN]


def _name(name: str) -> str:
    return str(DraftItem._meta.get_field(name.removesuffix("_id")).verbose_name).capitalize()  # type: ignore[union-attr]


def _words(item: DraftItem, name: str, value: Any, parents: dict[int | None, str]) -> str:
    if name == "parent_id":
        return parents.get(value, "Rien, en tête")
    choices = dict(DraftItem._meta.get_field(name).flatchoices)  # type: ignore[union-attr]
    return str(choices.get(value, value)) or "(vide)"


def _parents(item: DraftItem, wanted: set[int | None]) -> dict[int | None, str]:
    found = DraftItem.objects.filter(draft=item.draft, pk__in=[pk for pk in wanted if pk])
    return {one.pk: f"{one.name}, {one.said_in_short}" for one in found}
