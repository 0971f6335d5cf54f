"""Sign-in in the words of the field: every door and every letter, in each of its states."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.core import mail as outgoing
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tenir.core.people import mail
from tests.builders import a_user

pytestmark = pytest.mark.django_db
ADDRESS = "claire@example.org"
# Words that would mean that one of allauth's own templates was drawn.
FOREIGN = re.compile(r"\b(Sign In|sign in|password|Password|Menu:|Messages:|Hello|Thank you|ignored)\b")


@pytest.fixture(autouse=True)
def _no_count_yet() -> None:
    cache.clear()


def told(answer: HttpResponse) -> str:
    """What the page says, without its tags."""
    text = unescape(re.sub(r"<[^>]*>", " ", answer.content.decode()))
    assert not FOREIGN.search(text)
    return re.sub(r"[ \n]+", " ", text)


def letter() -> str:
    """The last letter, subject first."""
    mail.wait()
    sent = outgoing.outbox[-1]
    text = f"{sent.subject}\n{sent.body}"
    assert not FOREIGN.search(text)
    assert not re.search(r"[ \u00a0][:;?!]", text)
    return text


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("account_login", "Entrer"),
        ("account_request_login_code", "Recevoir un code"),
        ("account_reset_password", "Mot de passe oublié"),
        ("account_reset_password_done", "Regardez vos courriels"),
        ("account_reset_password_from_key_done", "Votre mot de passe est changé"),
        ("account_inactive", "Ce compte est fermé"),
    ],
)
def test_door_is_ours(client: Client, name: str, title: str) -> None:
    answer = client.get(reverse(name))
    assert f"<h1>{title}</h1>" in answer.content.decode()
    told(answer)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("account_logout", "Sortir"),
        ("account_change_password", "Changer de mot de passe"),
        ("account_reauthenticate", "Confirmer que c'est vous"),
    ],
)
def test_inner_door_is_ours(client: Client, name: str, title: str) -> None:
    client.force_login(a_user(email=ADDRESS, password="quatre mots sans suite"))
    assert f"<h1>{title}</h1>" in unescape(client.get(reverse(name)).content.decode())


def test_refused_entry_says_so_at_the_top_and_in_the_title(client: Client) -> None:
    answer = client.post(reverse("account_login"), {"login": ADDRESS, "password": "faux"})
    html = answer.content.decode()
    assert "<title>Erreur – Entrer – Tenir</title>" in html
    assert 'class="form-errors"' in html
    assert 'autocomplete="current-password"' in html


def test_code_by_mail(client: Client) -> None:
    a_user(email=ADDRESS)
    answer = client.post(reverse("account_request_login_code"), {"email": ADDRESS}, follow=True)
    assert "Écrire le code" in told(answer)
    assert letter().startswith("Votre code pour entrer dans Tenir\nBonjour,\n")
    wrong = client.post(reverse("account_confirm_login_code"), {"code": "FAUX-FAUX"})
    assert 'class="form-errors"' in wrong.content.decode()


def test_code_for_an_unknown_address_says_the_same_page(client: Client) -> None:
    answer = client.post(reverse("account_request_login_code"), {"email": ADDRESS}, follow=True)
    assert "Si un compte correspond à claire@example.org" in told(answer)


def test_forgotten_password(client: Client) -> None:
    a_user(email=ADDRESS, password="quatre mots sans suite")
    client.post(reverse("account_reset_password"), {"email": ADDRESS})
    link = re.search(r"https?://[^/\s]+(/\S+)", letter())
    assert link
    choosing = client.get(link[1], follow=True)
    assert "Choisir un mot de passe" in told(choosing)


def test_link_that_no_longer_serves_offers_another(client: Client) -> None:
    answer = client.get(reverse("account_reset_password_from_key", args=("1", "faux-lien")), follow=True)
    assert "Ce lien ne sert plus" in told(answer)
    assert reverse("account_reset_password") in answer.content.decode()
