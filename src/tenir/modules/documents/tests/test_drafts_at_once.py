"""Several people on one draft at the same moment: nobody loses anything, whichever database keeps it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tenir.core.actions import System
from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.people.models import User
from tenir.core.places.models import Place
from tenir.modules.commitments.models import Commitment, Framework
from tenir.modules.documents import actions
from tenir.modules.documents.checks import Words
from tenir.modules.documents.enums import Decision, DraftState
from tenir.modules.documents.gestures import Conflict, Outdated
from tenir.modules.documents.models import Draft, DraftChange
from tenir.modules.documents.proposal import Wanted
from tenir.modules.documents.tests.drafts import a_draft, a_lead, a_prefecture, a_town, item
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
Act = Callable[[], Any]


@pytest.fixture
def town() -> Place:
    return a_town()


@pytest.fixture
def pair(town: Place) -> tuple[User, User]:
    return a_lead(town), a_prefecture(town)


@pytest.fixture
def draft(pair: tuple[User, User], town: Place) -> Draft:
    return a_draft(pair[0], town)


def correct(by: User, draft: Draft, key: str, text: str, seen: int = 1) -> Act:
    row = item(draft, key)
    return lambda: actions.correct_item(by=by, item=row, seen=seen, words=Words("measure", text, row.number))


def test_two_corrections_of_one_item_one_is_written_and_the_other_is_shown(
    pair: tuple[User, User], draft: Draft
) -> None:
    texts = ("Jouer dedans", "Jouer dehors")
    told = at_once(*(correct(by, draft, "measure-2", text) for by, text in zip(pair, texts, strict=True)))
    assert told == ["Conflict", "done"]
    assert item(draft, "measure-2").text in texts
    assert item(draft, "measure-2").revision == 2
    assert DraftChange.objects.count() == 1


def test_corrections_of_different_items_are_all_written(pair: tuple[User, User], draft: Draft) -> None:
    keys = ("measure-1", "measure-1.a", "measure-2")
    told = at_once(*(correct(by, draft, key, f"Nouveau {key}") for by, key in zip((*pair, pair[0]), keys, strict=True)))
    assert told == ["done"] * 3
    assert [item(draft, key).text for key in keys] == [f"Nouveau {key}" for key in keys]
    assert sorted(DraftChange.objects.values_list("revision", flat=True)) == [2, 3, 4]
    assert Entry.objects.filter(verb="documents.amend_item").count() == 3


def test_two_moves_under_each_other_make_no_loop(pair: tuple[User, User], draft: Draft) -> None:
    one, two = item(draft, "measure-1"), item(draft, "measure-2")
    told = at_once(
        lambda: actions.move_item(by=pair[0], item=one, seen=1, under=two),
        lambda: actions.move_item(by=pair[1], item=two, seen=1, under=one),
    )
    assert told == ["BadInput", "done"]


def test_neighbours_that_change_places_at_once_keep_places_of_their_own(pair: tuple[User, User], draft: Draft) -> None:
    one, two = item(draft, "measure-1"), item(draft, "heading-1")
    told = at_once(
        lambda: actions.shift_item(by=pair[0], item=one, seen=1, up=True),
        lambda: actions.shift_item(by=pair[1], item=two, seen=1, up=False),
    )
    assert told == ["done", "done"]
    positions = list(draft.items.values_list("position", flat=True))
    assert len(set(positions)) == len(positions)


def test_two_who_hand_in_the_same_text_share_one_draft(pair: tuple[User, User], town: Place) -> None:
    told = at_once(*(lambda by=by: a_draft(by, town) for by in pair))  # type: ignore[misc]
    assert told == ["BadInput", "done"]
    assert Draft.objects.count() == 1


def test_two_adoptions_make_one_framework(pair: tuple[User, User], draft: Draft) -> None:
    told = at_once(*(adoption(by, draft) for by in pair))
    assert told == ["BadInput", "done"]
    assert Framework.objects.count() == 1
    assert Commitment.objects.count() == 3


def test_adoption_against_a_gesture_leaves_out_nothing_unseen(pair: tuple[User, User], draft: Draft) -> None:
    row = item(draft, "measure-2")
    refuse = lambda: actions.decide_item(by=pair[1], item=row, seen=1, decision=Decision.REFUSED)  # noqa: E731
    told = at_once(adoption(pair[0], draft), refuse)
    draft.refresh_from_db()
    if draft.state == DraftState.ADOPTED:  # the gesture came second: it is refused, the draft being closed
        assert told == ["BadInput", "done"]
        assert Commitment.objects.filter(slug="2").exists()
    else:  # it came first: the adoption did not know it
        assert told == ["Outdated", "done"]
        assert not Framework.objects.exists()


def adoption(by: User | System, draft: Draft) -> Act:
    wanted = Wanted("essai", date="2021-03", place=(draft.place.kind, draft.place.code))
    return lambda: actions.adopt_draft(by=by, draft=draft, seen=1, accept_rest=True, wanted=wanted)


def test_refusals_of_conflicts_are_input_errors() -> None:
    assert issubclass(Conflict, BadInput)
    assert issubclass(Outdated, BadInput)
