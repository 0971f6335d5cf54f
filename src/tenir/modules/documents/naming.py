"""Every write about the names that a text prints: which organisation or lever one is, or that its words stay."""

from __future__ import annotations

from tenir.core.actions import Actor, action
from tenir.core.disclosure import snapshot
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.core.people.models import Organisation
from tenir.core.people.organisations import create_organisation
from tenir.modules.commitments.enums import NameSort
from tenir.modules.commitments.models import Lever
from tenir.modules.documents import drafting, gestures
from tenir.modules.documents.models import Draft, DraftName
from tenir.modules.documents.proposal import printed_names


@action
def say_name(
    *, by: Actor, draft: Draft, sort: str, words: str, seen: int, to: Organisation | Lever | None
) -> DraftName:
    """Say what a printed name is, or (`to` is None) that its words stay; said again, the last answer holds.

    `seen` is the revision of the answer that was shown, 0 where there was none; `gestures.Outdated` otherwise.
    """
    now = gestures.open_one(by, draft)
    return _answered(by, now, _row(now, sort, words), to, seen)


@action
def create_and_say(*, by: Actor, draft: Draft, words: str, seen: int, kind: str, name: str) -> DraftName:
    """A new organisation of the draft's place that the printed name is; both or none.

    Raises `rights.Refused` for those who keep no organisations there.
    """
    now = gestures.open_one(by, draft)
    made = create_organisation(by=by, kind=kind, name=name, place=now.place, is_invented=now.place.is_invented)
    return say_name(by=by, draft=now, sort=NameSort.PARTNER, words=words, seen=seen, to=made)


def _row(draft: Draft, sort: str, words: str) -> DraftName:
    """The answer that stands, or a new one for a name that the draft prints."""
    row = draft.names.filter(sort=sort, words=words).first()
    if row is not None:
        return row
    items = drafting.items_of(drafting.placed(draft.items.all()))
    if (sort, words) not in {one for item in items for one in printed_names(item)}:
        raise BadInput(f"le texte n'imprime pas «\u202f{words}\u202f».", where=str(draft))
    return DraftName(draft=draft, sort=sort, words=words, revision=0)


def _answered(by: Actor, draft: Draft, row: DraftName, to: Organisation | Lever | None, seen: int) -> DraftName:
    if seen != row.revision:
        raise gestures.Outdated(
            "quelqu'un a répondu pour ce nom depuis que cette page vous a été montrée.",
            where=row.words,
            remedy="Relisez sa réponse, puis recommencez.",
        )
    if to is not None and isinstance(to, Organisation) != (row.sort == NameSort.PARTNER):
        raise BadInput("un partenaire est une organisation, un levier est un levier.", where=row.words)
    before = snapshot(row) if row.revision else {}
    row.organisation = to if isinstance(to, Organisation) else None
    row.lever = to if isinstance(to, Lever) else None
    if snapshot(row) == before:
        chain.nothing_to_record()
        return row
    row.revision += 1
    row.save()
    # Whoever is about to adopt sees that the draft is no longer what was shown.
    draft.revision += 1
    draft.save(update_fields=["revision"])
    told = chain.changed("documents.change_name", row, before=before) if before else None
    chain.record(told or chain.created("documents.add_name", row), by=by)
    return row
