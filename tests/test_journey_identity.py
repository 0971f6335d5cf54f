"""A prefect's delegate comes in by a provider of identities, and by a passkey: first, then again, in a real browser."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core import mail as outgoing
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tenir.core.people import mail
from tenir.core.people.models import OutsideIdentity, User
from tenir.core.rights import Role
from tests.browser import Visitor, check_both_schemes
from tests.builders import a_member, a_user, france
from tests.openid.running import Running, provider


@pytest.fixture
def real(live_server: Any, settings: Any, tmp_path: Path) -> Iterator[Running]:
    """A real provider, named by the settings of the live site."""
    cache.clear()
    back, out = (live_server.url + reverse(f"people:{name}") for name in ("openid-return", "signed-out"))
    with provider(tmp_path, back=back, signed_out=out) as running:
        settings.SITE_ADDRESS, settings.OPENID = live_server.url, running.client()
        directives = dict(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"])
        directives["form-action"] = [*directives["form-action"], settings.OPENID.origin]
        settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": directives}
        yield running


@pytest.fixture
def delegate() -> User:
    return a_member(Role.DELEGATE, france(), user=a_user(email="deleguee@prefecture.example.org"))


def proves_identity(page: Any) -> None:
    page.get_by_role("button", name="Se connecter avec ProConnect").click()
    if page.url.startswith("http://127.0.0.1") and "/login/" in page.url:
        page.fill("[name=username]", "nadia")
        page.fill("[name=password]", "nadia")
        page.get_by_role("button", name="Entrer").click()


def code_sent() -> str:
    mail.wait()
    return re.search(r"\b[A-Z]{4}-[A-Z]{4}\b", outgoing.outbox[-1].body)[0]  # type: ignore[index]


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (375, False)])
def test_person_comes_in_attaches_leaves_and_comes_in_again(
    real: Running, delegate: User, visit: Visitor, width: int, javascript: bool
) -> None:
    page = visit("/compte/entrer/", width=width, javascript=javascript)
    proves_identity(page)
    page.get_by_role("heading", name="Cette identité n'ouvre encore aucun compte").wait_for()
    looks_right(page, javascript)
    page.get_by_role("link", name="Recevoir un code").click()
    page.get_by_label("Adresse électronique").fill(delegate.email)
    page.get_by_role("button", name="Recevoir le code").click()
    page.get_by_label("Code reçu").fill(code_sent())
    page.get_by_role("button", name="Entrer").click()
    page.get_by_role("heading", name="Rattacher cette identité").wait_for()
    looks_right(page, javascript)
    page.get_by_role("button", name="Rattacher à mon compte").click()
    page.get_by_role("heading", name="Identités extérieures").wait_for()
    looks_right(page, javascript)
    assert OutsideIdentity.objects.get().user == delegate
    page.goto(visit.address + "/compte/sortir/")
    page.locator("main").get_by_role("button", name="Sortir").click()
    page.get_by_role("heading", name="Vous êtes sorti·e").wait_for()
    page.get_by_role("link", name="Entrer de nouveau").click()
    proves_identity(page)
    page.get_by_role("banner").get_by_text("Sortir").wait_for()
    # The provider is no third party here: the person went there.
    visit.complaints = [said for said in visit.complaints if real.issuer.removesuffix("/o") not in said]


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_person_adds_a_passkey_and_comes_in_by_it(
    delegate: User, visit: Visitor, live_server: Any, settings: Any
) -> None:
    cache.clear()
    settings.SITE_ADDRESS = live_server.url
    client = Client()
    client.force_login(delegate)
    page = visit("/compte/", width=375, cookies={"sessionid": client.cookies["sessionid"].value})
    device = a_device(page)
    page.get_by_role("link", name="Ajouter une clé d'accès").click()
    looks_right(page, True)
    page.get_by_label("Nom de l'appareil").fill("téléphone du travail")
    page.get_by_role("button", name="Ajouter").click()
    page.get_by_text("téléphone du travail, depuis le").wait_for()
    looks_right(page, True)
    page.context.clear_cookies()
    page.goto(live_server.url + "/compte/entrer/?next=/compte/jetons/")
    looks_right(page, True)
    page.get_by_role("button", name="Entrer avec une clé d'accès").click()
    page.get_by_role("heading", name="Mes jetons").wait_for()
    # The device is lost: the page says so and stays.
    device("removeVirtualAuthenticator")
    page.context.clear_cookies()
    page.goto(live_server.url + "/compte/entrer/")
    a_device(page)
    page.get_by_role("button", name="Entrer avec une clé d'accès").click()
    page.get_by_text("Aucune clé d'accès n'a répondu").wait_for()


def a_device(page: Any) -> Any:
    """A device of Chromium's own, which recognises its owner; told a command, it does it."""
    talk = page.context.new_cdp_session(page)
    talk.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device = talk.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return lambda command: talk.send(f"WebAuthn.{command}", device)


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_without_scripts_the_button_of_passkeys_is_not_there(visit: Visitor, live_server: Any, settings: Any) -> None:
    settings.SITE_ADDRESS = live_server.url
    page = visit("/compte/entrer/", javascript=False)
    assert not page.get_by_role("button", name="Entrer avec une clé d'accès").is_visible()
    assert page.get_by_role("link", name="Recevoir un code par courriel").is_visible()


def looks_right(page: Any, javascript: bool) -> None:
    """The accessibility rules, which need scripts to be asked."""
    if javascript:
        check_both_schemes(page)
        page.emulate_media(color_scheme="light")


@pytest.mark.sqlite
def test_browsers_may_follow_the_form_to_the_provider_and_nowhere_else(tmp_path: Path) -> None:
    said = {
        "OPENID_ISSUER": "https://identites.example.org/api/v2",
        "OPENID_CLIENT_ID": "tenir",
        "OPENID_CLIENT_SECRET": "x",
    }
    asked = "import json; from tenir.config import settings; print(json.dumps(settings.CONTENT_SECURITY_POLICY))"
    told = subprocess.run(
        [sys.executable, "-c", asked],
        env={**os.environ, "TENIR_DATA": str(tmp_path), **said},
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    assert json.loads(told)["DIRECTIVES"]["form-action"] == ["'self'", "https://identites.example.org"]
