"""What is proposed for an agenda, and why."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tenir.core.rights import Role
from tenir.core.web import french
from tenir.modules.commitments.actions import adopt_framework, answer_contest, contest_report, settle_contest
from tenir.modules.commitments.descriptions import LevelDescription, ProvisionDescription
from tenir.modules.commitments.enums import Level, ProvisionKind, State
from tenir.modules.commitments.models import Framework, ProgressReport
from tenir.modules.commitments.tests.builders import commitment, framework
from tenir.modules.commitments.tests.reporting import Cast, report
from tenir.modules.governance import actions
from tenir.modules.governance.agenda import proposals
from tenir.modules.governance.enums import ItemReason
from tenir.modules.governance.models import Meeting
from tenir.modules.governance.tests.builders import ME, a_body, a_decision, a_meeting
from tests.builders import a_place, france

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def a_text() -> Framework:
    """A promise that is late, one silent, one soon due, one achieved though late, one that is fine."""
    france()
    fresh = (LevelDescription(Level.LAUNCHING, TODAY().isoformat()),)
    done = (LevelDescription(Level.ACHIEVED, TODAY().isoformat()),)
    promises = (
        commitment(1, due="2020-06-30", levels=fresh),
        commitment(2),
        commitment(3, due=(TODAY() + timedelta(days=40)).isoformat(), levels=fresh),
        commitment(4, due="2020-06-30", levels=done),
        commitment(5, levels=fresh),
    )
    asked = ProvisionDescription("p-1", ProvisionKind.RECOMMENDATION, "Mieux évaluer")
    described = framework(commitments=promises, provisions=(asked,))
    return adopt_framework(by=ME, description=described).framework


def debated(slug: str = "e2") -> tuple[Cast, ProgressReport]:
    """A contract, and what one of its holders declared and citizens contest."""
    cast = Cast()
    sent = report(cast, slug)
    contest_report(by=cast.referent(Role.CITIZENS), report=sent, words="Le lieu est fermé.")
    return cast, sent


def told(meeting: Meeting) -> dict[str, list[str]]:
    return {one.reason: [proposal.point.why for proposal in one.proposals] for one in proposals(meeting)}


def test_what_is_late_silent_or_due_is_proposed_with_its_reason() -> None:
    body = a_body(frameworks=(a_text(),))
    found = told(a_meeting(body, days=7))
    assert found == {
        ItemReason.LATE: ["L'échéance (30 juin 2020) est passée."],
        ItemReason.SILENT: ["Aucune nouvelle depuis\u202f: janvier 2019."],
        ItemReason.DUE: [found[ItemReason.DUE][0]],
        ItemReason.ANSWER: ["1 préconisation sans réponse."],
    }


def test_open_decisions_and_last_minutes_are_proposed() -> None:
    body = a_body()
    a_decision(a_meeting(body), due_on=TODAY() - timedelta(days=1))
    found = told(a_meeting(body, days=7))
    assert list(found) == [ItemReason.DECISION, ItemReason.MINUTES]
    assert "elle devait être faite avant le" in found[ItemReason.DECISION][0]


def test_what_stands_on_the_agenda_is_proposed_no_more() -> None:
    meeting = a_meeting(a_body(frameworks=(a_text(),)), days=7)
    points = [proposal.point for group in proposals(meeting) for proposal in group.proposals]
    actions.add_points(by=ME, meeting=meeting, points=points)
    assert proposals(meeting) == []
    assert meeting.items.count() == 4


def test_what_is_contested_is_proposed_until_it_is_settled() -> None:
    cast, sent = debated()
    meeting = a_meeting(a_body(frameworks=(cast.framework,)), days=7)
    day = french.date_longue(TODAY())
    why = "«\u202fen cours de déploiement\u202f», déclaré par {}, est contesté depuis le {}."
    assert told(meeting)[ItemReason.CONTESTED] == [why.format(cast.holder("e2"), day)]
    answer_contest(by=cast.partner("e2"), report=sent, words="Il rouvre lundi.")
    settle_contest(by=cast.referent(), report=sent, words="Vu sur place.")
    assert ItemReason.CONTESTED not in told(meeting)


def test_a_promise_both_late_and_contested_is_one_point() -> None:
    cast, _ = debated("v1")
    meeting = a_meeting(a_body(frameworks=(cast.framework,)), days=7)
    found = [one for group in proposals(meeting) for one in group.proposals if "Promesse v1" in one.point.title]
    assert [one.point.reason for one in found] == [ItemReason.CONTESTED]


def test_a_debate_about_another_territory_is_not_this_bodys() -> None:
    cast, sent = debated()
    here, elsewhere = a_place(inside=france()), a_place(inside=france())
    ProgressReport.objects.filter(pk=sent.pk).update(place=elsewhere)
    proposed = {
        place: told(a_meeting(a_body(place, frameworks=(cast.framework,)), days=7)) for place in (here, elsewhere)
    }
    assert [ItemReason.CONTESTED in one for one in proposed.values()] == [False, True]


def test_text_in_preparation_proposes_nothing() -> None:
    text = a_text()
    Framework.objects.filter(pk=text.pk).update(state=State.DRAFT)
    assert proposals(a_meeting(a_body(frameworks=(text,)), days=7)) == []


def test_queries_do_not_grow(django_assert_num_queries: object) -> None:
    cast, _ = debated()
    body = a_body(frameworks=(a_text(), cast.framework))
    held = a_meeting(body)
    meeting = a_meeting(body, days=7)
    for many in (1, 6):
        for _ in range(many):
            a_decision(held)
        contest_report(by=cast.referent(Role.CITIZENS), report=report(cast, f"v{1 + many // 3}"), words="Non.")
        with django_assert_num_queries(7):  # type: ignore[operator]
            proposals(meeting)
