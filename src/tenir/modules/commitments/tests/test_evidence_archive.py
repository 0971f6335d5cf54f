"""All the proofs in one ZIP: an inventory that names organisations and no person, files, the same bytes each time."""

from __future__ import annotations

import csv
import hashlib
import io
import tracemalloc
import zipfile
from decimal import Decimal

import pytest
from django.test import Client

from tenir.core.journal.models import Entry
from tenir.core.rights import Refused, Role
from tenir.modules.commitments import actions
from tenir.modules.commitments.evidence import archive, files
from tenir.modules.commitments.evidence.content import Figure
from tenir.modules.commitments.evidence.enums import EvidenceState
from tenir.modules.commitments.models import Evidence
from tenir.modules.commitments.tests.evidence_builders import PDF, Scene, kept
from tests.builders import a_member


def whole(scene: Scene, by: object = None) -> bytes:
    asked = actions.export_evidence(by=by or scene.judge, on=scene.promise.framework)  # type: ignore[arg-type]
    return b"".join(archive.pieces(asked))


def rows(data: bytes) -> list[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        assert opened.testzip() is None
        text = opened.read("inventaire.csv").decode()
    return list(csv.DictReader(io.StringIO(text)))


def every_kind(scene: Scene) -> list[Evidence]:
    given = [
        scene.give("Réception du chantier", file=kept(name="Jeanne Martin.pdf")),
        scene.give("Article", link="https://example.org/a"),
        scene.give("Logements", figure=Figure(Decimal(151), "logements", "Bilan")),
        scene.give("=Vote()", words="Le conseil a décidé."),
    ]
    actions.judge_evidence(
        by=scene.judge, evidence=given[0], verdict="refusee", seen="donnee", reason="Autre immeuble.",
        organisation=scene.judge.memberships.get().organisation,
    )  # fmt: skip
    return given


def test_inventory_says_what_from_whom_and_what_was_said(scene: Scene) -> None:
    given = every_kind(scene)
    data = whole(scene)
    told = rows(data)
    assert [one["sorte"] for one in told] == ["Fichier", "Lien", "Chiffre", "Décision"]
    first = told[0]
    name = f"pieces/1/preuve-{given[0].pk}-reception-du-chantier.pdf"
    assert (first["donnée par"], first["état"], first["fichier"]) == ("Valmérac Habitat", "Refusée", name)
    assert first["sha256"] == hashlib.sha256(PDF).hexdigest()
    assert first["verdicts"].endswith("refusée par Délégation inventée (Autre immeuble.)")
    assert (told[1]["lien"], told[2]["chiffre"], told[2]["unité"]) == ("https://example.org/a", "151.0000", "logements")
    assert (told[3]["intitulé"], told[3]["décision"]) == ("'=Vote()", "Le conseil a décidé.")
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        assert opened.namelist() == ["inventaire.csv", name]
        assert opened.read(name) == PDF


def test_archive_names_no_person(scene: Scene) -> None:
    every_kind(scene)
    data = whole(scene)
    for person in (scene.giver, scene.judge):
        assert person.name.encode() not in data
        assert person.email.encode() not in data
    assert b"Jeanne" not in data


def test_same_state_gives_the_same_bytes(scene: Scene) -> None:
    every_kind(scene)
    first = whole(scene)
    assert whole(scene, a_member(Role.PREFECTURE, scene.town)) == first
    scene.give("Une autre")
    assert whole(scene) != first


def test_promise_alone_and_what_came_after_the_request(scene: Scene) -> None:
    scene.give("Avant")
    asked = actions.export_evidence(by=scene.judge, on=scene.promise)
    scene.give("Après")
    assert [one["intitulé"] for one in rows(b"".join(archive.pieces(asked)))] == ["Avant"]
    other = scene.promise.framework.commitments.get(slug="2")
    assert rows(b"".join(archive.pieces(actions.export_evidence(by=scene.judge, on=other)))) == []


def test_lost_and_withdrawn_files_are_told(scene: Scene) -> None:
    lost, back = scene.give(file=kept()), scene.give(file=kept(PDF + b"\n"))
    files.path_of(lost.file_sha256).unlink()
    actions.withdraw_evidence(by=scene.giver, evidence=back, reason="Mauvais fichier.")
    assert [one["fichier"] for one in rows(whole(scene))] == ["absent du serveur", "retirée, effacé"]


def test_request_is_journalled_and_asked_of_the_right(scene: Scene) -> None:
    scene.give()
    with pytest.raises(Refused):
        whole(scene, scene.giver)
    whole(scene)
    entry = Entry.objects.latest("sequence")
    assert (entry.verb, entry.after) == ("commitments.export_evidence", {"pieces": 1})


def test_memory_does_not_grow_with_the_files(scene: Scene) -> None:
    for rank in range(3):
        scene.give(file=kept(bytes([rank]) * 8_000_000))
    asked = actions.export_evidence(by=scene.judge, on=scene.promise)
    tracemalloc.start()
    sent = sum(map(len, archive.pieces(asked)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sent > 24_000_000
    assert peak < 2_000_000


def test_page_streams_it(scene: Scene, client: Client) -> None:
    scene.give(file=kept())
    client.force_login(scene.judge)
    answer = client.post("/cadres/pacte-invente/preuves/archive/")
    assert answer.streaming
    assert answer.headers["Content-Disposition"] == 'attachment; filename="preuves-pacte-invente.zip"'
    assert [one["état"] for one in rows(answer.getvalue())] == [EvidenceState.GIVEN.label]
    assert client.post("/cadres/pacte-invente/1/preuves/archive/").status_code == 200
    # A deed of audit is no news of the promise.
    assert "export" not in client.get("/cadres/pacte-invente/1/").content.decode()
