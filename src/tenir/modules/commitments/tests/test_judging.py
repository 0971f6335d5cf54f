"""Verified, sent back, debated: who judges, in which order, and what the board shows meanwhile."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from tenir.core.errors import BadInput
from tenir.core.rights import Refused, Role
from tenir.modules.commitments import boards
from tenir.modules.commitments.actions import (
    answer_contest,
    contest_report,
    countersign,
    send_back,
    settle_contest,
    verify_report,
)
from tenir.modules.commitments.actions.judging import DAYS_TO_ANSWER
from tenir.modules.commitments.enums import Level, ReportState, Status
from tenir.modules.commitments.models import ReportStep
from tenir.modules.commitments.tests.builders import france
from tenir.modules.commitments.tests.reporting import Cast, report
from tests.builders import a_member, an_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def test_verified_report_is_official(cast: Cast) -> None:
    sent = verify_report(by=cast.referent(), report=report(cast, "e2"))
    row = cast.row("e2")
    assert (sent.state, row.level, row.level_status) == (ReportState.VERIFIED, Level.ROLLED_OUT, Status.VERIFIED)
    assert boards.standings([cast.framework])[0].by_level[Level.ROLLED_OUT] == 1
    assert row.declared_level == ""


def test_report_sent_back_no_longer_counts_as_news(cast: Cast) -> None:
    sent = send_back(by=cast.referent(), report=report(cast, "v1", Level.ACHIEVED), words="Il manque la preuve.")
    row = cast.row("v1")
    assert (sent.state, row.declared_level, row.level) == (ReportState.SENT_BACK, "", Level.LAUNCHING)
    assert row.is_silent(cast.framework.silent_before())
    assert sent.steps.get().words == "Il manque la preuve."


def test_nobody_judges_what_their_organisation_declared(cast: Cast) -> None:
    sent = report(cast, "e2")
    colleague = a_member(Role.PREFECTURE, france(), organisation=cast.holder("e2"))
    for judge in (verify_report, send_back, contest_report):
        more = {} if judge is verify_report else {"words": "Non."}
        with pytest.raises(BadInput, match="une autre organisation le juge"):
            judge(by=colleague, report=sent, **more)
    with pytest.raises(Refused):
        verify_report(by=cast.partner("v1"), report=sent)


def test_report_is_judged_once(cast: Cast) -> None:
    sent, referent = report(cast, "e2"), cast.referent()
    verify_report(by=referent, report=sent)
    with pytest.raises(BadInput, match="est déjà"):
        send_back(by=referent, report=sent, words="Trop tard.")
    assert ReportStep.objects.count() == 1


def test_why_must_be_said(cast: Cast) -> None:
    sent = report(cast, "e2")
    with pytest.raises(BadInput, match="dites pourquoi"):
        send_back(by=cast.referent(), report=sent, words="  ")
    with pytest.raises(IntegrityError):
        ReportStep.objects.create(report=sent, kind="sent_back")


def test_holder_answers_before_the_verdict(cast: Cast) -> None:
    sent, judge = report(cast, "e2"), cast.referent()
    contest_report(by=cast.referent(Role.CITIZENS), report=sent, words="Le lieu est fermé.")
    assert cast.row("e2").level_status == "contested"
    with pytest.raises(BadInput, match="n'a pas encore répondu"):
        settle_contest(by=judge, report=sent, words="Entendu.")
    answer_contest(by=cast.partner("e2"), report=sent, words="Il rouvre lundi.")
    settle_contest(by=judge, report=sent, words="Vu sur place.")
    assert (cast.row("e2").level, cast.row("e2").level_status) == (Level.ROLLED_OUT, Status.VERIFIED)


def test_silent_holder_does_not_hold_up_the_verdict_for_ever(cast: Cast) -> None:
    sent = report(cast, "e2")
    contest_report(by=cast.referent(Role.CITIZENS), report=sent, words="Le lieu est fermé.")
    step = sent.steps.get()
    ReportStep.objects.filter(pk=step.pk).update(at=step.at - DAYS_TO_ANSWER)
    settled = settle_contest(by=cast.referent(), report=sent, words="Vu fermé.", level=Level.SUSPENDED)
    row = cast.row("e2")
    assert (settled.state, row.level, row.level_status) == (ReportState.OVERTURNED, Level.SUSPENDED, Status.VERIFIED)


def test_whoever_contests_does_not_settle(cast: Cast) -> None:
    sent, referent = report(cast, "e2"), cast.referent()
    contest_report(by=referent, report=sent, words="Le lieu est fermé.")
    answer_contest(by=cast.partner("e2"), report=sent, words="Il rouvre lundi.")
    with pytest.raises(BadInput, match="quelqu'un d'autre tranche"):
        settle_contest(by=referent, report=sent, words="Non.")


def test_contested_verified_level_stands_until_the_verdict(cast: Cast) -> None:
    sent = verify_report(by=cast.referent(), report=report(cast, "e2"))
    contest_report(by=cast.referent(Role.CITIZENS), report=sent, words="Le lieu est fermé.")
    row = cast.row("e2")
    assert (row.level, row.level_status) == (Level.ROLLED_OUT, Status.VERIFIED)


def test_only_who_declared_answers(cast: Cast) -> None:
    sent = report(cast, "e2")
    contest_report(by=cast.referent(), report=sent, words="Le lieu est fermé.")
    with pytest.raises(BadInput, match="seule l'organisation qui a déclaré"):
        answer_contest(by=cast.partner("v1"), report=sent, words="Nous pensons que oui.")


def test_stop_that_others_wait_for_is_countersigned(cast: Cast) -> None:
    sent, referent = report(cast, "e1", Level.ABANDONED), cast.referent()
    with pytest.raises(BadInput, match="attend le contreseing de\u202f: Ville inventée"):
        verify_report(by=referent, report=sent)
    with pytest.raises(BadInput, match="n'attend pas votre contreseing"):
        countersign(by=cast.partner("e2"), report=sent)
    countersign(by=cast.partner("v1"), report=sent)
    assert verify_report(by=referent, report=sent).state == ReportState.VERIFIED


def test_each_of_those_who_wait_countersigns(cast: Cast) -> None:
    other = an_organisation(name="Agglomération inventée")
    row = cast.row("v2")
    row.parties.create(organisation=other, role="copilote", position=2, source=row.source)
    sent, referent = report(cast, "e1", Level.ABANDONED), cast.referent()
    countersign(by=cast.partner("v1"), report=sent)
    with pytest.raises(BadInput, match="Agglomération inventée"):
        verify_report(by=referent, report=sent)
    countersign(by=a_member(Role.PARTNER, france(), organisation=other), report=sent)
    assert verify_report(by=referent, report=sent).state == ReportState.VERIFIED


def test_holder_answers_once_and_a_settled_debate_is_not_opened_again(cast: Cast) -> None:
    sent, partner = report(cast, "e2"), cast.partner("e2")
    contest_report(by=cast.referent(Role.CITIZENS), report=sent, words="Le lieu est fermé.")
    answer_contest(by=partner, report=sent, words="Il rouvre lundi.")
    with pytest.raises(BadInput, match="déjà fait"):
        answer_contest(by=partner, report=sent, words="Il rouvre mardi.")
    settle_contest(by=cast.referent(), report=sent, words="Vu sur place.")
    with pytest.raises(BadInput, match="déjà fait"):
        contest_report(by=cast.referent(Role.CITIZENS), report=sent, words="Il est fermé de nouveau.")
