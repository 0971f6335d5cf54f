"""What promises bring to the desk, and what letters tell of what changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tenir.core.people.models import User
from tenir.core.rights import Role
from tenir.modules.commitments.actions import (
    answer_contest,
    contest_report,
    countersign,
    judge_evidence,
    send_back,
    settle_contest,
    verify_report,
)
from tenir.modules.commitments.enums import Level
from tenir.modules.commitments.evidence.enums import EvidenceState
from tenir.modules.commitments.models import Commitment, ProgressReport, ReportStep
from tenir.modules.commitments.moments import months_before
from tenir.modules.commitments.reporting import letters
from tenir.modules.commitments.tests.builders import france
from tenir.modules.commitments.tests.evidence_builders import Scene
from tenir.modules.commitments.tests.reporting import Cast, report
from tests.builders import a_member, a_place
from tests.desks import lists, queries

pytestmark = pytest.mark.django_db
WEEKS = timedelta(days=20)


@pytest.fixture
def cast() -> Cast:
    return Cast()


def page_of(one: ProgressReport) -> str:
    return f"/avancement/points/{one.pk}/"


def outsiders(cast: Cast) -> list[User]:
    """A partner of nobody here, a préfecture elsewhere, and the holder's own of another day."""
    gone = cast.partner("v1")
    gone.memberships.update(until=date(2020, 1, 1))
    return [a_member(Role.PARTNER, france()), a_member(Role.PREFECTURE, a_place(inside=france())), gone]


def test_promises_without_news_wait_for_their_holder_alone(cast: Cast) -> None:
    todo = lists(cast.partner("v1"))[0]
    assert "Faire le point : V1 Promesse v1" in todo
    assert "/avancement/engagements/contrat-invente/v1/" in todo
    assert "En retard" in todo
    assert "Promesse e1" not in todo
    for user in [*outsiders(cast), cast.partner("e1")]:
        assert "Promesse v1" not in "".join(lists(user))


def test_a_late_promise_is_asked_about_a_month_after_its_last_news(cast: Cast) -> None:
    holder = cast.partner("v1")
    news = timezone.localdate() - timedelta(days=70)
    Commitment.objects.filter(slug="v1").update(news_on=news, due_on=news)
    todo = lists(holder)[0]
    line = todo[todo.index("Promesse v1") :].split("</li>")[0]
    assert "son échéance est passée, Contrat inventé" in line
    assert f'datetime="{months_before(news, -1):%Y-%m-%d}"' in line


def test_a_report_waits_for_whoever_judges_and_is_awaited_by_who_declared_it(cast: Cast) -> None:
    holder, referent = cast.partner("v1"), cast.referent()
    one = report(cast, "v1", by=holder)
    assert "Vérifier : V1 Promesse v1" in lists(referent)[0]
    todo, waiting, _ = lists(holder)
    assert (page_of(one) in todo, page_of(one) in waiting) == (False, True)
    assert "attend d'être vérifié" in waiting
    for user in outsiders(cast):
        assert page_of(one) not in "".join(lists(user))
    verify_report(by=referent, report=one)
    assert "Vérifier" not in lists(referent)[0]
    _, waiting, changed = lists(holder)
    assert (page_of(one) in waiting, page_of(one) in changed) == (False, True)
    assert "vérifié, par Préfecture inventée" in changed
    assert page_of(one) not in lists(referent)[2]


def test_what_was_sent_back_waits_again(cast: Cast) -> None:
    holder = cast.partner("v1")
    one = report(cast, "v1", by=holder)
    send_back(by=cast.referent(), report=one, words="Quel chantier ?")
    todo, _, changed = lists(holder)
    assert "renvoyé avec un commentaire, Contrat inventé" in todo
    assert "renvoyé avec un commentaire, par Préfecture inventée" in changed


def test_a_debate_goes_from_the_holder_to_whoever_settles_and_its_opener_follows_it(cast: Cast) -> None:
    holder, opener, referent = cast.partner("v1"), a_member(Role.CITIZENS, france()), cast.referent()
    one = report(cast, "v1", by=holder)
    contest_report(by=opener, report=one, words="Rien n'a bougé.")
    assert "Répondre : V1 Promesse v1" in lists(holder)[0]
    assert "Faire le point : V1" not in lists(holder)[0]
    assert page_of(one) not in lists(referent)[0]
    assert "votre réponse est attendue" in str(letters.sections(holder))
    assert "vous l'avez contesté" in lists(opener)[1]
    assert page_of(one) not in lists(opener)[2]
    answer_contest(by=holder, report=one, words="Voyez le chantier.")
    assert "Répondre" not in lists(holder)[0]
    assert "votre réponse est attendue" not in str(letters.sections(holder))
    assert "contesté, attend d'être tranché" in lists(holder)[1]
    assert "Trancher : V1 Promesse v1" in lists(referent)[0]
    assert "le porteur a répondu" in lists(opener)[2]
    settle_contest(by=referent, report=one, words="Vu sur place.")
    assert "maintenu après débat" in lists(holder)[2]
    assert page_of(one) not in lists(opener)[1]


