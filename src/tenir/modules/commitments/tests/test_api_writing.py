"""Promises for programs: what is written, by whom, and once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tenir.core.journal.models import Entry
from tenir.core.people import once, token_door
from tenir.core.people.models import KeptAnswer, Membership, Organisation
from tenir.core.people.tokens import create_token
from tenir.core.rights import Role
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.models import Commitment, Framework, LevelRecord, ProgressReport
from tests.builders import a_member, a_place, an_organisation, france

LEVELS = "/api/v1/cadres/mobilisation-nationale-2019/14/niveaux"
SAID = {"level": "objectif_atteint", "date": "2020-05", "sentence": "Vingt lieux sont ouverts."}
Headers = dict[str, str]


@pytest.fixture(autouse=True)
def _uncounted(db: None) -> None:
    cache.clear()


@pytest.fixture
def ministry(mobilisation: Framework) -> Organisation:
    return an_organisation(place=france())


@pytest.fixture
def token(ministry: Organisation) -> Headers:
    """Headers of a program of the ministry that records levels."""
    return bearer(Role.MINISTRY, ministry, "engagements:niveaux")


def bearer(role: str, organisation: Organisation, *scopes: str) -> Headers:
    user = a_member(role, organisation.place, organisation=organisation)
    until = timezone.localdate() + timedelta(days=30)
    secret = create_token(by=user, name="essai", scopes=scopes, until=until, organisation=organisation)[1]
    return {"Authorization": f"Bearer {secret}"}


def send(client: Client, headers: Headers, said: Any = None, address: str = LEVELS) -> Any:
    return client.post(address, SAID if said is None else said, content_type="application/json", headers=headers)


def fault(answer: Any, status: int) -> Any:
    assert answer.status_code == status, answer.content
    assert {"code", "sentence", "where", "remedy"} <= set(answer.json()["error"])
    return answer.json()["error"]


def test_level_is_recorded_in_the_name_of_the_organisation(client: Client, token: Headers, ministry: Any) -> None:
    answer = send(client, token)
    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert (told["level"], told["date"], told["status"]) == ("objectif_atteint", "2020-05", "declared")
    assert (told["organisation"], told["sentence"]) == (ministry.slug, SAID["sentence"])
    last = Entry.objects.order_by("-sequence").first()
    assert last is not None
    assert last.actor.startswith("user:")


def test_what_a_holder_declares_of_a_day_waits_for_its_referent(
    client: Client, token: Headers, ministry: Organisation
) -> None:
    row = Commitment.objects.get(framework__slug="mobilisation-nationale-2019", slug="14")
    row.parties.create(organisation=ministry, role="porteur", position=1, source=row.source)
    assert send(client, token, SAID | {"date": "2020-05-04"}).json()["date"] == "2020-05-04"
    report = ProgressReport.objects.get()
    assert (report.organisation, report.state, str(report.on)) == (ministry, "declared", "2020-05-04")
    assert Commitment.objects.get(pk=row.pk).level == "en_cours_de_lancement"


def test_reading_is_not_stale_after_a_write(client: Client, token: Headers) -> None:
    address = LEVELS.removesuffix("/niveaux")
    before = client.get(address)
    assert client.get(address, headers={"If-None-Match": before["ETag"]}).status_code == 304
    send(client, token, {**SAID, "status": "verified"})
    after = client.get(address, headers={"If-None-Match": before["ETag"]})
    assert (after.status_code, after.json()["level"]) == (200, "objectif_atteint")


def test_level_in_a_place_that_applies(client: Client, token: Headers) -> None:
    place = a_place(kind="departement", code="990", inside=france())
    answer = send(client, token, {**SAID, "place": "departement:990"})
    assert answer.json()["place"] == "departement:990"
    (here,) = client.get("/api/v1/lieux/departement/990/engagements?q=14&as_of=2021-01-01").json()["items"][:1]
    row = client.get(LEVELS.removesuffix("/niveaux")).json()
    assert row["applications"] == [
        {
            "place": "departement:990",
            "name": place.name,
            "level": "objectif_atteint",
            "level_date": "2020-05",
            "level_status": "declared",
            "news_date": "2020-05",
            "declared_level": None,
            "is_invented": False,
        }
    ]
    assert here["framework"] == "mobilisation-nationale-2019"


def test_nobody_writes_without_a_token(client: Client, mobilisation: Framework) -> None:
    assert fault(send(client, {}), 401)["code"] == "token_needed"
    assert not LevelRecord.objects.filter(level="objectif_atteint", on__year=2020).exists()


def test_session_does_not_write(client: Client, ministry: Organisation) -> None:
    client.force_login(a_member(Role.MINISTRY, france()))
    assert fault(send(client, {}), 401)["code"] == "token_needed"


def test_missing_scope_is_a_403_that_the_journal_keeps(client: Client, ministry: Organisation) -> None:
    headers = bearer(Role.MINISTRY, ministry, "lire:brouillons")
    assert "engagements:niveaux" in fault(send(client, headers), 403)["sentence"]
    assert Entry.objects.refusals().get().verb == "commitments.declare_level"


def test_missing_right_is_a_403_that_the_journal_keeps(client: Client, mobilisation: Framework) -> None:
    town = an_organisation(place=a_place(inside=france()))
    headers = bearer(Role.PROJECT_LEAD, town, "engagements:niveaux")
    assert fault(send(client, headers), 403)["code"] == "refused"
    assert Entry.objects.refusals().get().verb == "commitments.declare_level"


def test_right_that_ended_is_gone_at_the_next_request(client: Client, mobilisation: Framework) -> None:
    user = a_member(Role.MINISTRY, france())
    until = timezone.localdate() + timedelta(days=30)
    secret = create_token(by=user, name="essai", scopes=["engagements:niveaux"], until=until)[1]
    headers = {"Authorization": f"Bearer {secret}"}
    assert send(client, headers).status_code == 201
    Membership.objects.filter(user=user).update(until=timezone.localdate() - timedelta(days=1))
    assert fault(send(client, headers), 403)["code"] == "refused"


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"level": "fait", "date": "2020"}, 422),
        ({"level": "objectif_atteint"}, 422),
        ({**SAID, "by": "somebody"}, 422),
        ({**SAID, "date": "hier"}, 400),
        ({**SAID, "date": "2190-01-01"}, 400),
        ({**SAID, "place": "lune:1"}, 400),
        ("pas du JSON", 400),
    ],
)
def test_unusable_level_writes_nothing(client: Client, token: Headers, said: Any, status: int) -> None:
    before = LevelRecord.objects.count()
    fault(send(client, token, said), status)
    assert LevelRecord.objects.count() == before


def test_unknown_promise(client: Client, token: Headers) -> None:
    fault(send(client, token, address=LEVELS.replace("/14/", "/999/")), 404)


def test_same_request_again_writes_once(client: Client, token: Headers) -> None:
    headers = {**token, "Idempotency-Key": "envoi-1"}
    first, second = send(client, headers), send(client, headers)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert LevelRecord.objects.filter(on__year=2020).count() == 1


def test_same_key_for_another_request_is_a_conflict(client: Client, token: Headers) -> None:
    headers = {**token, "Idempotency-Key": "envoi-1"}
    send(client, headers)
    assert fault(send(client, headers, {**SAID, "date": "2020-06"}), 409)["code"] == "key_used"
    assert LevelRecord.objects.filter(on__year=2020).count() == 1


def test_key_of_a_request_that_failed_may_try_again(client: Client, token: Headers) -> None:
    headers = {**token, "Idempotency-Key": "envoi-1"}
    fault(send(client, headers, {**SAID, "date": "2190"}), 400)
    assert not KeptAnswer.objects.exists()
    assert send(client, headers).status_code == 201


def test_keys_are_forgotten_after_a_day(client: Client, token: Headers) -> None:
    headers = {**token, "Idempotency-Key": "envoi-1"}
    send(client, headers)
    KeptAnswer.objects.update(created_at=timezone.now() - once.KEPT_FOR - timedelta(minutes=1))
    assert send(client, headers).status_code == 201
    assert LevelRecord.objects.filter(on__year=2020).count() == 2
    KeptAnswer.objects.update(created_at=timezone.now() - once.KEPT_FOR - timedelta(minutes=1))
    assert once.forget() == "1 réponse de l'API oubliée."


def test_keys_of_two_tokens_do_not_meet(client: Client, token: Headers, ministry: Organisation) -> None:
    other = bearer(Role.MINISTRY, ministry, "engagements:niveaux")
    for headers in (token, other):
        assert send(client, {**headers, "Idempotency-Key": "1"}).status_code == 201
    assert LevelRecord.objects.filter(on__year=2020).count() == 2


def test_too_many_writes_are_a_429(client: Client, token: Headers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(token_door.RATES, "api_write", "2/m/key")
    assert [send(client, token).status_code for _ in range(3)] == [201, 201, 429]


def test_draft_is_there_for_tokens_that_may_read_it(client: Client, ministry: Organisation) -> None:
    Framework.objects.update(state=State.DRAFT)
    reader = bearer(Role.MINISTRY, ministry, "lire:brouillons")
    writer = bearer(Role.MINISTRY, ministry, "engagements:niveaux")
    elsewhere = bearer(Role.PREFECTURE, an_organisation(place=a_place(inside=france())), "lire:brouillons")
    signed_in = Client()
    signed_in.force_login(a_member(Role.MINISTRY, france()))
    for asking, headers, seen in (
        (client, reader, True),
        (client, writer, False),
        (client, elsewhere, False),
        (client, {}, False),
        (signed_in, {}, False),
    ):
        assert _sees(asking, headers) == ([seen] * len(DRAFT_READS)), headers


DRAFT_READS = (
    "/cadres/",
    "/cadres/mobilisation-nationale-2019",
    "/cadres/mobilisation-nationale-2019/engagements",
    "/cadres/mobilisation-nationale-2019/14",
    "/engagements",
    "/lieux/nation/FR/engagements",
    "/changements",
)


def _sees(client: Client, headers: Headers) -> list[bool]:
    """Whether each read tells anything of the draft."""
    told = [client.get(f"/api/v1{address}", headers=headers).json() for address in DRAFT_READS]
    return ["error" not in one and one.get("count", 1) > 0 for one in told]
