"""Every write about copies of one text: taking words or items from one, saying that one is a copy, coming back on it.

The draft that stays takes what it lacks; the other one is closed as its copy, so that the text is adopted once.
"""

from __future__ import annotations

from dataclasses import asdict

from tenir.core import rights
from tenir.core.actions import Actor, action
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.engines.documents import Kind
from tenir.modules.documents import drafting, gestures
from tenir.modules.documents.checks import Words, checked, refuse_words
from tenir.modules.documents.enums import Decision, DraftState, Gesture
from tenir.modules.documents.models import Draft, DraftItem
from tenir.modules.documents.permissions import REVIEW
from tenir.modules.documents.proposal import PROMISES

_CHANGED = "la copie a changé depuis que cette page vous a été montrée."
_LOOK = "Relisez-la, elle est à jour, puis recommencez."


@action
def take_words(*, by: Actor, item: DraftItem, seen: int, other: DraftItem, other_seen: int) -> DraftItem:
    """Give `item` the words, number, level and side that a copy prints, and accept it; its sort and title stay."""
    now, theirs = gestures.taken(by, item), _shown(by, other, other_seen)
    level = theirs.level or now.level if Kind(now.kind) in PROMISES else ""
    words = Words(now.kind, theirs.text, theirs.number or now.number, level, theirs.side or now.side)
    refuse_words(words, where=now.name)
    values = {**asdict(words), "decision": Decision.ACCEPTED}
    reason = _of(theirs)
    return gestures.change(by, now, seen=seen, gesture=Gesture.TAKE, values=values, reason=reason)


@action
def take_item(*, by: Actor, draft: Draft, other: DraftItem, other_seen: int, after: DraftItem | None) -> DraftItem:
    """Add what the copy alone says, accepted, right after `after` and under the same title; undone as any addition."""
    now, theirs = gestures.open_one(by, draft), _shown(by, other, other_seen)
    if after is not None and after.draft_id != now.pk:
        raise BadInput("cet élément est d'un autre brouillon.", where=after.name)
    words = Words(theirs.kind, theirs.text, theirs.number, theirs.level, theirs.side)
    refuse_words(words, where=theirs.name)
    item = DraftItem(draft=now, parent=after.parent if after else None, confidence=theirs.confidence, **asdict(words))
    item.key, item.printed_at, item.why = f"copie-{now.revision + 1}", _printed(theirs), _of(theirs)
    item.decision, item.position = Decision.ACCEPTED, drafting.room(now, after.position if after else 0)
    checked(item)
    item.save()
    gestures.remember(by, item, gesture=Gesture.ADD, before={})
    chain.record(chain.created("documents.add_item", item, reason=_of(theirs)), by=by)
    return item


@action
def close_copy(*, by: Actor, draft: Draft, seen: int, of: Draft) -> Draft:
    """Say that `draft` is a copy of `of`: it leaves the review, and nothing of it is lost."""
    rights.require(by, REVIEW, on=of)
    _alone(draft, of)
    now, kept = gestures.open_one(by, draft), Draft.objects.get(pk=of.pk)
    if now.pk == kept.pk or kept.state not in (DraftState.OPEN, DraftState.ADOPTED):
        raise BadInput("un texte ne peut être la copie que d'un autre, en relecture ou adopté.", where=str(now))
    if now.copies.exists():
        raise BadInput(
            "d'autres textes sont des copies de celui-ci.", where=str(now), remedy="Remettez-les d'abord en relecture."
        )
    if now.revision != seen:
        raise gestures.Outdated(_CHANGED, where=str(now), remedy=_LOOK)
    return _set(by, now, DraftState.COPY, kept, verb="documents.close_copy", reason=f"copie de {kept}")


@action
def open_copy(*, by: Actor, draft: Draft) -> Draft:
    """Take a copy back into review, as it was; refused when the same text was handed in again since."""
    rights.require(by, REVIEW, on=draft)
    now = Draft.objects.select_for_update(no_key=True, of=("self",)).select_related("place").get(pk=draft.pk)
    if now.state != DraftState.COPY:
        raise BadInput("ce texte n'est la copie d'aucun autre.", where=str(now))
    if Draft.objects.filter(sha256=now.sha256, place=now.place, state=DraftState.OPEN).exists():
        raise BadInput("ce texte est déjà en relecture pour ce lieu.", where=str(now), remedy="Ouvrez celui-là.")
    return _set(by, now, DraftState.OPEN, None, verb="documents.open_copy", reason="n'est pas une copie")


def _alone(*drafts: Draft) -> None:
    """Lock several drafts always in the same order, so that two people who cross do not wait for each other."""
    rows = Draft.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=[one.pk for one in drafts])
    list(rows.order_by("pk").values_list("pk"))


def _set(by: Actor, draft: Draft, state: DraftState, of: Draft | None, *, verb: str, reason: str) -> Draft:
    before = snapshot(draft)
    draft.state, draft.copy_of = state, of
    draft.save(update_fields=["state", "copy_of"])
    chain.record(chain.changed(verb, draft, before=before, reason=reason[:500]), by=by)
    return draft


def _shown(by: Actor, other: DraftItem, seen: int) -> DraftItem:
    """The item of the copy as it is now; refused when it is no longer what the person saw."""
    rights.require(by, REVIEW, on=other.draft)
    now = DraftItem.objects.select_related("draft").get(pk=other.pk)
    if now.revision != seen:
        raise gestures.Outdated(_CHANGED, where=now.name, remedy=_LOOK)
    return now


def _of(item: DraftItem) -> str:
    """« Repris de la copie « Pacte », lignes 3 à 4. »"""
    where = f", {item.where}" if item.where else ""
    return f"Repris de la copie «\u202f{item.draft}\u202f»{where}."[:500]


def _printed(item: DraftItem) -> str:
    return f"copie «\u202f{item.draft}\u202f», {item.where}".removesuffix(", ")[:200]
