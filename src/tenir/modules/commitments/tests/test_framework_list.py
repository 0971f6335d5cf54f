"""The list of texts: groups, filters, and drafts for those alone who may read them."""

from __future__ import annotations

import pytest
from django.test import Client

from tenir.core.places.models import Place, PlaceKind
from tenir.core.rights import Role
from tenir.modules.commitments.actions import adopt_framework
from tenir.modules.commitments.models import Framework
from tenir.modules.commitments.tests.builders import ME, framework, france, two_sided
from tests.builders import a_member, a_place


@pytest.fixture
def town(db: None) -> Place:
    """A town with a text of its own, beside a national one."""
    here = a_place(code="99001", inside=france())
    adopt_framework(by=ME, description=framework(2, place=(PlaceKind.COMMUNE, "99001")))
    two_sided()
    return here


def page(client: Client, query: str = "") -> str:
    return client.get(f"/cadres/{query}").content.decode()


def test_national_texts_stand_before_local_ones(client: Client, town: Place) -> None:
    html = page(client)
    order = ["Textes nationaux", "Contrat inventé", "Textes locaux", "Pacte inventé pour les essais"]
    assert [html.index(words) for words in order] == sorted(html.index(words) for words in order)
    assert html.count("mini-bar") == 2


def test_filters_by_kind_and_place(client: Client, town: Place) -> None:
    assert "Pacte (2)" in page(client)
    elsewhere = a_place(code="99002", inside=france())
    Framework.objects.filter(slug="contrat-invente").update(kind="plan")
    html = page(client, "?sorte=plan")
    assert ("Contrat inventé</a>" in html, "Pacte inventé pour les essais</a>" in html) == (True, False)
    reaching = page(client, f"?lieu=commune:{elsewhere.code}")
    assert ("Contrat inventé</a>" in reaching, "Pacte inventé pour les essais</a>" in reaching) == (True, False)
    assert "Aucun cadre public ne répond" in page(client, f"?lieu=commune:{elsewhere.code}&sorte=pacte")


@pytest.mark.parametrize(
    ("role", "inside", "sees"),
    [(Role.PREFECTURE, True, True), (Role.PREFECTURE, False, False), (Role.PARTNER, True, False)],
)
def test_draft_is_shown_on_its_territory_to_those_who_prepare(
    client: Client, town: Place, role: str, inside: bool, sees: bool
) -> None:
    Framework.objects.filter(slug="pacte-invente").update(state="draft")
    client.force_login(a_member(role, town if inside else a_place(code="99003")))
    html = page(client)
    assert ("Pacte inventé pour les essais" in html, "en préparation" in html) == (sees, sees)


def test_draft_is_never_shown_to_strangers(client: Client, town: Place) -> None:
    Framework.objects.filter(slug="pacte-invente").update(state="draft")
    html = page(client)
    assert "Pacte inventé" not in html
    assert town.name not in html  # nor in the list of places