def test_who_contested_does_not_settle_and_silence_is_settled_without_the_holder(cast: Cast) -> None:
    one, opener, referent = report(cast, "v1"), cast.referent(), cast.referent(Role.DELEGATE)
    contest_report(by=opener, report=one, words="Rien n'a bougé.")
    ReportStep.objects.update(at=timezone.now() - WEEKS)
    assert "Trancher" not in lists(opener)[0]
    assert "Trancher : V1 Promesse v1" in lists(referent)[0]


def test_a_stop_waits_for_who_depends_on_it(cast: Cast) -> None:
    city, state = cast.partner("v1"), cast.partner("e1")
    report(cast, "e1", by=state)
    assert "Contresigner" not in lists(city)[0]
    one = report(cast, "e1", Level.ABANDONED, by=state)
    assert "Contresigner : E1 Promesse e1" in lists(city)[0]
    assert "attend le contreseing de Ville inventée" in lists(state)[1]
    assert all("Contresigner" not in lists(user)[0] for user in [state, *outsiders(cast)])
    countersign(by=city, report=one)
    assert "Contresigner" not in lists(city)[0]
    assert "attend d'être vérifié" in lists(state)[1]
    assert "contresigné, par Ville inventée" in lists(state)[2]


def test_proofs_wait_for_who_judges_them_and_their_verdict_is_told(scene: Scene) -> None:
    proof = scene.give("Procès-verbal de mars")
    title = "Juger la preuve : Procès-verbal de mars"
    assert title in lists(scene.judge)[0]
    assert "Procès-verbal de mars" in lists(scene.giver)[1]
    elsewhere = a_member(Role.DELEGATE, a_place(inside=france()))
    own = a_member(Role.DELEGATE, scene.town, organisation=scene.landlord)
    assert all(title not in lists(user)[0] for user in (elsewhere, own, scene.giver))
    judge_evidence(by=scene.judge, evidence=proof, verdict=EvidenceState.ACCEPTED, seen=proof.state)
    _, waiting, changed = lists(scene.giver)
    assert ("Procès-verbal" in waiting, "preuve acceptée" in changed) == (False, True)
    assert "Procès-verbal" not in "".join(lists(elsewhere))


def test_what_is_older_than_the_last_visit_is_told_no_more(cast: Cast) -> None:
    holder = cast.partner("v1")
    one = report(cast, "v1", by=holder)
    verify_report(by=cast.referent(), report=one)
    ReportStep.objects.update(at=timezone.now() - WEEKS)
    assert page_of(one) not in lists(holder)[2]
    User.objects.filter(pk=holder.pk).update(last_visit=timezone.now() - 2 * WEEKS)
    assert page_of(one) in lists(holder)[2]


def test_letter_tells_verdicts_since_the_last_one_and_they_may_be_declined(cast: Cast) -> None:
    holder = cast.partner("v2")
    one = report(cast, "v2", Level.ACHIEVED, by=holder)
    assert "Ce qui a changé" not in str(letters.sections(holder))
    verify_report(by=cast.referent(), report=one)
    news = letters.sections(holder)[-1]
    assert (news.title, news.is_duty) == ("Ce qui a changé autour de vos engagements", False)
    assert news.lines[0].words == "V2 Promesse v2\u202f: vérifié, par Préfecture inventée"
    assert all("Ce qui a changé" not in str(letters.sections(user)) for user in outsiders(cast))
    holder.letters.create(key=f"digest:{holder.pk}:2026-10", subject="x")
    assert "Ce qui a changé" not in str(letters.sections(holder))


@pytest.mark.parametrize("who", ["holder", "referent"])
def test_the_desk_asks_as_often_whatever_is_reported(cast: Cast, who: str) -> None:
    user = cast.partner("e1") if who == "holder" else cast.referent()
    _reported(cast, "e1")
    few = queries(user)
    for slug in ("e2", "v1", "v2", "v3", "e1"):
        _reported(cast, slug)
    assert queries(user) == few


def _reported(cast: Cast, slug: str) -> None:
    """One verified, one sent back, one stop that waits."""
    verify_report(by=cast.referent(), report=report(cast, slug))
    send_back(by=cast.referent(), report=report(cast, slug), words="Pourquoi ?")
    report(cast, slug, Level.ABANDONED)
