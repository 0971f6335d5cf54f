"""Passkeys: who comes in by one, and who does not."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from django.core import mail as outgoing
from django.core.cache import cache
from django.test import Client

from tenir.core import rights
from tenir.core.actions import System
from tenir.core.journal.models import Entry
from tenir.core.people import mail, passkey_ceremony
from tenir.core.people.actions import close_account, cut_ways_in, erase_person
from tenir.core.people.models import OutsideIdentity, Passkey, User
from tenir.core.rights import Role
from tests.builders import a_member, a_place, a_user, france
from tests.device import Device

pytestmark = pytest.mark.django_db
LOGIN, ACCOUNT, ADD = "/compte/entrer/", "/compte/", "/compte/cles/ajouter/"
ENTER, CHALLENGE = "/compte/entrer/cle/", "/compte/entrer/cle/defi/"


@pytest.fixture(autouse=True)
def _a_site_with_a_name(settings: Any) -> None:
    cache.clear()
    settings.SITE_ADDRESS = "https://tenir.example.org"


@pytest.fixture
def nadia() -> User:
    return a_member(Role.PREFECTURE, france(), user=a_user(email="nadia@example.org"))


@pytest.fixture
def device() -> Device:
    return Device()


def adds(client: Client, device: Device, *, name: str = "téléphone") -> Any:
    page = client.get(ADD).content.decode()
    challenge = html.unescape(re.search(r'data-passkey-add="([^"]+)"', page)[1])  # type: ignore[index]
    return client.post(ADD, {"name": name, "credential": device.creates(challenge)})


def enters(client: Client, device: Device, *, then: str = "") -> Any:
    challenge = client.post(CHALLENGE).json()["challenge"]
    return client.post(ENTER, {"credential": device.gets(challenge), "next": then})


def known(user: User, device: Device) -> None:
    client = Client()
    client.force_login(user)
    assert adds(client, device)["Location"] == ACCOUNT


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_device_opens_the_account_without_a_second_proof(client: Client, nadia: User, device: Device) -> None:
    known(nadia, device)
    assert enters(client, device, then="/compte/jetons/")["Location"] == "/compte/jetons/"
    assert who(client) == str(nadia.pk)


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/"])
def test_page_wanted_is_ours(client: Client, nadia: User, device: Device, wanted: str) -> None:
    known(nadia, device)
    assert enters(client, device, then=wanted)["Location"] == "/"


@pytest.mark.parametrize(
    "lie",
    [
        {"origin": "https://tenir.example.org.evil.example"},
        {"origin": "http://tenir.example.org"},
        {"origin": "https://other.tenir.example.org"},
        {"site": "evil.example"},
        {"verifies": False},
        {"identifier": b"a key that nobody added"},
        {"handle": "user:999999"},
    ],
    ids=str,
)
def test_answer_that_proves_nothing_lets_nobody_in(
    client: Client, nadia: User, device: Device, lie: dict[str, Any]
) -> None:
    known(nadia, device)
    for name, value in lie.items():
        setattr(device, name, value)
    assert enters(client, device)["Location"] == LOGIN
    assert "été reconnue" in client.get(LOGIN).content.decode()
    assert who(client) is None


@pytest.mark.parametrize("lie", [{"origin": "https://evil.example"}, {"site": "evil.example"}, {"verifies": False}])
def test_key_that_proves_nothing_is_not_added(client: Client, nadia: User, lie: dict[str, Any]) -> None:
    client.force_login(nadia)
    assert adds(client, Device(**lie)).status_code == 422
    assert not Passkey.objects.exists()


def test_signature_of_another_key_lets_nobody_in(client: Client, nadia: User, device: Device) -> None:
    known(nadia, device)
    enters(client, Device(identifier=device.identifier))
    assert who(client) is None


def test_challenge_serves_once_and_not_for_long(
    client: Client, nadia: User, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    known(nadia, device)
    answer = {"credential": device.gets(client.post(CHALLENGE).json()["challenge"])}
    client.post(ENTER, answer)
    assert who(client)
    client.post("/compte/sortir/")
    client.post(ENTER, answer)
    assert who(client) is None
    # A wrong answer uses the challenge up too.
    right = {"credential": device.gets(client.post(CHALLENGE).json()["challenge"])}
    client.post(ENTER, {"credential": Device(identifier=device.identifier).gets("x")})
    client.post(ENTER, right)
    assert who(client) is None
    monkeypatch.setattr(passkey_ceremony, "PATIENCE", -1)
    enters(client, device)
    assert who(client) is None


def test_answer_to_the_challenge_of_another_browser_lets_nobody_in(client: Client, nadia: User, device: Device) -> None:
    known(nadia, device)
    client.post(CHALLENGE)
    client.post(ENTER, {"credential": device.gets(Client().post(CHALLENGE).json()["challenge"])})
    assert who(client) is None


def test_challenge_of_one_account_adds_nothing_to_another(client: Client, nadia: User, device: Device) -> None:
    client.force_login(nadia)
    page = client.get(ADD).content.decode()
    kept = client.session[passkey_ceremony.ADDING]
    challenge = html.unescape(re.search(r'data-passkey-add="([^"]+)"', page)[1])  # type: ignore[index]
    client.force_login(a_user())
    session = client.session
    session[passkey_ceremony.ADDING] = kept
    session.save()
    assert client.post(ADD, {"name": "x", "credential": device.creates(challenge)}).status_code == 422
    assert not Passkey.objects.exists()


def test_device_that_counts_backwards_was_copied(client: Client, nadia: User, device: Device) -> None:
    known(nadia, device)
    device.signs = 5
    enters(client, device)
    assert (who(client), Passkey.objects.get().sign_count) == (str(nadia.pk), 5)
    for copied in (5, 4, 0):
        device.signs = copied
        other = Client()
        enters(other, device)
        assert who(other) is None


@pytest.mark.parametrize("answer", ["", "{}", "[]", "null", "not json", '{"rawId": 1}', "{" * 30_000, "[" * 15_000])
def test_garbage_lets_nobody_in(client: Client, nadia: User, answer: str) -> None:
    client.post(CHALLENGE)
    assert client.post(ENTER, {"credential": answer})["Location"] == LOGIN
    client.force_login(nadia)
    client.get(ADD)
    assert client.post(ADD, {"name": "x", "credential": answer}).status_code == 422
    assert not Passkey.objects.exists()


def test_form_sent_without_script_says_what_is_missing(client: Client, nadia: User) -> None:
    client.force_login(nadia)
    page = client.post(ADD, {"name": "ordinateur du bureau", "credential": ""})
    assert (page.status_code, "Aucun appareil n" in page.content.decode()) == (422, True)
    assert 'value="ordinateur du bureau"' in page.content.decode()


def test_adding_is_journalled_without_a_name_and_told_by_letter(
    client: Client, nadia: User, device: Device, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(nadia)
    with django_capture_on_commit_callbacks(execute=True):
        adds(client, device, name="téléphone de Nadia")
    mail.wait()
    assert outgoing.outbox[-1].subject == "Une clé d'accès ouvre votre compte Tenir"
    entry = Entry.objects.get()
    assert entry.verb == "people.add_passkey"
    assert "Nadia" not in str(vars(entry))
    assert "téléphone de Nadia, depuis le" in client.get(ACCOUNT).content.decode()


def test_key_is_added_once_and_ten_at_most(client: Client, nadia: User, device: Device) -> None:
    client.force_login(nadia)
    adds(client, device)
    assert adds(client, device).status_code == 422
    for number in range(9):
        assert adds(client, Device(identifier=f"key {number} of a test".encode())).status_code == 302
    assert adds(client, Device(identifier=b"one key too many")).status_code == 422
    assert Passkey.objects.count() == 10


def test_person_removes_their_own_only(client: Client, nadia: User, device: Device) -> None:
    known(nadia, device)
    path = f"/compte/cles/{Passkey.objects.get().pk}/retirer/"
    client.force_login(a_user())
    assert client.post(path).status_code == 404
    client.force_login(nadia)
    assert client.post(path)["Location"] == ACCOUNT
    other = Client()
    enters(other, device)
    assert who(other) is None


def test_closed_account_stays_outside_and_its_keys_die(client: Client, nadia: User, device: Device) -> None:
    known(nadia, device)
    User.objects.filter(pk=nadia.pk).update(is_active=False)
    assert enters(client, device)["Location"] == "/compte/ferme/"
    User.objects.filter(pk=nadia.pk).update(is_active=True)
    close_account(by=System("test"), user=nadia)
    assert not Passkey.objects.exists()


def test_erased_person_leaves_no_key(nadia: User, device: Device) -> None:
    known(nadia, device)
    erase_person(by=System("test"), user=nadia)
    assert not Passkey.objects.exists()


def test_stolen_device_is_cut_off_by_whoever_may_close_the_account(client: Client, device: Device) -> None:
    place = a_place(inside=france())
    lost = a_member(Role.PARTNER, place)
    known(lost, device)
    OutsideIdentity.objects.create(user=lost, issuer="https://identites.example.org", subject="x")
    thief, prefect = Client(), Client()
    enters(thief, device)
    assert who(thief)
    prefect.force_login(a_member(Role.PREFECTURE, place))
    assert "Couper ces accès" in prefect.get(f"/personnes/{lost.pk}/").content.decode()
    prefect.post(f"/personnes/{lost.pk}/couper-les-acces/")
    assert thief.get(ACCOUNT).status_code == 302
    enters(thief, device)
    assert who(thief) is None
    verbs = Entry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs)[-2:] == ["people.detach_identity", "people.remove_passkey"]
    lost.refresh_from_db()
    assert (lost.is_active, lost.memberships.in_force().count()) == (True, 1)
    assert "Couper ces accès" not in prefect.get(f"/personnes/{lost.pk}/").content.decode()


def test_nobody_else_cuts_ways_in(nadia: User) -> None:
    with pytest.raises(rights.Refused):
        cut_ways_in(by=a_member(Role.PROJECT_LEAD, france()), user=nadia)


def test_journal_of_sign_ins_names_nobody(
    client: Client, nadia: User, device: Device, caplog: pytest.LogCaptureFixture
) -> None:
    known(nadia, device)
    caplog.set_level("INFO")
    enters(client, device)
    assert device.identifier.hex() not in caplog.text
    assert "nadia" not in caplog.text.lower()


def test_challenges_are_limited(client: Client) -> None:
    assert [client.post(CHALLENGE).status_code for _ in range(21)] == [200] * 20 + [429]


@pytest.mark.parametrize(
    ("address", "offered"),
    [
        ("https://tenir.example.org", True),
        ("http://localhost:8000", True),
        ("http://127.0.0.1:8000", False),
        ("https://192.0.2.1", False),
        ("https://[2001:db8::1]", False),
        ("http://tenir.example.org", False),
    ],
)
def test_keys_are_offered_where_browsers_allow_them(
    client: Client, nadia: User, settings: Any, address: str, offered: bool
) -> None:
    settings.SITE_ADDRESS = address
    assert (ENTER in client.get(LOGIN).content.decode()) is offered
    assert client.post(CHALLENGE).status_code == (200 if offered else 404)
    client.force_login(nadia)
    assert client.get(ADD).status_code == (200 if offered else 404)
    assert (ADD in client.get(ACCOUNT).content.decode()) is offered


def test_challenge_tells_nothing_of_who_has_a_key(client: Client, nadia: User, device: Device) -> None:
    before = client.post(CHALLENGE).json()
    known(nadia, device)
    after = client.post(CHALLENGE).json()
    assert {**before, "challenge": ""} == {**after, "challenge": ""}
    assert json.dumps(after).count("credential-of-a-test") == 0
