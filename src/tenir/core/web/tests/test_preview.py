"""What a page tells those who show a link to it."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest
from django.test import Client

from tenir.core.rights import Role
from tests.builders import a_member, a_place

pytestmark = pytest.mark.django_db
PICTURE = Path(__file__).resolve().parent.parent / "static/web/apercu.png"


def head(client: Client, path: str, **options: str) -> dict[str, str]:
    """Properties of the preview by name, and the canonical address."""
    html = client.get(path, **options).content.decode()  # type: ignore[arg-type]
    found = dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[\w:]+)" content="([^"]*)"', html))
    canonical = re.findall(r'<link rel="canonical" href="([^"]*)"', html)
    return {**found, **({"canonical": canonical[0]} if canonical else {})}


def test_page_gives_title_sentence_address_and_picture(client: Client) -> None:
    shown = head(client, "/droits/")
    assert shown["og:title"] == "Qui peut quoi"
    assert shown["og:description"].startswith("Les rôles de Tenir")
    assert shown["og:url"] == shown["canonical"] == "http://testserver/droits/"
    assert shown["og:image"] == "http://testserver/static/web/apercu.png"
    assert shown["twitter:card"] == "summary_large_image"


def test_addresses_are_those_of_the_site_that_was_asked(client: Client) -> None:
    shown = head(client, "/droits/", HTTP_HOST="127.0.0.1:8107")
    assert shown["og:url"] == "http://127.0.0.1:8107/droits/"


def test_canonical_address_forgets_filters_but_keeps_the_page(client: Client) -> None:
    assert head(client, "/lieux/?q=dijon&utm_source=x")["canonical"] == "http://testserver/lieux/"
    assert head(client, "/lieux/?page=2&q=dijon")["canonical"] == "http://testserver/lieux/?page=2"
    assert head(client, "/lieux/?page=%22%3E")["canonical"] == "http://testserver/lieux/"


def test_title_with_signs_of_markup_stays_one_value(client: Client) -> None:
    place = a_place(code="00042", name='Lieu "A" <b> & d\'autres')
    shown = head(client, place.get_absolute_url())
    assert shown["og:title"] == "Lieu &quot;A&quot; &lt;b&gt; &amp; d&#x27;autres"


@pytest.mark.parametrize("path", ["/nulle-part/", "/lieux/commune/99999/"])
def test_error_page_has_no_preview(client: Client, path: str) -> None:
    assert head(client, path) == {}


def test_page_for_accounts_only_has_no_preview(client: Client) -> None:
    client.force_login(a_member(Role.ADMINISTRATOR, a_place()))
    assert head(client, "/personnes/") == {}


def test_picture_is_small_and_of_the_size_that_is_told() -> None:
    content = PICTURE.read_bytes()
    assert len(content) < 40_000
    assert struct.unpack(">II", content[16:24]) == (1200, 630)
