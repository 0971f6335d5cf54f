"""The file of a progress report: in pieces by the personal link of a letter, or plainly with the form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tenir.core.actions import action
from tenir.core.people import links
from tenir.core.people.models import PersonalLink, User
from tenir.core.rights import Role
from tenir.modules.commitments.evidence import depositors
from tenir.modules.commitments.models import Deposit, Evidence, ProgressReport
from tenir.modules.commitments.reporting import mine
from tenir.modules.commitments.reporting.letters import REPORT
from tenir.modules.commitments.tests.builders import ME, france
from tenir.modules.commitments.tests.evidence_builders import PDF
from tenir.modules.commitments.tests.reporting import Cast
from tenir.modules.commitments.tests.test_report_pages import DATA
from tests.builders import a_member

pytestmark = pytest.mark.django_db
PIECE = "application/offset+octet-stream"


@action
def give(*, by: object, user: User, on: Any = None, verb: str = REPORT) -> str:
    return links.give(by=by, user=user, verb=verb, lasting=links.LONGEST, on=on)[1]  # type: ignore[arg-type]


class Sender:
    """A telephone that a letter's link opened, signed in nowhere."""

    def __init__(self, user: User, **link: Any) -> None:
        self.client, self.secret = Client(), give(by=ME, user=user, **link)

    def headers(self, **more: str) -> dict[str, str]:
        return {"Tus-Resumable": "1.0.0", depositors.HEADER: self.secret, **more}

    def begin(self, slug: str = "e2", length: int = len(PDF)) -> Any:
        headers = self.headers(**{"Upload-Length": str(length)})
        return self.client.post(f"/cadres/contrat-invente/{slug}/preuves/depots/", headers=headers)

    def add(self, url: str, offset: int, piece: bytes) -> Any:
        headers = self.headers(**{"Upload-Offset": str(offset)})
        return self.client.patch(url, piece, content_type=PIECE, headers=headers)

    def standing(self, url: str) -> tuple[int, str | None]:
        answer = self.client.head(url, headers=self.headers())
        return answer.status_code, answer.headers.get("Upload-Offset")

    def deposit(self) -> str:
        """A whole file; its token."""
        url = self.begin().headers["Location"]
        self.add(url, 0, PDF)
        return str(Deposit.objects.get().token)

    def send(self, **more: Any) -> Any:
        return self.client.post(f"/avancement/lien/{self.secret}/engagements/contrat-invente/e2/", DATA | more)


@pytest.fixture
def cast() -> Cast:
    return Cast()


@pytest.fixture
def sender(cast: Cast, disk: Path) -> Sender:
    return Sender(cast.partner("e2"))


def test_file_cut_in_the_middle_goes_on_and_leaves_with_the_report(sender: Sender) -> None:
    url = sender.begin().headers["Location"]
    assert sender.add(url, 0, PDF[:300]).status_code == 204
    # The page is opened again.
    assert sender.standing(url) == (200, "300")
    assert sender.add(url, 300, PDF[300:]).status_code == 204
    assert sender.send(depot=str(Deposit.objects.get().token)).status_code == 302
    proof = Evidence.objects.get()
    assert (proof.report, proof.file_sort, proof.is_public) == (ProgressReport.objects.get(), "pdf", False)
    assert Deposit.objects.count() == 0


def test_no_address_of_a_deposit_holds_the_secret(sender: Sender) -> None:
    begun = sender.begin()
    assert sender.secret not in begun.headers["Location"]
    page = sender.client.get(f"/avancement/lien/{sender.secret}/").content.decode()
    assert 'data-deposits="/cadres/contrat-invente/e2/preuves/depots/"' in page
    assert f'data-link-header="{depositors.HEADER}"' in page


def test_link_that_ended_is_told_in_a_sentence(sender: Sender) -> None:
    url = sender.begin().headers["Location"]
    PersonalLink.objects.update(until="2026-01-01T00:00:00Z", since="2025-12-01T00:00:00Z")
    for answer in (sender.begin(), sender.add(url, 0, PDF)):
        assert (answer.status_code, "Ce lien ne s'ouvre plus." in answer.content.decode()) == (410, True)
    PersonalLink.objects.update(until="2099-01-01T00:00:00Z", revoked_at="2026-01-01T00:00:00Z")
    assert [sender.begin().status_code, sender.standing(url)[0]] == [410, 410]
    assert Deposit.objects.get().received == 0


def test_link_deposits_for_what_it_speaks_of_only(cast: Cast, disk: Path) -> None:
    partner = cast.partner("e2")
    # Their role would let them prove v1 in person; they hold e1 and e2.
    assert [Sender(partner).begin(slug).status_code for slug in ("v1", "e1")] == [403, 201]
    bound = Sender(partner, on=cast.row("e2"))
    assert [bound.begin(slug).status_code for slug in ("e1", "e2")] == [403, 201]
    other_verb = Sender(partner, verb="people.choose_letters")
    assert other_verb.begin().status_code == 410


