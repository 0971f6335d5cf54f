"""Promises and their texts in the search: found first by what people call them, never by who may not read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tenir.core import rights
from tenir.core.errors import BadInput
from tenir.core.people.tokens import create_token
from tenir.core.places.models import Place, PlaceKind
from tenir.core.rights import Role
from tenir.core.search.comparison import compare
from tenir.core.search.finding import search
from tenir.core.search.models import Document
from tenir.modules.commitments import permissions
from tenir.modules.commitments.actions import (
    adopt_framework,
    create_commitment,
    publish_framework,
    remove_commitment,
    remove_framework,
)
from tenir.modules.commitments.models import Commitment, Framework, LevelRecord
from tenir.modules.commitments.tests.builders import ME, alone, commitment, framework, france
from tenir.modules.commitments.tests.editing_builders import promise
from tests.builders import a_member, a_place

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()
SECRET = "Cryptogramme"
PAGES = ("/recherche/?q={}", "/recherche/suggestions/?q={}", "/api/v1/recherche?q={}")


def addresses(words: str) -> list[str]:
    return [hit.url for hit in search(words, NOBODY)[0:50]]


def a_draft(place: Place, slug: str = "brouillon") -> Framework:
    """In preparation, with one promise; both hold the secret word."""
    description = framework(
        slug=slug,
        short_title=f"{SECRET} de {slug}",
        state="draft",
        place=(place.kind, place.code),
        commitments=(commitment(1, title=f"{SECRET} à ouvrir"),),
        source=replace(framework().source, slug=f"texte-{slug}", sha256=""),
    )
    return adopt_framework(by=ME, description=description).framework


def departement(code: str) -> Place:
    return a_place(kind=PlaceKind.DEPARTEMENT, code=code, name=f"Département inventé {code}", inside=france())


@pytest.fixture
def both_national(db: None) -> None:
    """Two texts that both have a « mesure 14 »."""
    alone("la-republique-au-quotidien")
    alone("mobilisation-nationale-2019")


@pytest.mark.parametrize("words", ["mesure 14", "Mesures 14", "mesure n° 14", "14 mesure", "mobilisation nationale 14"])
def test_measure_14_is_the_roadmap_s_first(both_national: None, words: str) -> None:
    assert addresses(words)[0] == "/cadres/mobilisation-nationale-2019/14/"


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("cités éducatives", "/cadres/mobilisation-nationale-2019/14/"),
        ("cite educ", "/cadres/mobilisation-nationale-2019/14/"),
        ("1.a", "/cadres/mobilisation-nationale-2019/1.a/"),
        ("mobilisation nationale", "/cadres/mobilisation-nationale-2019/"),
        ("CIEC", "/cadres/la-republique-au-quotidien/"),
        ("comité interministériel", "/cadres/la-republique-au-quotidien/"),
    ],
)
def test_what_people_call_it_comes_first(both_national: None, words: str, first: str) -> None:
    assert addresses(words)[0] == first


def test_draft_is_found_by_nobody_on_any_way(client: Client) -> None:
    a_draft(departement("90"))
    a_draft(france(), slug="national")
    for page in PAGES:
        content = client.get(page.format(SECRET)).content.decode()
        assert "brouillon" not in content
        assert f"<mark>{SECRET}" not in content
        assert "/cadres/national/" not in content


def test_draft_leaves_no_trace_in_counts_or_in_the_order(client: Client) -> None:
    alone("mobilisation-nationale-2019")
    pages = [client.get(page.format(f"mesure+{SECRET}")) for page in PAGES]
    a_draft(france())
    again = [client.get(page.format(f"mesure+{SECRET}")) for page in PAGES]
    assert [page.content for page in again] == [page.content for page in pages]


@pytest.mark.parametrize("role", Role.values)
def test_who_is_signed_in_finds_the_drafts_that_they_may_read(role: str) -> None:
    own, other = departement("90"), departement("91")
    drafts = [a_draft(own, "a-lui"), a_draft(other, "a-autrui")]
    user = a_member(role, own)
    found = {hit.url for hit in search(SECRET, user)[0:50]}
    readable = [one for one in drafts if rights.may(user, permissions.READ_DRAFTS, on=one)]
    assert found == {address for one in readable for address in (f"/cadres/{one.slug}/", f"/cadres/{one.slug}/1/")}


def test_ended_role_and_closed_account_find_no_draft() -> None:
    place = departement("90")
    a_draft(place)
    user = a_member(Role.PREFECTURE, place)
    assert search(SECRET, user).total == 2
    user.is_active = False
    assert search(SECRET, user).total == 0
    user.is_active = True
    user.memberships.update(since="2019-01-01", until="2020-01-01")
    assert search(SECRET, user).total == 0


def test_page_of_who_may_read_drafts_says_that_they_are_in_preparation(client: Client) -> None:
    place = departement("90")
    a_draft(place)
    client.force_login(a_member(Role.PREFECTURE, place))
    assert "En préparation" in client.get(f"/recherche/?q={SECRET}").content.decode()
    assert "en préparation" in client.get(f"/recherche/suggestions/?q={SECRET}").content.decode()
    assert client.get(f"/api/v1/recherche?q={SECRET}").json()["count"] == 0


@pytest.mark.parametrize(("scope", "count"), [("lire:brouillons", 2), ("engagements:niveaux", 0)])
def test_api_shows_drafts_to_a_token_that_is_for_them(client: Client, scope: str, count: int) -> None:
    place = departement("90")
    a_draft(place)
    until = timezone.localdate() + timedelta(days=30)
    _, secret = create_token(by=a_member(Role.PREFECTURE, place), name="essai", scopes=[scope], until=until)
    answer = client.get(f"/api/v1/recherche?q={SECRET}", headers={"Authorization": f"Bearer {secret}"}).json()
    assert answer["count"] == len(answer["items"]) == count


def test_published_draft_is_found_at_once_with_its_promises() -> None:
    row = a_draft(france())
    assert addresses(SECRET) == []
    publish_framework(by=ME, framework=row)
    assert set(addresses(SECRET)) == {"/cadres/brouillon/", "/cadres/brouillon/1/"}
    assert not compare(write=False).outdated


def test_promises_follow_the_short_title_of_their_framework() -> None:
    france()
    adopt_framework(by=ME, description=framework(3))
    adopt_framework(by=ME, description=framework(3, short_title="Charte de Brocéliande"))
    assert len(addresses("brocéliande")) == 4
    assert set(Document.objects.filter(kind="engagement").values_list("context", flat=True)) == {
        "Charte de Brocéliande"
    }


def test_removed_promise_and_framework_leave() -> None:
    row = a_draft(france())
    reader = a_member(Role.ADMINISTRATOR, france())
    assert search(SECRET, reader).total == 2
    LevelRecord.objects.all().delete()
    create_commitment(by=ME, framework=row, content=promise("2", title=f"{SECRET} à fermer"))
    assert search(SECRET, reader).total == 3
    remove_commitment(by=ME, commitment=Commitment.objects.get(number="2"))
    assert search(SECRET, reader).total == 2
    remove_framework(by=ME, framework=row)
    assert search(SECRET, reader).total == 0
    assert not Document.objects.filter(object_type__startswith="commitments.").exists()


def test_refused_amendment_leaves_the_index_as_it_was() -> None:
    france()
    adopt_framework(by=ME, description=framework(3))
    before = list(Document.objects.order_by("pk").values())
    with pytest.raises(BadInput):
        adopt_framework(by=ME, description=framework(2, short_title="Autre"))
    assert list(Document.objects.order_by("pk").values()) == before


def test_level_alone_rewrites_nothing() -> None:
    france()
    adopt_framework(by=ME, description=framework(3))
    before = list(Document.objects.order_by("pk").values_list("pk", flat=True))
    adopt_framework(by=ME, description=framework(3, news_due_months=2))
    assert list(Document.objects.order_by("pk").values_list("pk", flat=True)) == before


def test_index_made_by_actions_is_the_one_that_a_rebuild_gives(both_national: None) -> None:
    difference = compare(write=False)
    assert [name for name in difference.missing if not name.startswith(("web.", "places."))] == []
    assert difference.outdated == difference.gone == []


@pytest.mark.parametrize("page", PAGES)
def test_queries_do_not_grow_with_what_is_found(client: Client, page: str) -> None:
    france()
    adopt_framework(by=ME, description=framework(2))
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page.format("lieux+ouvrir+accueil")).status_code == 200
        counts.append(len(asked))
        adopt_framework(by=ME, description=framework(60))
    assert counts[0] == counts[1] <= 6
