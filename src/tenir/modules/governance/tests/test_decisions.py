"""Decisions followed to their end, promises that they create or change, answers to recommendations."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.rights import Role
from tenir.modules.commitments.actions import adopt_framework
from tenir.modules.commitments.descriptions import ProvisionDescription
from tenir.modules.commitments.editing.contents import CommitmentContent
from tenir.modules.commitments.enums import ProvisionKind
from tenir.modules.commitments.models import Commitment, Framework
from tenir.modules.commitments.tests.builders import framework
from tenir.modules.governance import actions
from tenir.modules.governance.actions import DecisionContent, MinutesContent, NewPromise, Tie
from tenir.modules.governance.enums import DecisionState, Effect, Verdict
from tenir.modules.governance.models import Answer, Decision
from tenir.modules.governance.tests.builders import ME, a_body, a_decision, a_meeting
from tests.builders import a_member, an_organisation, france

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
WORDS = DecisionContent("Reporter l'ouverture")


@pytest.fixture
def text() -> Framework:
    """An invented public text with four promises and a recommendation."""
    france()
    asked = ProvisionDescription("p-1", ProvisionKind.RECOMMENDATION, "Mieux évaluer")
    aim = ProvisionDescription("o-1", ProvisionKind.OBJECTIVE, "Mieux vivre")
    return adopt_framework(by=ME, description=framework(provisions=(asked, aim))).framework


def test_decision_is_taken_in_a_meeting_that_was_held() -> None:
    with pytest.raises(BadInput, match="pas encore eu lieu"):
        a_decision(a_meeting(days=4))
    with pytest.raises(BadInput, match="avant la réunion"):
        a_decision(due_on=date(2020, 1, 1))
    meeting = a_meeting(a_body(name="Autre comité"))
    assert [a_decision(meeting).position for _ in range(2)] == [1, 2]


def test_decision_concerns_changes_and_creates_promises(text: Framework) -> None:
    one, two = text.commitments.select_related("framework", "heading", "parent").filter(slug__in=("1", "2"))
    new = NewPromise(text, CommitmentContent(title="Ouvrir un cinquième lieu"))
    due = (TODAY() + timedelta(days=90)).isoformat()
    decision = actions.take_decision(
        by=ME, meeting=a_meeting(), content=WORDS, ties=[Tie(one), Tie(two, due)], creates=new
    )
    made = Commitment.objects.get(title="Ouvrir un cinquième lieu")
    told = dict(decision.ties.values_list("commitment", "effect"))
    assert told == {one.pk: Effect.CONCERNS, two.pk: Effect.CHANGES, made.pk: Effect.CREATES}
    two.refresh_from_db()
    assert two.due_on == date.fromisoformat(due)


def test_decision_that_may_not_change_a_promise_is_not_written_at_all(text: Framework) -> None:
    meeting, promise = a_meeting(), text.commitments.select_related("framework").get(slug="1")
    delegate = a_member(Role.DELEGATE, france())
    with pytest.raises(rights.Refused):
        actions.take_decision(by=delegate, meeting=meeting, content=WORDS, ties=[Tie(promise, "2030-01-01")])
    assert not Decision.objects.exists()
    actions.take_decision(by=delegate, meeting=meeting, content=WORDS, ties=[Tie(promise)])


def test_decision_is_corrected_until_it_is_closed_or_its_minutes_are_approved() -> None:
    meeting = a_meeting()
    closed, fixed = a_decision(meeting), a_decision(meeting)
    actions.amend_decision(by=ME, decision=fixed, content=DecisionContent("Publier la bonne liste"))
    fixed.refresh_from_db()
    assert fixed.text == "Publier la bonne liste"
    with pytest.raises(BadInput, match="avant la réunion"):
        actions.amend_decision(by=ME, decision=fixed, content=DecisionContent("Tard", due_on=date(2020, 1, 1)))
    actions.follow_decision(by=ME, decision=closed, words="Fait.", state=DecisionState.DONE)
    with pytest.raises(BadInput, match="est close"):
        actions.amend_decision(by=ME, decision=closed, content=WORDS)
    actions.write_minutes(by=ME, meeting=meeting, content=MinutesContent("Dit"), revision=1)
    actions.approve_minutes(by=ME, meeting=meeting, on=TODAY())
    with pytest.raises(BadInput, match="ne change plus"):
        actions.amend_decision(by=ME, decision=fixed, content=WORDS)


def test_decision_is_followed_to_its_end() -> None:
    decision = a_decision(due_on=TODAY() - timedelta(days=2))
    assert decision.is_late(TODAY())
    assert list(Decision.objects.late(TODAY())) == [decision]
    with pytest.raises(BadInput, match="la phrase manque"):
        actions.follow_decision(by=ME, decision=decision, words=" ", state=DecisionState.DROPPED)
    actions.follow_decision(by=ME, decision=decision, words="À moitié fait.")
    actions.follow_decision(by=ME, decision=decision, words="Publiée ce matin.", state=DecisionState.DONE)
    decision.refresh_from_db()
    assert (decision.state, decision.closed_on, decision.is_late(TODAY())) == (DecisionState.DONE, TODAY(), False)
    with pytest.raises(BadInput, match="close depuis le"):
        actions.follow_decision(by=ME, decision=decision, words="Encore un mot.")
    assert [one.words for one in decision.follow_ups.all()] == ["À moitié fait.", "Publiée ce matin."]


def test_nothing_said_is_edited_nor_dated_before_the_meeting() -> None:
    decision = a_decision()
    for day in (TODAY() + timedelta(days=1), TODAY() - timedelta(days=90)):
        with pytest.raises(BadInput, match="rien n'a pu être dit"):
            actions.follow_decision(by=ME, decision=decision, words="Fait.", said_on=day)
    said = actions.follow_decision(by=ME, decision=decision, words="En cours.")
    said.words = "Autre chose"
    with pytest.raises(TypeError, match="never edited"):
        said.save()


def test_partner_says_what_became_of_its_own_decisions_only() -> None:
    mine, other = an_organisation(), an_organisation()
    partner, meeting = a_member(Role.PARTNER, france(), organisation=mine), a_meeting()
    own, theirs, nobodys = (a_decision(meeting, holder=one) for one in (mine, other, None))
    actions.follow_decision(by=partner, decision=own, words="C'est fait.", state=DecisionState.DONE)
    for decision in (theirs, nobodys):
        with pytest.raises(rights.Refused):
            actions.follow_decision(by=partner, decision=decision, words="C'est fait.")


def test_role_that_follows_no_decision_says_nothing_even_of_its_own() -> None:
    mine = an_organisation()
    council = a_member(Role.CITIZENS, france(), organisation=mine)
    with pytest.raises(rights.Refused):
        actions.follow_decision(by=council, decision=a_decision(holder=mine), words="C'est fait.")


def test_recommendation_is_answered_with_reasons_by_a_body_that_follows_its_text(text: Framework) -> None:
    asked, aim = text.provisions.get(key="p-1"), text.provisions.get(key="o-1")
    body, stranger = a_body(frameworks=(text,)), a_body()
    told = {"by": ME, "verdict": Verdict.NOT_RETAINED}
    with pytest.raises(BadInput, match="les raisons manquent"):
        actions.answer_recommendation(body=body, provision=asked, reasons=" ", **told)
    for wrong, provision in ((stranger, asked), (body, aim)):
        with pytest.raises(BadInput, match="ne suit pas"):
            actions.answer_recommendation(body=wrong, provision=provision, reasons="Faute de moyens.", **told)
    for _ in range(2):
        actions.answer_recommendation(body=body, provision=asked, reasons="Faute de moyens.", **told)
    actions.answer_recommendation(by=ME, body=body, provision=asked, verdict=Verdict.RETAINED, reasons="Financée.")
    assert list(Answer.objects.order_by("pk").values_list("verdict", flat=True)) == ["non_retenue", "retenue"]
