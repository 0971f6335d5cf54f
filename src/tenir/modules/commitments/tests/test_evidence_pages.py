"""The screens of proof, without JavaScript: given, read by who may, judged, shown; files open to nobody else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tenir.core.rights import Role
from tenir.modules.commitments import actions
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.evidence import files, received
from tenir.modules.commitments.evidence.enums import FileSort
from tenir.modules.commitments.models import Deposit, Evidence, Framework
from tenir.modules.commitments.tests.builders import ME
from tenir.modules.commitments.tests.evidence_builders import PDF, Scene, kept, picture
from tenir.modules.indicators.actions import accept
from tenir.modules.indicators.models import Observation
from tests.builders import a_member
from tests.rights import figures as figures_of

PROMISE = "/cadres/pacte-invente/1/"
GIVE = f"{PROMISE}preuves/nouvelle/"
BLANK = dict.fromkeys(
    (
        *("link", "figure_value", "figure_unit", "figure_source", "observation", "words", "valid_until", "replaces"),
        *("organisation", "depot"),
    ),
    "",
)


@pytest.fixture
def giver(client: Client, scene: Scene) -> Client:
    client.force_login(scene.giver)
    return client


@pytest.fixture
def judge(scene: Scene) -> Client:
    client = Client()
    client.force_login(scene.judge)
    return client


def sent(client: Client, status: int, /, **fields: Any) -> str:
    answer = client.post(GIVE, {**BLANK, "title": "Photo du chantier", "about_on": "2026-03-02", **fields})
    page: str = answer.content.decode()
    assert answer.status_code == status, page
    return page


def upload(data: bytes = PDF, name: str = "Jeanne Martin.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_file_given_by_the_plain_form_is_there(giver: Client) -> None:
    sent(giver, 302, file=upload(picture(size=(80, 60)), "IMG.jpeg"))
    found = Evidence.objects.get()
    assert (found.file_sort, found.title, Deposit.objects.count()) == ("jpg", "Photo du chantier", 0)
    page = giver.get(found.get_absolute_url()).content.decode()
    assert (f'src="/preuves/{found.pk}/fichier/"' in page, "par ceux qui suivent" in page) == (True, True)
    assert giver.get(found.file_url).headers["Content-Type"] == "image/jpeg"


def test_other_sorts_come_from_what_is_filled(giver: Client) -> None:
    sent(giver, 302, link="https://example.org/bilan")
    sent(giver, 302, figure_value="1 250,5", figure_unit="m²", figure_source="Relevé")
    sent(giver, 302, words="Le conseil municipal a voté.")
    told = list(Evidence.objects.order_by("pk").values_list("kind", "link", "figure_value", "words"))
    assert [str(one[0]) for one in told] == ["lien", "chiffre", "decision"]
    assert str(told[1][2]) == "1250.5000"
    page = giver.get(PROMISE).content.decode()
    assert "Lien vers example.org" in page
    assert "Chiffre\u202f: 1\u202f250,5\u00a0m²" in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Il manque la preuve elle-même."),
        ({"link": "https://a.fr/", "words": "x"}, "Une preuve est d&#x27;une seule sorte."),
        ({"link": "http://127.0.0.1/"}, "Cette adresse mène à un réseau privé."),
        ({"figure_value": "12"}, "Un chiffre va avec son unité et sa source."),
        ({"figure_value": "douze", "figure_unit": "a", "figure_source": "b"}, "Écrivez un nombre"),
        ({"figure_value": "1e99", "figure_unit": "a", "figure_source": "b"}, "trop grand"),
        ({"figure_value": "NaN", "figure_unit": "a", "figure_source": "b"}, "trop grand"),
        ({"words": "x", "about_on": "2999-01-01"}, "Ce jour n&#x27;est pas encore venu."),
        ({"words": "x", "valid_until": "2020-01-01"}, "cesserait de valoir"),
        ({"words": "x", "title": ""}, "Ce que c&#x27;est"),
        ({"file": SimpleUploadedFile("a.pdf", b"")}, "Le fichier est vide."),
        ({"file": SimpleUploadedFile("a.zip", b"PK\x05\x06")}, "Une archive n&#x27;est pas une preuve lisible."),
        ({"depot": "5f0c5a3e-1111-4222-8333-444455556666"}, "Ce dépôt a été oublié."),
    ],
)
def test_refusal_stands_beside_what_was_typed(giver: Client, fields: dict[str, Any], sentence: str) -> None:
    page = sent(giver, 422, **fields)
    assert sentence in page
    assert str(fields.get("title", "Photo du chantier")) in page
    assert (Evidence.objects.count(), Deposit.objects.count()) == (0, 0)


def test_file_that_arrived_need_not_be_sent_again(giver: Client) -> None:
    page = sent(giver, 422, file=upload(), title="")
    assert "Fichier déjà arrivé\u202f: <strong>Jeanne Martin.pdf</strong>" in page
    token = re.search(r'name="depot" value="([^"]+)"', page)
    assert token
    sent(giver, 302, depot=token[1])
    found = Evidence.objects.get()
    assert (b"".join(files.chunks(found.file_sha256)), Deposit.objects.count()) == (PDF, 0)


def test_another_file_takes_the_place_of_the_one_that_arrived(giver: Client) -> None:
    page = sent(giver, 422, file=upload(), title="")
    token = re.search(r'name="depot" value="([^"]+)"', page)
    assert token
    sent(giver, 302, file=upload(PDF + b"\n", "autre.pdf"), depot=token[1])
    assert (Evidence.objects.get().file_name, Deposit.objects.count()) == ("autre.pdf", 0)


def test_too_heavy_file_is_refused_in_the_form(giver: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(received, "LARGEST", 1000)
    assert "Ce fichier pèse" in sent(giver, 422, file=upload(b"%PDF-" + b"x" * 2000))


def test_private_proof_and_its_file_are_not_there_for_others(scene: Scene, giver: Client) -> None:
    proof, anybody, citizen = scene.give(file=kept()), Client(), Client()
    citizen.force_login(a_member(Role.CITIZENS, scene.town))
    for other in (anybody, citizen):
        assert [other.get(url).status_code for url in (proof.get_absolute_url(), proof.file_url)] == [404, 404]
        assert "Procès-verbal" not in other.get(PROMISE).content.decode()
    assert [giver.get(url).status_code for url in (proof.get_absolute_url(), proof.file_url)] == [200, 200]
    assert "Procès-verbal" in giver.get(PROMISE).content.decode()


def test_public_proof_and_its_file_are_there_for_all_without_persons(scene: Scene, judge: Client) -> None:
    proof, anybody = scene.give("Réception", file=kept(name="Jeanne Martin.pdf")), Client()
    judge.post(f"{proof.get_absolute_url()}montrer/", {"publique": "oui"})
    page = anybody.get(PROMISE).content.decode() + anybody.get(proof.get_absolute_url()).content.decode()
    assert ("Réception" in page, "Valmérac Habitat" in page, "Donnée, pas encore jugée" in page) == (True, True, True)
    assert ("Jeanne" in page, scene.giver.name in page) == (False, False)
    assert anybody.get(proof.file_url).getvalue() == PDF
    judge.post(f"{proof.get_absolute_url()}montrer/", {"publique": ""})
    assert anybody.get(proof.file_url).status_code == 404
    assert "Réception" not in anybody.get(PROMISE).content.decode()


def test_file_is_confined(scene: Scene, giver: Client) -> None:
    document, image = scene.give(file=kept()), scene.give(file=kept(picture(), FileSort.JPEG))
    told = giver.get(document.file_url)
    assert told.headers["Content-Disposition"] == f'attachment; filename="preuve-{document.pk}-proces-verbal.pdf"'
    assert told.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert told.headers["X-Content-Type-Options"] == "nosniff"
    assert told.headers["Cache-Control"] == "private, no-cache"
    assert told.headers["Content-Length"] == str(len(PDF))
    assert giver.get(image.file_url).headers["Content-Disposition"].startswith("inline; ")
    again = giver.get(document.file_url, headers={"If-None-Match": told.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_file_of_a_proof_taken_back_is_gone_at_once(scene: Scene, giver: Client) -> None:
    proof = scene.give(file=kept(name="Jeanne Martin.pdf"))
    assert proof.title in giver.get(PROMISE).content.decode()
    wrong = giver.post(f"{proof.get_absolute_url()}retirer/", {"reason": ""})
    assert wrong.status_code == 422
    assert giver.post(f"{proof.get_absolute_url()}retirer/", {"reason": "Mauvais fichier."}).status_code == 302
    assert giver.get(proof.file_url).status_code == 404
    page = giver.get(proof.get_absolute_url()).content.decode()
    assert ("Le fichier a été effacé." in page, "Mauvais fichier." in page, "Jeanne" in page) == (True, True, False)
    assert proof.title not in giver.get(PROMISE).content.decode()


def test_lost_file_is_a_plain_404(scene: Scene, giver: Client, disk: Path) -> None:
    proof = scene.give(file=kept())
    files.path_of(proof.file_sha256).unlink()
    assert giver.get(proof.file_url).status_code == 404


def test_judging_by_the_form(scene: Scene, judge: Client) -> None:
    proof = scene.give()
    address = f"{proof.get_absolute_url()}juger/"
    assert "Juger" in judge.get(proof.get_absolute_url()).content.decode()
    wrong = judge.post(address, {"verdict": "refusee", "seen": "donnee", "reason": ""})
    assert (wrong.status_code, "Dites pourquoi la preuve est refusée." in wrong.content.decode()) == (422, True)
    assert judge.post(address, {"verdict": "acceptee", "seen": "donnee", "reason": ""}).status_code == 302
    late = judge.post(address, {"verdict": "refusee", "seen": "donnee", "reason": "Floue."})
    assert (late.status_code, "entre-temps" in late.content.decode(), "Floue." in late.content.decode()) == (
        *(422, True, True),
    )
    said = proof.verdicts.get()
    assert (said.verdict, str(said.organisation)) == ("acceptee", "Délégation inventée")


def test_motive_is_for_those_who_work_on_the_promise(scene: Scene, judge: Client) -> None:
    proof = scene.give()
    actions.judge_evidence(by=scene.judge, evidence=proof, verdict="acceptee", seen="donnee", reason="Vu sur place.")
    actions.show_evidence(by=scene.judge, evidence=proof, public=True)
    assert "Vu sur place." in judge.get(proof.get_absolute_url()).content.decode()
    page = Client().get(proof.get_absolute_url()).content.decode()
    assert ("Acceptée" in page, "Vu sur place." in page) == (True, False)


def test_promise_asks_one_query_more_whatever_it_proves(scene: Scene, django_assert_num_queries: Any) -> None:
    from django.contrib.auth.models import AnonymousUser

    from tenir.modules.commitments.evidence import lines

    for rank in range(5):
        scene.give(f"Preuve {rank}")
    Evidence.objects.update(is_public=True)
    with django_assert_num_queries(1):
        assert len(lines.of(AnonymousUser(), scene.promise)) == 5
    with django_assert_num_queries(2):
        lines.of(scene.judge, scene.promise)


def test_value_of_an_indicator_is_chosen_not_copied(scene: Scene, giver: Client) -> None:
    pk = int(figures_of.arguments(scene.town)["indicators:value"]["pk"])
    value = accept(by=ME, observation=Observation.objects.get(pk=pk)).observation
    actions.follow_by_indicator(by=ME, commitment=scene.promise, indicator=value.indicator)
    assert f'<option value="{pk}">Places ouvertes, Valmérac, 2024</option>' in giver.get(GIVE).content.decode()
    sent(giver, 302, observation=str(pk))
    page = giver.get(Evidence.objects.get().get_absolute_url()).content.decode()
    assert f'href="/chiffres/{value.indicator.slug}/"' in page


def test_public_proof_of_a_text_in_preparation_is_not_there(scene: Scene) -> None:
    proof = scene.give(file=kept())
    actions.show_evidence(by=scene.judge, evidence=proof, public=True)
    assert Client().get(proof.file_url).status_code == 200
    Framework.objects.update(state=State.DRAFT)
    assert [Client().get(url).status_code for url in (proof.get_absolute_url(), proof.file_url)] == [404, 404]
    citizen = Client()
    citizen.force_login(a_member(Role.CITIZENS, scene.town))
    assert citizen.get(proof.file_url).status_code == 404
