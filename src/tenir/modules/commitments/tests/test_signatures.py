"""Collecting signatures: what is frozen, who signs, what a correction asks, what reminds."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from tenir.core import rights
from tenir.core.actions import System
from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.people import links
from tenir.core.people.models import Letter, Organisation, User
from tenir.core.rights import Role
from tenir.modules.commitments import actions, permissions
from tenir.modules.commitments.editing import contents
from tenir.modules.commitments.enums import SigningState
from tenir.modules.commitments.models import Commitment, Framework, Signatory, SignatureInvitation, SignatureRound
from tenir.modules.commitments.reporting import letters
from tenir.modules.commitments.signing import asked
from tenir.modules.commitments.signing import text as words_of
from tenir.modules.commitments.tests.builders import france, two_sided
from tests.builders import a_member, an_organisation

pytestmark = pytest.mark.django_db
ME = System("test")


class Round:
    """A framework put to signature, with an organisation that is invited."""

    def __init__(self) -> None:
        self.framework: Framework = two_sided()
        self.organisation: Organisation = an_organisation(name="Bailleur inventé")
        self.signer: User = a_member(Role.PARTNER, france(), organisation=self.organisation)
        due = timezone.localdate() + timedelta(days=30)
        self.round: SignatureRound = actions.open_signatures(by=ME, framework=self.framework, due_on=due)
        self.invitation = self.invite(self.organisation)

    def invite(self, organisation: Organisation, email: str = "") -> SignatureInvitation:
        return actions.invite_to_sign(by=ME, round=self.round, organisation=organisation, email=email)

    def seen(self) -> str:
        return self.round.latest.sha256

    def sign(self, by: User | None = None) -> SignatureInvitation:
        return actions.sign_framework(by=by or self.signer, invitation=self.invitation, seen=self.seen())

    def amend(self, **fields: str) -> None:
        row = Commitment.objects.get(framework=self.framework, slug="v1")
        content = replace(contents.of(row), **fields)  # type: ignore[arg-type]
        actions.amend_commitment(by=ME, commitment=row, content=content, revision=None, reason="Motif.")

    def correct(self, *, is_minor: bool) -> None:
        now = words_of.sha256(words_of.canonical(self.framework))
        actions.correct_text(by=ME, round=self.round, is_minor=is_minor, reason="Une lettre manquait.", seen=now)

    def state(self) -> str:
        self.invitation.refresh_from_db()
        return self.invitation.state

    def secret(self) -> str:
        words = Letter.objects.filter(user=self.signer).order_by("-pk")[0].words
        found = re.search(r"/signatures/lien/([^/]+)/", words)
        assert found
        return found[1]


@pytest.fixture
def asked_for(db: None) -> Round:
    return Round()


def test_signing_writes_a_signatory_of_the_day_and_the_words(asked_for: Round) -> None:
    row = asked_for.sign()
    signatory = Signatory.objects.get(framework=asked_for.framework, organisation=asked_for.organisation)
    assert signatory.on == timezone.localdate()
    assert row.text is not None
    assert row.text.sha256 == words_of.sha256(row.text.words)
    assert Entry.objects.filter(verb="commitments.sign_framework").count() == 1


def test_same_promises_give_the_same_words_and_levels_change_nothing(asked_for: Round) -> None:
    before = words_of.canonical(asked_for.framework)
    Commitment.objects.filter(slug="v1").update(level="objectif_atteint")
    assert words_of.canonical(asked_for.framework) == before == asked_for.round.latest.words


def test_nobody_else_signs_for_an_organisation(asked_for: Round) -> None:
    stranger = a_member(Role.PARTNER, france())
    colleague = a_member(Role.PARTNER, france(), organisation=asked_for.organisation)
    for other in (stranger, colleague):
        with pytest.raises(rights.Refused):
            asked_for.sign(by=other)
    assert asked_for.state() == SigningState.WAITING


def test_colleague_signs_once_the_invited_person_has_left(asked_for: Round) -> None:
    colleague = a_member(Role.PARTNER, france(), organisation=asked_for.organisation)
    asked_for.signer.memberships.update(until=timezone.localdate() - timedelta(days=1))
    assert [one.pk for one in asked.waiting_for(colleague)] == [asked_for.invitation.pk]
    asked_for.sign(by=colleague)
    assert asked_for.state() == SigningState.SIGNED


def test_what_was_not_read_is_not_signed(asked_for: Round) -> None:
    with pytest.raises(BadInput, match="le texte a changé"):
        actions.sign_framework(by=asked_for.signer, invitation=asked_for.invitation, seen="0" * 64)
    asked_for.amend(title="Promesse tout autre")
    with pytest.raises(BadInput, match="en cours de correction"):
        asked_for.sign()
    assert not Signatory.objects.filter(organisation=asked_for.organisation).exists()


def test_slip_keeps_signatures_and_shows_the_difference(asked_for: Round) -> None:
    asked_for.sign()
    asked_for.amend(title="Promesse v1.")
    asked_for.correct(is_minor=True)
    assert asked_for.state() == SigningState.SIGNED
    (correction,) = asked.corrections(asked_for.round)
    assert [(one.before, one.after) for one in correction.differences] == [("Promesse v1", "Promesse v1.")]
    told = Entry.objects.get(verb="commitments.correct_text")
    assert "Promesse v1." in str(told.after)
    assert Letter.objects.filter(user=asked_for.signer).count() == 1


@pytest.mark.parametrize("change", [{"due": "2025-06-30"}, {"title": "Promesse v1 pour 12 ans"}, {"parties": ()}])
def test_what_changes_the_promise_is_no_slip(asked_for: Round, change: dict[str, str]) -> None:
    asked_for.sign()
    asked_for.amend(**change)
    with pytest.raises(BadInput, match="pas une simple correction"):
        asked_for.correct(is_minor=True)
    assert asked_for.round.texts.count() == 1


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("Ouvrir 12 000 lits", "Ouvrir 12000 lits", True),
        ("Ouvrir deux lits", "Ouvrir douze lits", False),
        ("Ouvrir un lit", "Ouvrir un  lit", True),
        ("Verser 1,5 million", "Verser 15 million", False),
    ],
)
def test_numbers_of_the_words_decide(before: str, after: str, same: bool) -> None:
    assert words_of.Difference("1", "title", before, after).is_wording is same


def test_amendment_asks_those_who_signed_again(asked_for: Round) -> None:
    asked_for.sign()
    asked_for.amend(due="2025-06-30")
    asked_for.correct(is_minor=False)
    assert asked_for.state() == SigningState.WAITING
    assert not Signatory.objects.filter(organisation=asked_for.organisation).exists()
    assert Entry.objects.filter(verb="commitments.void_signature").count() == 1
    assert Letter.objects.filter(user=asked_for.signer).count() == 2
    asked_for.sign()
    assert Signatory.objects.filter(organisation=asked_for.organisation).count() == 1


def test_refusal_says_why(asked_for: Round) -> None:
    told = {"by": asked_for.signer, "invitation": asked_for.invitation, "seen": asked_for.seen()}
    with pytest.raises(BadInput, match="motif"):
        actions.refuse_to_sign(**told, words=" ")
    actions.refuse_to_sign(**told, words="Le budget n'est pas voté.")
    assert asked_for.state() == SigningState.REFUSED
    assert asked.progress(asked_for.round).sentence == "Aucune organisation sur 1 n'a signé."


def test_invited_get_one_letter_and_their_digest_reminds(asked_for: Round) -> None:
    asked_for.invite(asked_for.organisation)
    assert Letter.objects.filter(user=asked_for.signer).count() == 1
    (section,) = [one for one in letters.sections(asked_for.signer) if "signature" in one.title]
    assert section.title == "1 texte attend votre signature"
    assert section.is_duty
    asked_for.sign()
    assert not [one for one in letters.sections(asked_for.signer) if "signature" in one.title]


def test_closed_round_takes_no_signature(asked_for: Round) -> None:
    actions.close_signatures(by=ME, round=asked_for.round)
    with pytest.raises(BadInput, match="close"):
        asked_for.sign()
    assert not asked.waiting_for(asked_for.signer).exists()


def test_organisation_of_nobody_cannot_be_invited(asked_for: Round) -> None:
    with pytest.raises(BadInput, match="personne n'agit"):
        asked_for.invite(an_organisation())
    with pytest.raises(BadInput, match="avec cette adresse"):
        asked_for.invite(asked_for.organisation, "personne@example.org")


def test_only_who_may_collects(asked_for: Round) -> None:
    due = timezone.localdate() + timedelta(days=3)
    partner = asked_for.signer
    with pytest.raises(rights.Refused):
        actions.open_signatures(by=partner, framework=asked_for.framework, due_on=due)
    with pytest.raises(rights.Refused):
        actions.invite_to_sign(by=partner, round=asked_for.round, organisation=an_organisation())
    with pytest.raises(rights.Refused):
        actions.close_signatures(by=partner, round=asked_for.round)


def test_signing_from_the_letter_without_an_account(asked_for: Round, client: Client) -> None:
    address = f"/signatures/lien/{asked_for.secret()}/"
    opened = client.get(address).content.decode()
    assert "Promesse v1" in opened
    assert asked_for.state() == SigningState.WAITING
    assert client.post(address, {"signer": "oui", "seen": "autre"}).status_code == 422
    answer = client.post(address, {"signer": "oui", "seen": asked_for.seen()}).content.decode()
    assert "C'est enregistré" in answer.replace("&#x27;", "'")
    assert client.get(address).status_code == 410


def test_refusing_on_the_page_keeps_what_was_typed(asked_for: Round, client: Client) -> None:
    client.force_login(asked_for.signer)
    address = asked_for.invitation.get_absolute_url()
    assert client.post(address, {"refuser": "oui", "seen": asked_for.seen(), "words": ""}).status_code == 422
    kept = client.post(address, {"refuser": "oui", "seen": "autre", "words": "Pas encore."})
    assert "Pas encore." in kept.content.decode()
    assert client.post(address, {"refuser": "oui", "seen": asked_for.seen(), "words": "Non."}).status_code == 200
    assert asked_for.state() == SigningState.REFUSED


def test_page_of_progress_tells_who_has_not_only_to_who_collects(asked_for: Round, client: Client) -> None:
    address = f"/cadres/{asked_for.framework.slug}/signatures/"
    public = client.get(address).content.decode()
    assert "Aucune organisation sur 1" in public
    assert "Bailleur inventé" not in public
    client.force_login(a_member(Role.PREFECTURE, france()))
    assert "Bailleur inventé" in client.get(address).content.decode()


def test_referent_opens_invites_corrects_and_closes_by_form(client: Client) -> None:
    framework, holder = two_sided(), an_organisation(name="Association inventée")
    a_member(Role.PARTNER, france(), organisation=holder)
    client.force_login(a_member(Role.PREFECTURE, france()))
    base = f"/cadres/{framework.slug}/signatures/"
    due = (timezone.localdate() + timedelta(days=9)).isoformat()
    assert client.post(f"{base}demander/", {"due_on": due}).status_code == 302
    assert client.post(f"{base}inviter/", {"organisation": holder.pk}).status_code == 302
    assert "Rien n'a changé" in client.get(f"{base}correction/").content.decode().replace("&#x27;", "'")
    Commitment.objects.filter(slug="v1").update(title="Promesse v1 !")
    assert "Voir ce qui change" in client.get(base).content.decode()
    shown = client.get(f"{base}correction/").content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', shown)
    assert seen
    told = {"kind": "simple", "reason": "Ponctuation.", "seen": seen[1]}
    assert client.post(f"{base}correction/", told).status_code == 302
    assert "Ponctuation." in client.get(base).content.decode()
    assert client.post(f"{base}clore/").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_of_a_hundred_uses_of_one_link_one_signs() -> None:
    asked_for = Round()
    secret, seen = asked_for.secret(), asked_for.seen()
    start, told = threading.Barrier(20), []

    def use() -> None:
        start.wait()
        for _ in range(5):
            try:
                link = links.opened(secret, verb=permissions.SIGN)
                actions.sign_framework(by=link.user, invitation=asked_for.invitation, seen=seen, link=link)
                told.append("signé")
            except BadInput:
                told.append("refusé")
        connection.close()

    threads = [threading.Thread(target=use) for _ in range(20)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=120)
    assert sorted(set(told)) == ["refusé", "signé"]
    assert (len(told), told.count("signé")) == (100, 1)
    assert Entry.objects.filter(verb="commitments.sign_framework").count() == 1
