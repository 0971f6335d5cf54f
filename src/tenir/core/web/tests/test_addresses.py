"""Addresses that were not typed as they are written, and those that search engines are told."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse

from tenir.core.web import sitemap
from tests.builders import a_place

pytestmark = pytest.mark.django_db
SCHEMA = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def addresses(client: Client, path: str) -> list[str]:
    """What a file of the sitemap lists."""
    response = client.get(path)
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return [one.text or "" for one in ET.fromstring(response.content).iter(f"{SCHEMA}loc")]


@pytest.mark.parametrize(
    ("typed", "written"),
    [("/lieux", "/lieux/"), ("/Lieux/", "/lieux/"), ("/LIEUX", "/lieux/"), ("/Droits/?a=B", "/droits/?a=B")],
)
def test_missing_slash_and_capitals_lead_to_the_page(client: Client, typed: str, written: str) -> None:
    answer = client.get(typed)
    assert (answer.status_code, answer["Location"]) == (301, written)


def test_address_with_capitals_of_its_own_stays(client: Client) -> None:
    a_place(code="2A004")
    assert client.get("/lieux/commune/2A004/").status_code == 200
    assert client.get("/lieux/commune/2a004/")["Location"] == "/lieux/commune/2A004/"


@pytest.mark.parametrize("path", ["/Nulle-part/", "/COMPTE/", "/NULLE/PART"])
def test_nothing_is_guessed_beyond_public_pages(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.post("/LIEUX/").status_code == 404


def test_unknown_address_says_where_to_look(client: Client) -> None:
    assert "n'existe pas" in client.get("/nulle-part/").content.decode()


def test_sitemap_lists_pages_of_the_site_whole(client: Client) -> None:
    assert "http://testserver/sitemap-pages-1.xml" in addresses(client, "/sitemap.xml")
    found = addresses(client, "/sitemap-pages-1.xml")
    assert {"http://testserver/", "http://testserver/lieux/", "http://testserver/droits/"} <= set(found)
    assert len(found) == len(set(found))
    assert not [path for path in found if "personnes" in path or "compte" in path]


@pytest.mark.parametrize("path", ["/sitemap-pages-2.xml", "/sitemap-inconnu-1.xml", "/sitemap-cadres-0.xml"])
def test_unknown_file_of_the_sitemap_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_files_stay_below_what_the_protocol_allows_and_the_cache_keeps() -> None:
    assert sitemap.ADDRESSES_A_FILE <= 50_000
    assert sitemap.ADDRESSES_A_FILE * 120 < 512 * 1024


def test_robots_are_told_of_the_sitemap_but_not_in_a_demonstration(client: Client, settings: object) -> None:
    assert f"Sitemap: http://testserver{reverse('web:sitemap')}\n" in client.get("/robots.txt").content.decode()
    settings.DEMONSTRATION = True  # type: ignore[attr-defined]
    assert "Sitemap" not in client.get("/robots.txt").content.decode()
