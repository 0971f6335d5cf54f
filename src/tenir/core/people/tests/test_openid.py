"""Coming in through a provider of identities, and who does not."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.core import mail as outgoing
from django.core.cache import cache
from django.test import Client

from tenir.core.actions import System
from tenir.core.errors import BadInput
from tenir.core.journal.models import Entry
from tenir.core.people import identities, mail, openid
from tenir.core.people.actions import close_account, erase_person
from tenir.core.people.models import OutsideIdentity, User
from tenir.outside.fetching import Unreachable
from tenir.outside.openid.provider import Provider
from tests.builders import a_user, france
from tests.openid.invented import EMAIL, ISSUER, SUBJECT, Invented, a_client

pytestmark = pytest.mark.django_db
BEGIN, RETURN, ATTACH = "/compte/entrer/identite/", "/compte/entrer/identite/retour/", "/compte/identite/rattacher/"
LOGIN, ACCOUNT = "/compte/entrer/", "/compte/"


@pytest.fixture(autouse=True)
def provider(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Invented:
    """The provider of the settings, invented; one `Provider` for the whole test, as on a site."""
    cache.clear()
    settings.OPENID = a_client()
    invented = Invented()
    talk = Provider(settings.OPENID, fetch=invented.fetch)
    monkeypatch.setattr(openid, "_provider", lambda client: talk)
    return invented


@pytest.fixture
def nadia() -> User:
    user = a_user(email="nadia@example.org")
    OutsideIdentity.objects.create(user=user, issuer=ISSUER, subject=SUBJECT)
    return user


def sent_back(client: Client, provider: Invented, *, then: str = "", **told: str) -> dict[str, str]:
    """What a browser that was sent to the provider brings back."""
    return provider.person_signs_in(client.post(BEGIN, {"next": then})["Location"], **told)


def come_in(client: Client, provider: Invented, *, then: str = "", **told: str) -> Any:
    return client.get(RETURN, sent_back(client, provider, then=then, **told))


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_person_comes_in_and_lands_on_the_page_they_wanted(client: Client, provider: Invented, nadia: User) -> None:
    assert come_in(client, provider, then="/compte/jetons/")["Location"] == "/compte/jetons/"
    assert who(client) == str(nadia.pk)


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_page_wanted_is_ours(client: Client, provider: Invented, nadia: User, wanted: str) -> None:
    assert come_in(client, provider, then=wanted)["Location"] == "/"


def test_address_opens_nothing(client: Client, provider: Invented) -> None:
    """Whoever can have an address written at some provider must not get the account of that address."""
    a_user(email=EMAIL)
    assert come_in(client, provider)["Location"] == ATTACH
    assert who(client) is None
    assert not OutsideIdentity.objects.exists()


def test_unknown_person_is_told_whom_to_ask(client: Client, provider: Invented) -> None:
    come_in(client, provider)
    page = client.get(ATTACH).content.decode()
    assert EMAIL in page
    assert "Un compte ne s'ouvre pas d'ici. Demandez-le à la préfecture" in page
    assert (client.post(ATTACH).status_code, OutsideIdentity.objects.count(), User.objects.count()) == (200, 0, 0)


def test_code_sent_to_the_account_proves_it_is_theirs(client: Client, provider: Invented) -> None:
    user = a_user(email="other@example.org")
    come_in(client, provider)
    link = re.search(r'href="(/compte/entrer/code/\?next=[^"]+)"', client.get(ATTACH).content.decode())
    assert link is not None
    client.post(link[1], {"email": user.email, "next": ATTACH})
    mail.wait()
    code = re.search(r"\b[A-Z]{4}-[A-Z]{4}\b", outgoing.outbox[-1].body)
    assert code is not None
    assert client.post("/compte/entrer/code/saisir/", {"code": code[0], "next": ATTACH})["Location"] == ATTACH
    # Signing in attached nothing yet: the person says so.
    assert not OutsideIdentity.objects.exists()
    assert EMAIL in client.get(ATTACH).content.decode()
    assert client.post(ATTACH)["Location"] == ACCOUNT
    assert OutsideIdentity.objects.get().user == user
    other = Client()
    come_in(other, provider)
    assert who(other) == str(user.pk)


def test_attaching_is_journalled_and_told_by_letter(
    client: Client, provider: Invented, django_capture_on_commit_callbacks: Any
) -> None:
    user = a_user()
    client.force_login(user)
    come_in(client, provider)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(ATTACH)
    mail.wait()
    assert (outgoing.outbox[-1].to, outgoing.outbox[-1].subject) == (
        [user.email],
        "Une identité ouvre votre compte Tenir",
    )
    entry = Entry.objects.get()
    assert (entry.verb, entry.after["issuer"]) == ("people.attach_identity", ISSUER)
    assert SUBJECT not in str(vars(entry))


def test_held_identity_serves_once_and_not_for_long(
    client: Client, provider: Invented, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(a_user())
    come_in(client, provider)
    client.post(ATTACH)
    assert client.get(ATTACH)["Location"] == ACCOUNT
    client.post(ATTACH)
    assert (OutsideIdentity.objects.count(), Entry.objects.count()) == (1, 1)
    come_in(client, provider, subject="second")
    monkeypatch.setattr(openid, "PATIENCE", -1)
    assert client.post(ATTACH)["Location"] == ACCOUNT
    assert OutsideIdentity.objects.count() == 1


def test_identity_opens_one_account(client: Client, provider: Invented, nadia: User) -> None:
    client.force_login(a_user())
    assert come_in(client, provider)["Location"] == ACCOUNT
    assert "ouvre déjà un autre compte" in client.get(ACCOUNT).content.decode()
    with pytest.raises(BadInput, match="ouvre déjà un autre compte"):
        identities.attach_identity(by=a_user(), issuer=ISSUER, subject=SUBJECT)
    assert OutsideIdentity.objects.get().user == nadia


def test_same_subject_of_another_issuer_is_somebody_else(client: Client, provider: Invented) -> None:
    OutsideIdentity.objects.create(user=a_user(), issuer="https://other.example.org", subject=SUBJECT)
    assert come_in(client, provider)["Location"] == ATTACH
    assert who(client) is None


def test_answer_that_this_browser_did_not_ask_for_is_refused(client: Client, provider: Invented, nadia: User) -> None:
    """An attacker's own answer, given to somebody else to open: they must not come in as the attacker."""
    answer = sent_back(Client(), provider)
    assert client.get(RETURN, answer)["Location"] == LOGIN
    assert "ne répond à aucune demande" in client.get(LOGIN).content.decode()
    assert who(client) is None


