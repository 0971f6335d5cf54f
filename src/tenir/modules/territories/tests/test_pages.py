"""The map of France, and what the page of a place shows of its contours, on any day."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenir.modules.territories import actions, crosswalks
from tenir.modules.territories.models import BoundaryImport
from tenir.modules.territories.tests.builders import BY, file, imported, square
from tests.builders import a_place, france

pytestmark = pytest.mark.django_db


def text(client: Client, address: str) -> str:
    """A page with plain spaces."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ").replace("&#x27;", "'")


def quarters(count: int = 2) -> None:
    """A département with a commune; QPV of 2015, and those of 2024 half a square further."""
    departement = a_place(kind="departement", code="21", name="Côte-d'Or", inside=france())
    a_place(code="21001", name="Dijon", inside=departement)
    imported(file(("21001", square(-1, width=count + 3))), "commune", "2018")
    old = file(*((f"QP0210{n:02}", square(n)) for n in range(count)))
    new = file(*((f"QN021{n:02}M", square(n + 0.25)) for n in range(count)))
    imported(old, "qpv", "2015", since=date(2015, 1, 1), until=date(2023, 12, 31))
    imported(new, "qpv", "2024", since=date(2024, 1, 1), whole_country=True)
    for source, target in crosswalks.pairs("qpv"):
        rows = crosswalks.compute("qpv", source, target)
        actions.link_generations(by=BY, kind="qpv", source=source, target=target, rows=rows)


def test_map_counts_the_quarters_of_a_day(client: Client) -> None:
    quarters()
    today, before = text(client, "/territoires/"), text(client, "/territoires/?au=2020-06-01")
    assert "(QPV) : 2 au" in today
    assert "(QPV) : 2 au 1er juin 2020" in before
    assert "Aucun contour" in text(client, "/territoires/?au=2010-01-01")
    assert 'href="/lieux/departement/21/#carte"' in today
    assert client.get("/territoires/?au=hier").status_code == 400


def test_map_of_invented_contours_says_so(client: Client) -> None:
    quarters()
    assert "inventé" not in text(client, "/territoires/")
    BoundaryImport.objects.filter(kind="qpv").update(is_invented=True)
    caches["pages"].clear()
    assert "inventé pour la démonstration" in text(client, "/territoires/")


def test_quarter_shows_its_contour_what_holds_it_and_where_it_comes_from(client: Client) -> None:
    quarters()
    page = text(client, "/lieux/qpv/QN02100M/")
    assert '<g class="ground-own"><title>Contour 2024</title><path d="M' in page
    assert "depuis le 1er janvier 2024" in page
    assert "Ce qui était là en 2015" in page
    assert '75 % de sa surface dans <a href="/lieux/qpv/QP021000/">Lieu QP021000</a>' in page


def test_old_quarter_tells_what_it_became_and_what_is_left_out(client: Client) -> None:
    quarters(1)
    page = text(client, "/lieux/qpv/QP021000/")
    assert "Ce qu'il est devenu en 2024" in page
    assert "25 % de sa surface hors de tout quartier de 2024" in page


def test_commune_draws_the_quarters_of_the_day(client: Client) -> None:
    quarters()
    assert 'aria-label="Lieu QN02100M (QN02100M)"' in text(client, "/lieux/commune/21001/")
    before = text(client, "/lieux/commune/21001/?au=2020-06-01")
    assert 'aria-label="Lieu QP021000 (QP021000)"' in before
    assert "QN02100M" not in before.split('id="carte"')[1]


def test_perimeters_over_a_quarter_are_told_with_their_shares(client: Client) -> None:
    quarters(1)
    imported(file(("R1", square(0.75))))
    page = text(client, "/lieux/qpv/QN02100M/")
    assert "couvre 50 % de ce lieu ; 50 % de sa propre surface" in page


def test_place_without_contour_has_no_panel(client: Client) -> None:
    a_place(code="21009", inside=france())
    assert 'id="carte"' not in text(client, "/lieux/commune/21009/")


@pytest.mark.parametrize("address", ["/territoires/", "/lieux/commune/21001/", "/lieux/qpv/QN02100M/"])
def test_queries_do_not_grow_with_the_quarters(client: Client, address: str) -> None:
    quarters(2)

    def asked() -> int:
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        return len(seen)

    asked()
    few = asked()
    more = file(*((f"QN022{n:02}M", square(n * 0.1 + 0.3)) for n in range(25)))
    imported(more, "qpv", "2024", since=date(2024, 1, 1))
    assert asked() <= few
