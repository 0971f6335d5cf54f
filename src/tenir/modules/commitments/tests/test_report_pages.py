"""The pages of a progress report: from a letter or signed in, refused kindly, judged, told to everybody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tenir.core.actions import action
from tenir.core.errors import BadInput
from tenir.core.people import links
from tenir.core.people.models import PersonalLink, User
from tenir.core.rights import Role
from tenir.modules.commitments.actions import contest_report, verify_report
from tenir.modules.commitments.enums import Level
from tenir.modules.commitments.models import Evidence, ProgressReport
from tenir.modules.commitments.reporting import mine
from tenir.modules.commitments.reporting.letters import REPORT
from tenir.modules.commitments.tests.builders import ME, france
from tenir.modules.commitments.tests.reporting import Cast, report
from tests.builders import a_member

pytestmark = pytest.mark.django_db
DATA = {"key": "une-clé", "seen": "0", "sentence": "Les travaux avancent.", "level": "en_cours_de_deploiement"}


@action
def give(*, by: object, user: User) -> str:
    return links.give(by=by, user=user, verb=REPORT, lasting=timedelta(days=30))[1]  # type: ignore[arg-type]


@pytest.fixture
def cast() -> Cast:
    return Cast()


def home(user: User) -> str:
    return f"/avancement/lien/{give(by=ME, user=user)}/"


def test_letter_opens_what_waits_and_uses_nothing_up(cast: Cast, client: Client) -> None:
    address = home(cast.partner("e2"))
    pages = [client.get(address) for _ in range(2)]
    assert [page.status_code for page in pages] == [200, 200]
    assert "1 sur 2" in pages[1].content.decode()
    assert pages[1]["Cache-Control"] == "no-store"
    assert pages[1]["Referrer-Policy"] == "same-origin"
    assert PersonalLink.objects.get().used_at is None


def test_report_by_letter_leads_to_the_next(cast: Cast, client: Client) -> None:
    partner = cast.partner("e2")
    address = home(partner)
    answer = client.post(f"{address}engagements/contrat-invente/e2/?fait=0", DATA)
    sent = ProgressReport.objects.get()
    assert answer["Location"] == f"{address}engagements/contrat-invente/e1/?fait=1&envoye={sent.pk}"
    assert (sent.author, sent.level, sent.sentence) == (partner, Level.ROLLED_OUT, "Les travaux avancent.")
    following = client.get(answer["Location"]).content.decode()
    assert "2 sur 2" in following
    assert "Envoyé" in following


def test_last_one_is_thanked(cast: Cast, client: Client) -> None:
    address = home(cast.partner("e2"))
    report(cast, "e1", Level.NEARING)
    answer = client.post(f"{address}engagements/contrat-invente/e2/?fait=1", DATA)
    assert "2 sur 2, merci" in client.get(answer["Location"]).content.decode()


def test_sent_twice_is_one_report(cast: Cast, client: Client) -> None:
    address = f"{home(cast.partner('e2'))}engagements/contrat-invente/e2/"
    assert [client.post(address, DATA).status_code for _ in range(2)] == [302, 302]
    assert ProgressReport.objects.count() == 1


def test_second_sees_both_versions_and_loses_nothing(cast: Cast, client: Client) -> None:
    address = f"{home(cast.partner('e2'))}engagements/contrat-invente/e2/"
    first = report(cast, "e2", Level.NEARING, sentence="La peinture est finie.")
    answer = client.post(address, DATA)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert ("La peinture est finie." in page, "Les travaux avancent." in page) == (True, True)
    assert f'name="seen" value="{first.pk}"' in page
    assert client.post(address, DATA | {"seen": str(first.pk)}).status_code == 302


def test_dead_link_says_so_kindly(cast: Cast, client: Client) -> None:
    address = home(cast.partner("e2"))
    PersonalLink.objects.update(revoked_at="2026-01-01T00:00:00Z")
    answer = client.get(address)
    assert (answer.status_code, "ne s'ouvre plus" in answer.content.decode()) == (410, True)
    assert client.post(f"{address}engagements/contrat-invente/e2/", DATA).status_code == 410
    assert not ProgressReport.objects.exists()


def test_link_gives_no_right_that_its_person_lost(cast: Cast, client: Client) -> None:
    partner = cast.partner("e2")
    address = f"{home(partner)}engagements/contrat-invente/e2/"
    partner.memberships.update(until="2020-01-01")
    assert client.get(address).status_code == 404
    assert client.post(address, DATA).status_code == 404


def test_promise_of_others_is_not_there(cast: Cast, client: Client) -> None:
    address = home(cast.partner("e2"))
    assert client.get(f"{address}engagements/contrat-invente/v1/").status_code == 404
    client.force_login(cast.partner("e2"))
    assert client.get("/avancement/engagements/contrat-invente/v1/").status_code == 404
    assert client.get("/avancement/engagements/rien/du-tout/").status_code == 404


def test_level_that_is_none_is_refused_and_words_stay(cast: Cast, client: Client) -> None:
    client.force_login(cast.partner("e2"))
    answer = client.post("/avancement/engagements/contrat-invente/e2/", DATA | {"level": "fini"})
    assert answer.status_code == 422
    assert "Les travaux avancent." in answer.content.decode()


def test_what_waits_is_the_longest_silence_first(cast: Cast, django_assert_num_queries: object) -> None:
    partner = cast.partner("e2")
    assert [(one.commitment.slug, one.why) for one in mine.due_for(partner)] == [
        ("e2", "sans aucune nouvelle"),
        ("e1", "muet"),
    ]
    report(cast, "e2", by=partner)
    assert [one.commitment.slug for one in mine.due_for(partner)] == ["e1"]


def test_page_of_the_promise_tells_the_debate(cast: Cast, client: Client) -> None:
    sent = report(cast, "e2")
    contest_report(by=cast.referent(Role.CITIZENS), report=sent, words="Le lieu est fermé.")
    page = client.get("/cadres/contrat-invente/e2/").content.decode()
    assert ("Le lieu est fermé." in page, "Contesté" in page, "Personne " in page) == (True, True, False)


def test_referent_finds_what_waits_and_verifies_it(cast: Cast, client: Client) -> None:
    sent = report(cast, "e2")
    client.force_login(cast.referent())
    assert "Promesse e2" in client.get("/avancement/a-verifier/").content.decode()
    assert "Vérifier" in client.get(f"/avancement/points/{sent.pk}/").content.decode()
    assert client.post(f"/avancement/points/{sent.pk}/verifier/").status_code == 302
    assert "Rien n'attend" in client.get("/avancement/a-verifier/").content.decode()


def test_refused_verdict_is_told_beside_the_form(cast: Cast, client: Client) -> None:
    sent = report(cast, "e2")
    client.force_login(cast.referent())
    assert client.post(f"/avancement/points/{sent.pk}/renvoyer/", {"words": ""}).status_code == 422
    verify_report(by=cast.referent(), report=sent)
    answer = client.post(f"/avancement/points/{sent.pk}/renvoyer/", {"words": "Trop tard."})
    assert (answer.status_code, "est déjà" in answer.content.decode()) == (422, True)


def test_pages_ask_as_many_questions_for_many_promises(cast: Cast, client: Client) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for slug in ("v3", "v1"):
        client.force_login(cast.partner(slug))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/avancement/")
        counts.append(len(asked))
    assert counts[0] == counts[1] < 25


def test_proof_comes_with_the_report_or_neither_does(cast: Cast, client: Client, disk: object) -> None:
    address = f"{home(cast.partner('e2'))}engagements/contrat-invente/e2/"
    refused = client.post(address, DATA | {"proof_file": SimpleUploadedFile("a.exe", b"MZ\x00")})
    assert (refused.status_code, ProgressReport.objects.count()) == (422, 0)
    assert "Les travaux avancent." in refused.content.decode()
    assert client.post(address, DATA | {"proof_link": "https://exemple.fr/chantier"}).status_code == 302
    proof = Evidence.objects.get()
    assert (proof.report, proof.link, proof.is_public) == (
        ProgressReport.objects.get(),
        "https://exemple.fr/chantier",
        False,
    )


def test_judge_of_a_report_finds_its_proof(cast: Cast, client: Client) -> None:
    address = f"{home(cast.partner('e2'))}engagements/contrat-invente/e2/"
    client.post(address, DATA | {"proof_link": "https://exemple.fr/chantier"})
    client.force_login(cast.referent())
    page = client.get(f"/avancement/points/{ProgressReport.objects.get().pk}/").content.decode()
    assert f"/preuves/{Evidence.objects.get().pk}/" in page


def test_programs_read_what_was_declared_since(cast: Cast, client: Client) -> None:
    report(cast, "v1", Level.SUSPENDED)
    told = client.get("/api/v1/cadres/contrat-invente/v1").json()
    assert (told["level"], told["level_status"], told["declared_level"]) == (
        "en_cours_de_lancement",
        "verified",
        "suspendu",
    )
    assert (told["news_date"], told["silent"]) == (timezone.localdate().isoformat(), False)


def test_levels_are_said_in_plain_words_too(cast: Cast, client: Client) -> None:
    client.force_login(cast.partner("e2"))
    assert "en route, sur le terrain" in client.get("/avancement/engagements/contrat-invente/e2/").content.decode()
    assert "(ça commence)" in client.get("/cadres/contrat-invente/v1/").content.decode()


def test_refused_proof_leaves_the_page_as_it_was(cast: Cast, client: Client) -> None:
    client.force_login(cast.partner("v1"))
    address = "/avancement/engagements/contrat-invente/v1/"
    refused = client.post(address, DATA | {"level": "suspendu", "proof_link": "http://localhost/x"})
    page = refused.content.decode()
    assert (refused.status_code, ProgressReport.objects.count()) == (422, 0)
    assert 'value="en_cours_de_lancement" class="report-level report-level-now"' in page
    assert "janvier 2025" in page


def test_citizens_report_for_what_their_council_holds_and_nothing_else(cast: Cast, client: Client) -> None:
    citizen = a_member(Role.CITIZENS, france(), organisation=cast.holder("e2"))
    client.force_login(citizen)
    page = client.get("/avancement/engagements/contrat-invente/e2/").content.decode()
    # They send no figure, and prove nothing.
    assert ("Touchez un niveau" in page, "Joindre une preuve" in page) == (True, False)
    assert client.post("/avancement/engagements/contrat-invente/e2/", DATA).status_code == 302
    assert client.post("/avancement/engagements/contrat-invente/v1/", DATA).status_code == 404
    with pytest.raises(BadInput, match="ne porte pas"):
        report(cast, "v1", by=citizen, organisation=cast.holder("e2"))
    assert ProgressReport.objects.get().author == citizen
