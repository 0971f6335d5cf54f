"""Two drafts of one text: taking the other's words, adding what it alone says, marking the copy, coming back on it."""

from __future__ import annotations

import pytest

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.people.models import User
from tenir.core.places.models import Place
from tenir.engines.documents import Kind
from tenir.modules.documents import actions, copying
from tenir.modules.documents.enums import Decision, DraftState
from tenir.modules.documents.gestures import Conflict, Outdated
from tenir.modules.documents.models import Draft, DraftItem
from tenir.modules.documents.tests.drafts import a_copy, a_draft, a_lead, a_prefecture, item
from tests.builders import a_place, france

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(lead: User, town: Place) -> Draft:
    return a_draft(lead, town)


@pytest.fixture
def copy(lead: User, town: Place) -> Draft:
    return a_copy(lead, town)


def take(by: User, row: DraftItem, other: DraftItem) -> DraftItem:
    return copying.take_words(by=by, item=row, seen=row.revision, other=other, other_seen=other.revision)


def test_taking_words_accepts_them_and_journals_the_copy(lead: User, draft: Draft, copy: Draft) -> None:
    row = take(lead, item(draft, "measure-1.a"), item(copy, "measure-1.a"))
    assert (row.text, row.number, row.decision) == ("Ouvrir chaque soir", "1.a", Decision.ACCEPTED)
    entry = Entry.objects.latest("sequence")
    assert (entry.verb, entry.after["text"]) == ("documents.amend_item", "Ouvrir chaque soir")
    assert entry.reason == "Repris de la copie «\u202fSuivi inventé\u202f», ligne 1."
    back = actions.undo(by=lead, draft=draft)
    assert (back.text, back.decision) == ("Ouvrir le soir", Decision.PENDING)


def test_words_changed_meanwhile_on_either_side_are_not_written(lead: User, draft: Draft, copy: Draft) -> None:
    ours, theirs = item(draft, "measure-1.a"), item(copy, "measure-1.a")
    actions.decide_item(by=lead, item=item(copy, "measure-1.a"), seen=1, decision=Decision.REFUSED)
    with pytest.raises(Outdated, match="la copie a changé"):
        take(lead, ours, theirs)
    actions.decide_item(by=lead, item=item(draft, "measure-1.a"), seen=1, decision=Decision.REFUSED)
    with pytest.raises(Conflict):
        take(lead, ours, item(copy, "measure-1.a"))
    assert item(draft, "measure-1.a").text == "Ouvrir le soir"


def test_what_the_copy_alone_says_is_added_in_its_place_and_undone(lead: User, draft: Draft, copy: Draft) -> None:
    theirs, after = item(copy, "measure-3"), item(draft, "measure-2")
    made = copying.take_item(by=lead, draft=draft, other=theirs, other_seen=1, after=after)
    assert (made.text, made.parent_id, made.position) == ("Chanter", after.parent_id, after.position + 1)
    assert (made.where, made.decision) == ("copie «\u202fSuivi inventé\u202f», ligne 7", Decision.ACCEPTED)
    assert actions.undo(by=lead, draft=draft).decision == Decision.REFUSED


def test_copy_is_closed_kept_and_taken_back(lead: User, draft: Draft, copy: Draft) -> None:
    closed = copying.close_copy(by=lead, draft=copy, seen=copy.revision, of=draft)
    assert (closed.state, closed.copy_of) == (DraftState.COPY, draft)
    with pytest.raises(BadInput, match="copie d'un autre, il ne change plus"):
        actions.decide_item(by=lead, item=item(copy, "measure-2"), seen=1, decision=Decision.ACCEPTED)
    opened = copying.open_copy(by=lead, draft=closed)
    assert (opened.state, opened.copy_of) == (DraftState.OPEN, None)
    said = Entry.objects.order_by("-sequence").values_list("verb", "reason")[:2]
    assert list(said) == [
        ("documents.open_copy", "n'est pas une copie"),
        ("documents.close_copy", "copie de Suivi inventé"),
    ]


def test_copies_form_no_chain_and_no_ring(lead: User, town: Place, draft: Draft, copy: Draft) -> None:
    with pytest.raises(BadInput, match="que d'un autre"):
        copying.close_copy(by=lead, draft=draft, seen=draft.revision, of=draft)
    copying.close_copy(by=lead, draft=copy, seen=copy.revision, of=draft)
    with pytest.raises(BadInput, match="d'autres textes sont des copies"):
        copying.close_copy(by=lead, draft=draft, seen=draft.revision, of=a_copy(lead, town, sha256="e" * 64))
    third = a_copy(lead, town, sha256="f" * 64)
    with pytest.raises(BadInput, match="que d'un autre"):
        copying.close_copy(by=lead, draft=third, seen=third.revision, of=copy)


def test_copy_that_changed_since_it_was_shown_stays_open(lead: User, town: Place, draft: Draft, copy: Draft) -> None:
    actions.decide_item(by=a_prefecture(town), item=item(copy, "measure-2"), seen=1, decision=Decision.ACCEPTED)
    with pytest.raises(Outdated):
        copying.close_copy(by=lead, draft=copy, seen=copy.revision, of=draft)
    assert Draft.objects.get(pk=copy.pk).state == DraftState.OPEN


def test_text_handed_in_again_meanwhile_keeps_the_copy_closed(
    lead: User, town: Place, draft: Draft, copy: Draft
) -> None:
    closed = copying.close_copy(by=lead, draft=copy, seen=copy.revision, of=draft)
    a_copy(lead, town)
    with pytest.raises(BadInput, match="déjà en relecture"):
        copying.open_copy(by=lead, draft=closed)


def test_both_places_must_be_within_reach(lead: User, draft: Draft) -> None:
    elsewhere = a_place(inside=france())
    other = a_copy(a_lead(elsewhere), elsewhere)
    with pytest.raises(rights.Refused):
        take(lead, item(draft, "measure-2"), item(other, "measure-2"))
    with pytest.raises(rights.Refused):
        copying.take_item(by=lead, draft=draft, other=item(other, "measure-3"), other_seen=1, after=None)
    with pytest.raises(rights.Refused):
        copying.close_copy(by=lead, draft=draft, seen=draft.revision, of=other)
    with pytest.raises(rights.Refused):
        copying.close_copy(by=lead, draft=other, seen=other.revision, of=draft)


def test_level_of_a_copy_goes_to_promises_alone(lead: User, draft: Draft, copy: Draft) -> None:
    DraftItem.objects.filter(draft=draft, key="measure-1").update(kind=Kind.RECOMMENDATION.value, level="")
    assert take(lead, item(draft, "measure-1"), item(copy, "measure-1")).level == ""
