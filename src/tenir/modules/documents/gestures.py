"""What every gesture on a draft has in common: one writer at a time, the revision that was seen, who did what.

Used by `actions.py`, inside its transactions. The draft's row is locked first, so that gestures on one draft follow
each other on both databases; gestures on different items never refuse each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tenir.core import rights
from tenir.core.actions import Actor
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.people.models import Organisation, User
from tenir.core.places.models import Place
from tenir.modules.documents.enums import Gesture
from tenir.modules.documents.models import Draft, DraftChange, DraftItem
from tenir.modules.documents.permissions import REVIEW

# What a gesture may change of an item, and what undoing it restores.
CHANGEABLE = ("kind", "number", "text", "level", "side", "decision", "parent_id", "position", "last_line")
PARTNERS = "partners"
_DECIDING = (Gesture.ACCEPT, Gesture.REFUSE, Gesture.REOPEN)
_VERBS = {
    Gesture.ACCEPT: "documents.accept_item",
    Gesture.REFUSE: "documents.refuse_item",
    Gesture.REOPEN: "documents.change_item",
    Gesture.CORRECT: "documents.amend_item",
    Gesture.MOVE: "documents.move_item",
    Gesture.MERGE: "documents.merge_item",
    Gesture.SPLIT: "documents.split_item",
    Gesture.TAKE: "documents.amend_item",
    Gesture.UNDO: "documents.restore_item",
}


class Conflict(BadInput):
    """Somebody else changed the item since it was shown: nothing was written, and both versions are kept at hand."""

    def __init__(self, item: DraftItem, changes: list[DraftChange]) -> None:
        told = ", ".join(dict.fromkeys(f"{one.who} l'{_done(one)}" for one in changes)) or "il a changé"
        super().__init__(
            f"quelqu'un a changé cet élément pendant que vous le relisiez\u202f: {told}.",
            where=item.name,
            remedy="Comparez les deux versions et choisissez.",
        )
        self.item = item
        self.changes = changes


class Outdated(BadInput):
    """The draft changed since it was shown to the person who decides on the whole of it."""


@dataclass(frozen=True)
class Office:
    """For whom somebody acts on a place: shown to the others in place of the person."""

    role: str = ""
    organisation: Organisation | None = None


def office_of(by: Actor, place: Place) -> Office:
    """The organisation and role by which `by` may review here; nothing for a command."""
    if not isinstance(by, User):
        return Office()
    held = by.memberships.in_force().with_roles(rights.roles(REVIEW)).reaching(place)
    found = held.select_related("organisation").order_by("pk").first()
    return Office(found.role, found.organisation) if found else Office()


def open_one(by: Actor, draft: Draft) -> Draft:
    """The draft as it is now, alone until the end of the transaction; refused when it is closed or elsewhere."""
    rights.require(by, REVIEW, on=draft)
    now = Draft.objects.select_for_update(no_key=True, of=("self",)).select_related("place").get(pk=draft.pk)
    if not now.is_open:
        raise BadInput(f"ce brouillon est {now.get_state_display().lower()}, il ne change plus.", where=str(now))
    return now


def taken(by: Actor, item: DraftItem) -> DraftItem:
    """The item as it is now, in its locked draft."""
    draft = open_one(by, item.draft)
    now = DraftItem.objects.select_related("parent").get(pk=item.pk)
    now.draft = draft
    return now


def change(
    by: Actor,
    item: DraftItem,
    *,
    seen: int,
    gesture: str,
    values: dict[str, Any],
    also: tuple[chain.Event, ...] = (),
    partners: Iterable[DraftItem] = (),
    reason: str = "",
) -> DraftItem:
    """Give `item` these values, unless somebody changed it after revision `seen`: then `Conflict`.

    Two people who decide the same agree, and the second leaves no trace. `partners` were changed by the same gesture:
    undoing it takes them along, as long as nobody touched them since.
    """
    same = all(getattr(item, name) == value for name, value in values.items())
    if item.revision != seen:
        since = list(changes_of(item, since=seen))
        if not same or any(one.gesture not in _DECIDING for one in since):
            raise Conflict(item, since)
    if same:
        chain.nothing_to_record()
        return item
    before, was = snapshot(item), state_of(item)
    for name, value in values.items():
        setattr(item, name, value)
    item.revision += 1
    item.save()
    remember(by, item, gesture=gesture, before={**was, PARTNERS: {str(one.pk): one.revision for one in partners}})
    told = chain.changed(_VERBS[Gesture(gesture)], item, before=before, reason=reason)
    chain.record_all([told, *also], by=by)
    return item


def state_of(item: DraftItem) -> dict[str, Any]:
    """What can be restored of an item."""
    return {name: getattr(item, name) for name in CHANGEABLE}


def remember(by: Actor, item: DraftItem, *, gesture: str, before: dict[str, Any]) -> DraftChange:
    """Keep the gesture for those who review the same draft."""
    draft = item.draft
    draft.revision += 1
    draft.save(update_fields=["revision"])
    office = office_of(by, draft.place)
    return DraftChange.objects.create(
        draft=draft,
        item=item,
        revision=draft.revision,
        item_revision=item.revision,
        gesture=gesture,
        before=before,
        actor=by.identifier,
        role=office.role,
        organisation=office.organisation,
        settled=gesture == Gesture.UNDO,
    )


def changes_of(item: DraftItem, *, since: int) -> Any:
    """Gestures on an item after one of its revisions, oldest first."""
    found = DraftChange.objects.filter(item=item, item_revision__gt=since)
    return found.select_related("organisation").order_by("revision")


def swap(one: DraftItem, other: DraftItem) -> chain.Event:
    """Give `other` the place of `one`; its words stay as they are, so whoever is correcting them is not disturbed."""
    before = snapshot(other)
    other.position = one.position
    other.save(update_fields=["position"])
    return chain.changed("documents.move_item", other, before=before)


def require_seen(item: DraftItem, seen: int) -> None:
    """Raise `Conflict` when `item` changed after revision `seen`, whatever was done to it."""
    if item.revision != seen:
        raise Conflict(item, list(changes_of(item, since=seen)))


def decided(item: DraftItem, decision: str) -> chain.Event:
    """Give `item` a decision as part of a gesture on another one; its event."""
    before = snapshot(item)
    item.decision, item.revision = decision, item.revision + 1
    item.save(update_fields=["decision", "revision"])
    return chain.changed("documents.change_item", item, before=before)


def refuse_loop(item: DraftItem, under: DraftItem | None) -> None:
    """Raise `BadInput` when `item` would stand under itself."""
    parents = dict(item.draft.items.values_list("pk", "parent_id"))
    above = under.pk if under else None
    while above is not None:
        if above == item.pk:
            raise BadInput(
                "un élément ne peut pas être rangé sous lui-même ni sous ce qu'il contient.",
                where=item.name,
                remedy="Choisissez un autre titre.",
            )
        above = parents.get(above)


def _done(one: DraftChange) -> str:
    return str(one.get_gesture_display())
