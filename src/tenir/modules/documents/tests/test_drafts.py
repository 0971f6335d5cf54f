"""Gestures on drafts: what each writes, journals and refuses; undoing; adoption."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tenir.core import rights
from tenir.core.actions import System
from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.people.models import User
from tenir.core.places.models import Place
from tenir.core.rights import Role
from tenir.modules.commitments.models import Commitment, Framework, Heading, Source
from tenir.modules.documents import actions
from tenir.modules.documents.checks import Words
from tenir.modules.documents.drafting import placed, reading_of
from tenir.modules.documents.enums import Decision, DraftState
from tenir.modules.documents.gestures import Conflict, Outdated
from tenir.modules.documents.models import Draft, DraftChange, DraftItem
from tenir.modules.documents.proposal import Wanted, describe
from tenir.modules.documents.tests.drafts import TEXT, a_draft, a_lead, a_prefecture, item
from tenir.modules.documents.tests.samples import SMALL, reading
from tests.builders import a_member, a_place, france

pytestmark = pytest.mark.django_db
PLAY = Words(kind="measure", text="Jouer dehors", number="2", level="objectif_atteint")


@pytest.fixture
def prefecture(town: Place) -> User:
    return a_prefecture(town)


@pytest.fixture
def draft(lead: User, town: Place) -> Draft:
    return a_draft(lead, town)


def decide(by: User, row: DraftItem, decision: str) -> DraftItem:
    return actions.decide_item(by=by, item=row, seen=row.revision, decision=decision)


def verbs() -> list[str]:
    return list(Entry.objects.order_by("sequence").values_list("verb", flat=True))


def adopt(by: Any, draft: Draft, *, accept_rest: bool = True, **wanted: str) -> Framework:
    draft.refresh_from_db()
    place = (draft.place.kind, draft.place.code)
    asked = Wanted(**{"slug": "essai", "date": "2021-03", **wanted}, place=place)  # type: ignore[arg-type]
    return actions.adopt_draft(by=by, draft=draft, seen=draft.revision, accept_rest=accept_rest, wanted=asked).framework


def test_untouched_draft_gives_back_its_reading(draft: Draft, town: Place) -> None:
    again = reading_of(draft, placed(draft.items.all()))
    assert set(again.items) == set(reading(*SMALL).items)
    wanted = Wanted("essai", place=(town.kind, town.code))
    described, asked = describe(again, wanted), describe(reading(*SMALL), wanted)
    assert set(described.commitments) == set(asked.commitments)
    assert replace(described, commitments=(), source=asked.source) == replace(asked, commitments=())


def test_opening_is_one_event_and_never_copies_the_text(draft: Draft) -> None:
    entry = Entry.objects.get(verb="documents.open_draft")
    assert entry.reason == "8 éléments reconnus dans texte inventé.txt"
    assert "text" not in entry.after
    assert (draft.title, draft.date, draft.text) == ("Suivi inventé", "2021-03", TEXT)


def test_same_text_for_the_same_place_is_the_same_draft(draft: Draft, prefecture: User, town: Place) -> None:
    with pytest.raises(BadInput, match="déjà en relecture"):
        a_draft(prefecture, town)
    assert Draft.objects.count() == 1
    elsewhere = a_place(inside=france())
    assert a_draft(a_lead(elsewhere), elsewhere).pk != draft.pk


def test_address_of_another_framework_is_refused(draft: Draft, lead: User) -> None:
    adopt(lead, draft)
    other = replace(reading(*SMALL), source=replace(reading().source, sha256="e" * 64))
    with pytest.raises(BadInput, match="déjà celle du cadre"):
        a_draft(lead, draft.place, read=other)


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.PARTNER, Role.CITIZENS, Role.OBSERVER])
def test_who_may_not_review_is_refused(draft: Draft, town: Place, role: Role) -> None:
    row = item(draft, "measure-1")
    with pytest.raises(rights.Refused):
        decide(a_member(role, town), row, Decision.ACCEPTED)
    with pytest.raises(rights.Refused):
        actions.undo(by=a_lead(a_place(inside=france())), draft=draft)


def test_decision_is_kept_told_and_journalled(draft: Draft, lead: User) -> None:
    row = decide(lead, item(draft, "measure-1"), Decision.REFUSED)
    assert (row.decision, row.revision) == (Decision.REFUSED, 2)
    change = DraftChange.objects.get()
    assert (change.revision, change.who.partition(" (")[2]) == (2, "Chef·fe de projet contrat de ville)")
    assert lead.name not in change.who
    assert Entry.objects.latest("sequence").before == {"decision": "pending"}


def test_second_person_who_decides_the_same_leaves_no_trace(draft: Draft, lead: User, prefecture: User) -> None:
    mine, theirs = item(draft, "measure-1"), item(draft, "measure-1")
    decide(lead, mine, Decision.ACCEPTED)
    events = Entry.objects.count()
    assert decide(prefecture, theirs, Decision.ACCEPTED).revision == 2
    assert Entry.objects.count() == events


def test_second_person_who_decides_otherwise_sees_both(draft: Draft, lead: User, prefecture: User) -> None:
    mine, theirs = item(draft, "measure-1"), item(draft, "measure-1")
    decide(lead, mine, Decision.ACCEPTED)
    with pytest.raises(Conflict, match="a accepté") as conflict:
        decide(prefecture, theirs, Decision.REFUSED)
    assert conflict.value.changes[0].before["decision"] == Decision.PENDING
    assert item(draft, "measure-1").decision == Decision.ACCEPTED


def test_accepting_words_that_were_changed_meanwhile_is_a_conflict(draft: Draft, lead: User, prefecture: User) -> None:
    seen = item(draft, "measure-2")
    actions.correct_item(by=lead, item=item(draft, "measure-2"), seen=1, words=PLAY)
    with pytest.raises(Conflict, match="a corrigé"):
        decide(prefecture, seen, Decision.ACCEPTED)


def test_different_items_never_conflict(draft: Draft, lead: User, prefecture: User) -> None:
    one, two = item(draft, "measure-1"), item(draft, "measure-2")
    decide(lead, one, Decision.ACCEPTED)
    actions.correct_item(by=prefecture, item=two, seen=1, words=PLAY)
    actions.shift_item(by=lead, item=item(draft, "measure-1"), seen=2, up=True)
    assert item(draft, "measure-2").text == "Jouer dehors"


def test_correction_accepts_and_keeps_what_was_read(draft: Draft, lead: User) -> None:
    row = actions.correct_item(by=lead, item=item(draft, "measure-2"), seen=1, words=PLAY)
    assert (row.text, row.level, row.decision) == ("Jouer dehors", "objectif_atteint", Decision.ACCEPTED)
    assert row.original["text"] == "Jouer"
    assert Entry.objects.latest("sequence").before["text"] == "Jouer"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (Words("measure", "  "), "manque"),
        (Words("measure", "x" * 1001), "dépasse 1000"),
        (Words("heading", "x" * 301), "dépasse 300"),
        (Words("heading", "Culture", level="objectif_atteint"), "seul un engagement"),
    ],
)
def test_words_that_a_framework_could_not_take_are_refused(
    draft: Draft, lead: User, words: Words, sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        actions.correct_item(by=lead, item=item(draft, "measure-2"), seen=1, words=words)


def test_move_goes_under_another_title_and_never_under_itself(draft: Draft, lead: User) -> None:
    row = item(draft, "measure-1")
    actions.move_item(by=lead, item=row, seen=1, under=item(draft, "heading-1"))
    assert item(draft, "measure-1").parent == item(draft, "heading-1")
    with pytest.raises(BadInput, match="sous lui-même"):
        actions.move_item(by=lead, item=item(draft, "heading-1"), seen=1, under=item(draft, "measure-1.a"))


def test_move_to_an_item_of_another_draft_is_refused(draft: Draft, lead: User) -> None:
    town = a_place(inside=france())
    other = a_draft(a_lead(town), town)
    with pytest.raises(BadInput, match="autre brouillon"):
        actions.move_item(by=lead, item=item(draft, "measure-1"), seen=1, under=item(other, "heading-1"))


def test_shift_changes_places_with_the_neighbour_and_is_undone(draft: Draft, lead: User) -> None:
    def order() -> list[str]:
        return [one.item.key for one in placed(draft.items.all()) if one.depth == 0]

    before = order()
    actions.shift_item(by=lead, item=item(draft, "measure-1"), seen=1, up=True)
    assert order().index("measure-1") == before.index("measure-1") - 1
    assert item(draft, "heading-1").revision == 1
    actions.undo(by=lead, draft=draft)
    assert order() == before
    with pytest.raises(BadInput, match="déjà le premier"):
        actions.shift_item(by=lead, item=item(draft, "framework"), seen=1, up=True)


def test_undo_goes_back_one_gesture_at_a_time(draft: Draft, lead: User) -> None:
    decide(lead, item(draft, "measure-1"), Decision.REFUSED)
    actions.correct_item(by=lead, item=item(draft, "measure-1"), seen=2, words=Words("measure", "Fermer", "1"))
    assert actions.undo(by=lead, draft=draft).decision == Decision.REFUSED
    back = actions.undo(by=lead, draft=draft)
    assert (back.text, back.decision, back.level) == ("Ouvrir", Decision.PENDING, "objectif_atteint")
    with pytest.raises(BadInput, match="rien fait"):
        actions.undo(by=lead, draft=draft)
    assert verbs()[-2:] == ["documents.restore_item"] * 2


def test_undo_never_takes_back_what_somebody_else_did(draft: Draft, lead: User, prefecture: User) -> None:
    decide(lead, item(draft, "measure-1"), Decision.REFUSED)
    actions.correct_item(by=prefecture, item=item(draft, "measure-1"), seen=2, words=Words("measure", "Fermer", "1"))
    with pytest.raises(Conflict):
        actions.undo(by=lead, draft=draft)
    assert item(draft, "measure-1").text == "Fermer"
    assert not DraftChange.objects.filter(settled=True).exists()


def test_added_item_stands_among_its_lines_and_undoing_refuses_it(draft: Draft, lead: User) -> None:
    words = Words("commitment", "Danser le samedi", "3")
    made = actions.add_item(by=lead, draft=draft, words=words, lines=(5, 5), under=item(draft, "heading-1"))
    keys = [one.item.key for one in placed(draft.items.all())]
    assert keys[-1] != made.key
    assert made.decision == Decision.ACCEPTED
    assert actions.undo(by=lead, draft=draft).decision == Decision.REFUSED
    with pytest.raises(BadInput, match="ne sont pas dans le texte"):
        actions.add_item(by=lead, draft=draft, words=words, lines=(8, 10), under=None)


def test_abandoned_draft_says_why_and_never_changes(draft: Draft, lead: User) -> None:
    with pytest.raises(BadInput, match="pourquoi"):
        actions.abandon_draft(by=lead, draft=draft, reason=" ")
    actions.abandon_draft(by=lead, draft=draft, reason="Version provisoire du texte")
    assert Entry.objects.latest("sequence").reason == "Version provisoire du texte"
    with pytest.raises(BadInput, match="ne change plus"):
        decide(lead, item(draft, "measure-1"), Decision.ACCEPTED)


def test_adoption_waits_for_every_item_unless_told_otherwise(draft: Draft, lead: User) -> None:
    with pytest.raises(BadInput, match="reste 8 éléments"):
        adopt(lead, draft, accept_rest=False)
    assert not Framework.objects.exists()
    assert not Source.objects.exists()
    framework = adopt(lead, draft)
    draft.refresh_from_db()
    assert (draft.state, draft.framework) == (DraftState.ADOPTED, framework)
    assert verbs().count("documents.accept_item") == 8
    assert framework.state == "public"


def test_adoption_keeps_what_people_decided(draft: Draft, lead: User) -> None:
    actions.correct_item(by=lead, item=item(draft, "measure-2"), seen=1, words=PLAY)
    decide(lead, item(draft, "heading-1"), Decision.REFUSED)
    decide(lead, item(draft, "measure-1"), Decision.REFUSED)
    framework = adopt(lead, draft)
    assert not Heading.objects.exists()
    promise = Commitment.objects.get()
    assert (promise.title, promise.level, promise.first_line) == ("Jouer dehors", "objectif_atteint", 1)
    assert promise.announced_indicators.get().wording == "Jours de jeu"
    assert framework.place == draft.place


def test_refused_promise_takes_along_what_details_it(draft: Draft, lead: User) -> None:
    decide(lead, item(draft, "measure-1"), Decision.REFUSED)
    left = {one.item.key: one for one in placed(draft.items.all())}
    assert left["measure-1.a"].set_aside
    assert not left["measure-1.a"].to_review
    adopt(lead, draft)
    assert [one.slug for one in Commitment.objects.all()] == ["2"]


def test_draft_that_changed_since_it_was_shown_is_not_adopted(draft: Draft, lead: User, prefecture: User) -> None:
    seen = draft.revision
    decide(prefecture, item(draft, "measure-1"), Decision.REFUSED)
    wanted = Wanted("essai", place=(draft.place.kind, draft.place.code))
    with pytest.raises(Outdated):
        actions.adopt_draft(by=lead, draft=draft, seen=seen, accept_rest=True, wanted=wanted)
    assert not Framework.objects.exists()


def test_failed_adoption_leaves_every_item_as_it_was(draft: Draft, lead: User) -> None:
    with pytest.raises(BadInput):
        adopt(lead, draft, slug="Pas une adresse")
    assert set(draft.items.values_list("decision", flat=True)) == {Decision.PENDING}
    draft.refresh_from_db()
    assert draft.is_open


def test_owner_of_the_machine_may_adopt_and_the_others_read_a_command(draft: Draft) -> None:
    me = System("test")
    actions.decide_item(by=me, item=item(draft, "measure-1"), seen=1, decision=Decision.ACCEPTED)
    assert DraftChange.objects.get().who == "Une commande du site"
    assert adopt(me, draft).slug == "essai"