def test_deposit_begun_in_person_goes_on_by_no_link_of_another_promise(cast: Cast, disk: Path) -> None:
    partner, client = cast.partner("e2"), Client()
    client.force_login(partner)
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": "9"}
    url = client.post("/cadres/contrat-invente/v1/preuves/depots/", headers=headers).headers["Location"]
    assert Sender(partner).add(url, 0, b"x").status_code == 403
    assert Sender(partner, on=cast.row("e2")).standing(url)[0] == 403


def test_link_goes_before_the_session_of_somebody_else(sender: Sender, cast: Cast) -> None:
    other = a_member(Role.PROJECT_LEAD, france())
    sender.client.force_login(other)
    sender.begin()
    assert Deposit.objects.get().user == PersonalLink.objects.get().user != other


def test_link_gives_no_right_that_its_person_lost(sender: Sender) -> None:
    url = sender.begin().headers["Location"]
    PersonalLink.objects.get().user.memberships.update(until="2020-01-01")
    assert [sender.begin().status_code, sender.add(url, 0, PDF).status_code] == [403, 403]


def test_deposit_of_somebody_else_is_not_attached(sender: Sender, cast: Cast) -> None:
    theirs = sender.deposit()
    thief = Sender(cast.partner("e2"))
    answer = thief.send(depot=theirs)
    assert (answer.status_code, "a été oublié" in answer.content.decode()) == (422, True)
    assert thief.send(depot="n'importe quoi").status_code == 422
    assert (ProgressReport.objects.count(), Evidence.objects.count(), Deposit.objects.count()) == (0, 0, 1)
    assert thief.standing(f"/depots/{theirs}/")[0] == 404


def test_deposit_of_another_promise_is_not_attached(sender: Sender, cast: Cast) -> None:
    url = sender.begin("e1").headers["Location"]
    sender.add(url, 0, PDF)
    assert sender.send(depot=str(Deposit.objects.get().token)).status_code == 422
    assert not ProgressReport.objects.exists()


def test_file_that_has_not_all_arrived_keeps_the_report_back(sender: Sender) -> None:
    url = sender.begin().headers["Location"]
    sender.add(url, 0, PDF[:300])
    answer = sender.send(depot=url.split("/")[-2])
    assert "pas arrivé en entier" in answer.content.decode()
    assert (ProgressReport.objects.count(), Deposit.objects.count()) == (0, 1)


def test_sent_twice_with_its_file_is_one_report_and_one_proof(sender: Sender) -> None:
    token = sender.deposit()
    answers = [sender.send(depot=token) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    plain = [sender.send(proof_file=SimpleUploadedFile("a.pdf", PDF)) for _ in range(2)]
    assert [answer.status_code for answer in plain] == [302, 302]
    assert (ProgressReport.objects.count(), Evidence.objects.count(), Deposit.objects.count()) == (1, 1, 0)


def test_plain_file_stays_while_the_rest_is_mended(sender: Sender) -> None:
    page = sender.send(level="fini", proof_file=SimpleUploadedFile("état.pdf", PDF)).content.decode()
    token = str(Deposit.objects.get().token)
    assert ("Fichier déjà arrivé" in page, f'name="depot" value="{token}"' in page) == (True, True)
    assert sender.send(depot=token).status_code == 302
    assert Evidence.objects.get().file_name == "état.pdf"


def test_file_that_is_not_wanted_any_more_is_forgotten(sender: Sender) -> None:
    assert sender.send(depot=sender.deposit(), sans_fichier="oui").status_code == 302
    assert (ProgressReport.objects.count(), Evidence.objects.count(), Deposit.objects.count()) == (1, 0, 0)


def test_file_that_is_no_proof_is_refused_and_gone(sender: Sender) -> None:
    answer = sender.send(proof_file=SimpleUploadedFile("photo.jpg", b"MZ\x00\x00"))
    assert (answer.status_code, "Rien n'a été envoyé" in answer.content.decode()) == (422, True)
    assert (ProgressReport.objects.count(), Deposit.objects.count()) == (0, 0)


def test_file_and_link_at_once_are_told_before_anything_is_written(sender: Sender) -> None:
    answer = sender.send(depot=sender.deposit(), proof_link="https://exemple.fr/chantier")
    assert "une seule sorte" in answer.content.decode()
    assert (ProgressReport.objects.count(), Deposit.objects.count()) == (0, 1)


def test_speaks_of_is_one_of_what_is_owed(cast: Cast) -> None:
    partner = cast.partner("e2")
    slugs = {one.commitment.slug for one in mine.owed_by(partner)}
    assert {slug for slug in ("e1", "e2", "v1", "v2") if mine.speaks_of(partner, cast.row(slug))} == slugs