def test_answer_serves_once(client: Client, provider: Invented, nadia: User) -> None:
    answer = sent_back(client, provider)
    kept = dict(client.session)
    client.get(RETURN, answer)
    assert who(client)
    # The same browser's session as it was before, as a parallel request would have read it.
    client.logout()
    session = client.session
    session.update(kept)
    session.save()
    client.cookies["sessionid"] = session.session_key
    asked = len(provider.asked)
    client.get(RETURN, answer)
    assert (who(client), len(provider.asked)) == (None, asked)


def test_session_forgets_an_answer_too(client: Client, provider: Invented, nadia: User) -> None:
    """The cache may be emptied at any time."""
    answer = sent_back(client, provider)
    client.get(RETURN, answer)
    cache.clear()
    asked = len(provider.asked)
    client.get(RETURN, answer)
    assert len(provider.asked) == asked


@pytest.mark.parametrize("lie", [{"nonce": "x"}, {"iss": "https://other.example.org"}, {"aud": "x"}, {"exp": 1}])
def test_token_that_is_not_ours_lets_nobody_in(
    client: Client, provider: Invented, nadia: User, lie: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    provider.id_token = lie
    assert come_in(client, provider)["Location"] == LOGIN
    assert "personne n'est entré" in client.get(LOGIN).content.decode().replace("&#x27;", "'")
    assert who(client) is None
    told = [record for record in caplog.records if record.getMessage() == "openid_refused"]
    assert len(told) == 1
    assert not re.search(rf"{SUBJECT}|{EMAIL}|code-|eyJ", str(vars(told[0])))


def test_weak_proof_lets_nobody_in(client: Client, provider: Invented, nadia: User, settings: Any) -> None:
    openid.provider().client = a_client(acr=("eidas2",))
    come_in(client, provider)
    assert "double authentification" in client.get(LOGIN).content.decode()
    assert who(client) is None


def test_person_who_gives_up_and_provider_that_is_away_are_told(client: Client, provider: Invented) -> None:
    come_in(client, provider, error="access_denied")
    assert "pas terminé" in client.get(LOGIN).content.decode()
    provider.trouble = Unreachable("TimeoutError")
    openid.provider()._kept.clear()
    assert client.post(BEGIN)["Location"] == LOGIN
    assert "ne répond pas" in client.get(LOGIN).content.decode()


def test_closed_account_stays_outside(client: Client, provider: Invented, nadia: User) -> None:
    User.objects.update(is_active=False)
    assert come_in(client, provider)["Location"] == "/compte/ferme/"
    assert who(client) is None


def test_closing_an_account_detaches_its_identities(client: Client, provider: Invented, nadia: User) -> None:
    france()
    close_account(by=System("test"), user=nadia)
    User.objects.update(is_active=True)
    come_in(client, provider)
    assert who(client) is None
    assert Entry.objects.filter(verb="people.detach_identity").count() == 1


def test_erased_person_leaves_no_identity(nadia: User) -> None:
    france()
    erase_person(by=System("test"), user=nadia)
    assert not OutsideIdentity.objects.exists()
    assert SUBJECT not in str(list(Entry.objects.values()))


def test_person_detaches_their_own_only(client: Client, nadia: User) -> None:
    path = f"/compte/identite/{OutsideIdentity.objects.get().pk}/detacher/"
    client.force_login(a_user())
    assert client.post(path).status_code == 404
    client.force_login(nadia)
    assert "identites.example.org, depuis le" in client.get(ACCOUNT).content.decode()
    assert client.post(path)["Location"] == ACCOUNT
    assert not OutsideIdentity.objects.exists()


def test_session_gets_another_key(client: Client, provider: Invented, nadia: User) -> None:
    answer = sent_back(client, provider)
    before = client.session.session_key
    client.get(RETURN, answer)
    assert client.session.session_key != before


def test_leaving_ends_the_session_of_the_provider_too(client: Client, provider: Invented, nadia: User) -> None:
    come_in(client, provider)
    url = client.post("/compte/sortir/")["Location"]
    told = dict(parse_qsl(urlsplit(url).query))
    assert url.startswith(f"{ISSUER}/session/end?")
    assert told["post_logout_redirect_uri"] == "http://127.0.0.1:8000/compte/sorti/"
    assert told["id_token_hint"].startswith("eyJ")
    assert who(client) is None
    assert client.get("/compte/sorti/").status_code == 200


def test_whoever_attached_an_identity_leaves_the_provider_too(client: Client, provider: Invented) -> None:
    client.force_login(a_user())
    come_in(client, provider)
    client.post(ATTACH)
    assert client.post("/compte/sortir/")["Location"].startswith(f"{ISSUER}/session/end?")


def test_leaving_does_not_wait_for_a_provider_that_is_away(client: Client, provider: Invented, nadia: User) -> None:
    come_in(client, provider)
    openid.provider()._kept.clear()
    provider.trouble = Unreachable("TimeoutError")
    assert client.post("/compte/sortir/")["Location"] == "/"
    assert who(client) is None


def test_person_who_came_by_password_leaves_tenir_only(client: Client, nadia: User) -> None:
    client.force_login(nadia)
    assert client.post("/compte/sortir/")["Location"] == "/"


def test_address_to_return_to_is_never_what_a_visitor_sent(client: Client) -> None:
    url = client.post(BEGIN, headers={"host": "localhost:6666"})["Location"]
    assert "redirect_uri=http%3A%2F%2F127.0.0.1%3A8000%2Fcompte%2Fentrer%2Fidentite%2Fretour%2F" in url


def test_form_of_another_site_begins_nothing() -> None:
    assert Client(enforce_csrf_checks=True).post(BEGIN).status_code == 403


def test_attempts_are_limited(client: Client) -> None:
    assert [client.post(BEGIN).status_code for _ in range(21)] == [302] * 20 + [429]


def test_sixth_tab_makes_the_first_give_way(client: Client, provider: Invented, nadia: User) -> None:
    first = sent_back(client, provider)
    for _ in range(5):
        last = sent_back(client, provider)
    client.get(RETURN, first)
    assert who(client) is None
    client.get(RETURN, last)
    assert who(client)


def test_page_has_the_button_with_the_label_of_the_settings(client: Client, settings: Any) -> None:
    assert "Se connecter avec ProConnect" in client.get(LOGIN).content.decode()
    settings.OPENID = a_client(label="Entrer avec Exemple")
    assert "Entrer avec Exemple" in client.get(LOGIN).content.decode()


def test_door_does_not_exist_without_settings(client: Client, settings: Any) -> None:
    settings.OPENID = None
    assert BEGIN not in client.get(LOGIN).content.decode()
    client.force_login(a_user())
    answers = [client.post(BEGIN), client.get(RETURN), client.get(ATTACH)]
    assert [answer.status_code for answer in answers] == [404] * 3
    assert BEGIN not in client.get(ACCOUNT).content.decode()
