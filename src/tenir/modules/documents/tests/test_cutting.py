"""Two items made one, one made several: words, lines and places, what is refused, and undoing each whole."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.people.models import User
from tenir.core.places.models import Place
from tenir.engines.documents import Kind, Reading
from tenir.modules.documents import actions
from tenir.modules.documents.drafting import placed
from tenir.modules.documents.enums import Decision
from tenir.modules.documents.gestures import Conflict
from tenir.modules.documents.models import Draft
from tenir.modules.documents.tests.drafts import a_draft, a_lead, a_prefecture, a_town, item
from tenir.modules.documents.tests.samples import item as read_item
from tenir.modules.documents.tests.samples import reading

pytestmark = pytest.mark.django_db


def cut_in_two() -> Reading:
    """One promise that the reading took for two, then two that it took for one."""
    return reading(
        read_item("framework", Kind.FRAMEWORK, "PLAN INVENTÉ", date="2021-03"),
        read_item("c1", Kind.COMMITMENT, "Ouvrir la halle", lines=(3, 3)),
        read_item("c2", Kind.COMMITMENT, "tous les samedis", lines=(4, 4)),
        read_item("c3", Kind.COMMITMENT, "Planter des arbres Tondre les pelouses", lines=(5, 6)),
        read_item("m1", Kind.MEASURE, "Jouer dehors", lines=(7, 7)),
    )


@pytest.fixture
def town() -> Place:
    return a_town()


@pytest.fixture
def lead(town: Place) -> User:
    return a_lead(town)


@pytest.fixture
def draft(lead: User, town: Place) -> Draft:
    return a_draft(lead, town, read=cut_in_two())


def texts(draft: Draft) -> list[tuple[str, str]]:
    return [(one.item.text, one.item.decision) for one in placed(draft.items.all())][1:]


def merge(by: User, draft: Draft, key: str) -> None:
    row = item(draft, key)
    actions.merge_item(by=by, item=row, seen=row.revision)


def split(by: User, draft: Draft, text: str, key: str = "c3") -> None:
    row = item(draft, key)
    actions.split_item(by=by, item=row, seen=row.revision, text=text)


def test_merging_joins_words_and_lines_and_sets_the_second_aside(lead: User, draft: Draft) -> None:
    merge(lead, draft, "c2")
    first, second = item(draft, "c1"), item(draft, "c2")
    assert (first.text, first.first_line, first.last_line) == ("Ouvrir la halle tous les samedis", 3, 4)
    assert (first.decision, second.decision) == (Decision.ACCEPTED, Decision.REFUSED)
    assert list(Entry.objects.order_by("-sequence").values_list("verb", flat=True)[:2]) == [
        "documents.change_item",
        "documents.merge_item",
    ]


def test_undoing_a_merge_gives_both_back(lead: User, draft: Draft) -> None:
    merge(lead, draft, "c2")
    actions.undo(by=lead, draft=draft)
    assert texts(draft)[:2] == [("Ouvrir la halle", "pending"), ("tous les samedis", "pending")]
    assert item(draft, "c1").last_line == 3


def test_nothing_above_or_another_sort_is_refused(lead: User, draft: Draft) -> None:
    with pytest.raises(BadInput, match="de même sorte"):
        merge(lead, draft, "m1")
    with pytest.raises(BadInput, match="rien ne se trouve au-dessus"):
        merge(lead, draft, "framework")
    assert [decision for _, decision in texts(draft)] == ["pending"] * 4


def test_joined_words_keep_to_what_a_promise_may_hold(lead: User, draft: Draft) -> None:
    draft.items.filter(key="c1").update(text="a" * 990)
    with pytest.raises(BadInput, match="dépasse 1000 caractères"):
        merge(lead, draft, "c2")
    assert [one.decision for one in draft.items.filter(key__in=("c1", "c2"))] == [Decision.PENDING] * 2


def test_splitting_makes_as_many_items_as_lines(lead: User, draft: Draft) -> None:
    split(lead, draft, "Planter des arbres\n\nTondre\r\nles pelouses")
    assert texts(draft)[2:] == [
        ("Planter des arbres", "accepted"),
        ("Tondre", "accepted"),
        ("les pelouses", "accepted"),
        ("Jouer dehors", "pending"),
    ]
    assert {(one.first_line, one.last_line) for one in draft.items.filter(key__startswith="coupe-")} == {(5, 6)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Planter des arbres Tondre les pelouses", "rien n'est coupé"),
        ("Planter des fleurs\nTondre les pelouses", "ne change pas les mots"),
        ("", "ne change pas les mots"),
    ],
)
def test_cutting_changes_no_word(lead: User, draft: Draft, text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        split(lead, draft, text)
    assert len(texts(draft)) == 4


def test_undoing_a_split_gives_the_whole_back(lead: User, draft: Draft) -> None:
    split(lead, draft, "Planter des arbres\nTondre les pelouses")
    actions.undo(by=lead, draft=draft)
    assert texts(draft)[2:4] == [
        ("Planter des arbres Tondre les pelouses", "pending"),
        ("Tondre les pelouses", "refused"),
    ]


def test_who_saw_another_version_is_told(lead: User, town: Place, draft: Draft) -> None:
    old = item(draft, "c3")
    split(lead, draft, "Planter des arbres\nTondre les pelouses")
    other = a_prefecture(town)
    with pytest.raises(Conflict, match="l'a coupé"):
        actions.split_item(by=other, item=old, seen=1, text="Planter\ndes arbres Tondre les pelouses")
    with pytest.raises(Conflict):
        actions.merge_item(by=other, item=old, seen=1)


def test_piece_that_somebody_touched_keeps_its_split(lead: User, town: Place, draft: Draft) -> None:
    split(lead, draft, "Planter des arbres\nTondre les pelouses")
    piece = draft.items.get(text="Tondre les pelouses")
    piece.draft = draft
    actions.decide_item(by=a_prefecture(town), item=piece, seen=1, decision=Decision.REFUSED)
    with pytest.raises(Conflict):
        actions.undo(by=lead, draft=draft)
    assert item(draft, "c3").text == "Planter des arbres"


def test_both_work_without_javascript(client: Client, lead: User, draft: Draft) -> None:
    client.force_login(lead)
    address = f"/textes/{draft.pk}/elements"
    sent = {"revision": "1", "text": "Planter des arbres\nTondre les pelouses"}
    assert client.post(f"{address}/{item(draft, 'c3').pk}/couper/", sent).status_code == 302
    page = client.post(f"{address}/{item(draft, 'c2').pk}/joindre/", {"revision": "1"}, follow=True)
    assert "Joint à l'élément du dessus" in unescape(page.content.decode())
    assert [text for text, decision in texts(draft) if decision == "accepted"] == [
        "Ouvrir la halle tous les samedis",
        "Planter des arbres",
        "Tondre les pelouses",
    ]
    wrong = client.post(f"{address}/{item(draft, 'm1').pk}/couper/", {"revision": "1", "text": "Jouer"}, follow=True)
    assert "Couper ne change pas les mots" in wrong.content.decode()
