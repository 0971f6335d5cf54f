"""The place page: who must keep what, near promises in full, far ones folded, one question at a time."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from tenir.core.people.models import Organisation, OrganisationKind
from tenir.core.places.models import Place, PlaceKind
from tenir.modules.commitments.actions import adopt_framework
from tenir.modules.commitments.enums import FrameworkKind, Level, PartyRole, Side, State, Theme
from tenir.modules.commitments.models import Application, Commitment, Framework, Inscription, Party
from tenir.modules.commitments.promised.keepers import Keeper, keeper, shared_out
from tenir.modules.commitments.tests.builders import ME, commitment, framework, france
from tests.builders import a_place, an_organisation

pytestmark = pytest.mark.django_db


def said(client: Client, place: Place, query: str = "") -> str:
    """The words of the place page, spaces as one types them."""
    html = client.get(place.get_absolute_url() + query).content.decode()
    html = re.sub(r"<span popover.*?</span>", "", html)
    return re.sub(r"\s+", " ", unescape(strip_tags(html[html.index("<main") :])))


@pytest.fixture
def town() -> Place:
    departement = a_place(kind=PlaceKind.DEPARTEMENT, code="90", inside=france())
    return a_place(kind=PlaceKind.COMMUNE, name="Ville inventée", inside=departement)


def adopted(place: Place, slug: str, count: int = 3, **fields: object) -> Framework:
    described = framework(
        count, slug=slug, short_title=f"Cadre {slug}", place=(place.kind, place.code), noun="engagement", **fields
    )
    return adopt_framework(by=ME, description=described).framework


def hold(row: Commitment, kind: str, role: str = PartyRole.HOLDER) -> Organisation:
    organisation = an_organisation(kind=kind, name=f"Porteur {kind}")
    Party.objects.create(commitment=row, organisation=organisation, role=role, position=1, source=row.framework.source)
    return organisation


@pytest.mark.parametrize(
    ("kind", "side", "expected"),
    [
        (OrganisationKind.MINISTRY, "", Keeper.STATE),
        (OrganisationKind.CITY, Side.STATE, Keeper.CITY),
        (OrganisationKind.CAF, Side.CITY, Keeper.PARTNERS),
        (OrganisationKind.COMPANY, "", Keeper.COMPANIES),
        (None, Side.STATE, Keeper.STATE),
        (None, Side.CITY, Keeper.CITY),
        (None, "", Keeper.UNSAID),
    ],
)
def test_holder_says_who_keeps_then_the_side(kind: str | None, side: str, expected: Keeper) -> None:
    assert keeper(kind, side) == expected


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (
            {Keeper.STATE: 21, Keeper.CITY: 25, Keeper.UNSAID: 4},
            "L'État doit en tenir 21 et la ville et les collectivités 25 ; pour 4, le texte ne dit pas qui.",
        ),
        ({Keeper.COMPANIES: 2}, "Les entreprises doivent en tenir 2."),
        ({Keeper.UNSAID: 3}, "Le texte ne dit pas qui doit les tenir."),
    ],
)
def test_sentence_shares_promises_out(counts: dict[Keeper, int], words: str) -> None:
    assert shared_out(counts).replace("\u202f", " ") == words


def test_promises_of_the_place_stand_by_who_must_keep_them(client: Client, town: Place) -> None:
    rows = list(Commitment.objects.of_framework(adopted(town, "local")))
    hold(rows[0], OrganisationKind.MINISTRY)
    hold(rows[1], OrganisationKind.LANDLORD)
    page = said(client, town)
    assert "3 promesses sont suivies ici." in page
    assert "L'État doit en tenir 1 et leurs partenaires 1 ; pour 1, le texte ne dit pas qui." in page
    assert page.index("L'État 1 promesse") < page.index("Leurs partenaires 1 promesse")


def test_far_promises_are_folded_and_counted(client: Client, town: Place) -> None:
    adopted(france(), "national")
    page = said(client, town)
    assert "Aucun texte d'ici n'est encore suivi." in page
    assert "Cadre national (France)" in page
    assert "Lire 3 engagements" in page


def test_promise_applied_here_stands_in_full_with_its_level_here(client: Client, town: Place) -> None:
    row = Commitment.objects.of_framework(adopted(france(), "national"))[1]
    Application.objects.create(
        commitment=row, place=town, level=Level.SUSPENDED, level_on="2026-11-02", level_precision="day",
        level_status="declared", news_on="2026-11-02", news_precision="day", is_invented=True,
    )  # fmt: skip
    page = said(client, town)
    assert "1 promesse est suivie ici." in page
    assert "Suspendu 2 Ouvrir 2 lieux d'accueil Cadre national constaté ici, 2 novembre 2026, pas encore" in page
    assert "Lire 2 engagements" in page


def test_promise_of_the_intercommunalite_reaches_the_quarter(client: Client, town: Place) -> None:
    quarter = a_place(kind=PlaceKind.QPV, inside=town)
    adopted(town, "local")
    assert "3 promesses sont suivies ici." in said(client, quarter)


def test_inscribed_promise_is_seen_where_it_is_inscribed(client: Client, town: Place) -> None:
    row = Commitment.objects.of_framework(adopted(france(), "national"))[0]
    Inscription.objects.create(commitment=row, framework=adopted(town, "local", 1))
    assert "2 promesses sont suivies ici." in said(client, town)


def test_drafts_reach_nobody(client: Client, town: Place) -> None:
    local, national = adopted(town, "local"), adopted(france(), "national")
    row = Commitment.objects.of_framework(national)[0]
    Application.objects.create(commitment=row, place=town)
    Framework.objects.filter(pk__in=(local.pk, national.pk)).update(state=State.DRAFT)
    assert "Aucune promesse n'est encore enregistrée ici" in said(client, town)


def test_theme_and_framework_are_asked_by_plain_links(client: Client, town: Place) -> None:
    adopted(town, "un", 2, kind=FrameworkKind.CONTRAT_DE_VILLE)
    other = adopted(town, "deux")
    Commitment.objects.filter(framework=other, slug="1").update(theme=Theme.HEALTH)
    assert "2 promesses sont suivies ici." in said(client, town, "?cadre=un")
    assert "1 promesse est suivie ici." in said(client, town, "?theme=sante")
    assert "Aucune promesse d'ici ne répond à ces deux choix." in said(client, town, "?theme=sante&cadre=un")
    assert "5 promesses sont suivies ici." in said(client, town, "?cadre=inconnu&theme=x&page=zut")


def test_long_page_is_cut_in_pages_and_asks_as_much_as_a_short_one(client: Client, town: Place) -> None:
    place = town.get_absolute_url()

    def queries(query: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{place}?{query}")
        return len(asked)

    adopted(town, "local", 2)
    adopted(france(), "national", 2)
    few = queries("a")
    adopted(town, "grand", 200)
    adopted(france(), "vaste", 100)
    assert queries("b") == few
    assert "Page 2 sur 3" in said(client, town, "?page=2")


def test_places_inside_tell_their_texts(client: Client, town: Place) -> None:
    adopted(town, "local", commitments=(commitment(1),))
    departement = Place.objects.get(kind=PlaceKind.DEPARTEMENT, code="90")
    page = said(client, departement)
    assert "Promis dans ses territoires" in page
    assert "Cadre local" in page
