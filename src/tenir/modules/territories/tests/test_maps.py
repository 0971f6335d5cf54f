"""What pages say of their maps, and that no picture comes from elsewhere unless the owner of the site chose it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tenir.modules.territories import maps
from tenir.modules.territories.tests.builders import file, imported, square
from tenir.outside.tiles import Tiles

pytestmark = pytest.mark.django_db
PAGES = ("/territoires/?sorte=qrr", "/lieux/qrr/R1/", "/mon-quartier/")


@pytest.mark.parametrize("path", PAGES)
def test_without_the_setting_no_picture_comes_from_elsewhere(client: Client, path: str) -> None:
    imported(file(("R1", square(0))))
    answer = client.get(path)
    assert "data-live-map" in answer.content.decode()
    assert "data-tiles" not in answer.content.decode()
    assert "img-src 'self';" in answer["Content-Security-Policy"] + ";"


@pytest.mark.parametrize("path", PAGES)
def test_with_the_setting_pages_say_where_and_whose(client: Client, path: str, settings: Any) -> None:
    imported(file(("R1", square(0))))
    settings.MAP_TILES = Tiles("https://fonds.example.org/{z}/{x}/{y}.png", 'Fonds "libre"')
    page = client.get(path).content.decode()
    assert 'data-tiles="https://fonds.example.org/{z}/{x}/{y}.png"' in page
    assert 'data-attribution="Fonds &quot;libre&quot;" data-host="fonds.example.org"' in page


def test_map_of_a_place_names_it_and_its_generation(client: Client) -> None:
    imported(file(("R1", square(0))))
    page = client.get("/lieux/qrr/R1/").content.decode()
    assert 'data-own="/api/v1/contours/qrr/R1" data-code="qrr R1" data-generation="2024"' in page


def test_map_of_france_opens_on_what_there_is(client: Client) -> None:
    imported(file(("R1", square(0)), ("R2", square(10))))
    page = client.get("/territoires/?sorte=qrr").content.decode()
    assert 'data-box="4.99500,47.29500,5.11500,47.31500"' in page
    assert 'data-jumps="[]"' in page


def test_extent_is_that_of_the_mainland() -> None:
    mainland = maps.SHEETS[0][1]
    assert maps.extent("qrr") == mainland
    imported(file(("R1", square(0)), ("R2", square(10))))
    assert maps.extent("qrr") == pytest.approx((5.0, 47.3, 5.11, 47.31))
    assert maps.extent("qpv") == mainland
