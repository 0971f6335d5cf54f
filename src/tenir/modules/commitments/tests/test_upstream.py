"""Suggested links: national promises that a local one probably applies, until a person accepts one or not."""

from __future__ import annotations

import pytest
from django.test import Client

from tenir.core.people.models import User
from tenir.core.places.models import Place
from tenir.core.rights import Role
from tenir.modules.commitments import actions
from tenir.modules.commitments.models import Commitment, CommitmentLink
from tenir.modules.commitments.tests.builders import ME, commitment, framework
from tenir.modules.commitments.tests.editing_builders import a_draft, promise
from tenir.modules.commitments.upstream import suggestions
from tests.builders import a_member, a_place, an_organisation, france

pytestmark = pytest.mark.django_db
ADDRESS = "/cadres/contrat-d-essai/1/liens/"


@pytest.fixture
def city() -> Place:
    france()
    return a_place(kind="commune", code="99001", name="Valmérac", inside=france())


@pytest.fixture
def local(city: Place) -> Commitment:
    """A local promise on swimming, below a national text of which one promise speaks of it."""
    national = (commitment(1, title="Apprendre à nager aux élèves"), commitment(2, title="Rénover les halls"))
    actions.adopt_framework(by=ME, description=framework(commitments=national))
    draft = a_draft("contrat-d-essai", city)
    return actions.create_commitment(
        by=ME, framework=draft, content=promise("1", title="Cours de nage pour les élèves")
    )


@pytest.fixture
def signed(client: Client, local: Commitment, city: Place) -> Client:
    member: User = a_member(Role.PREFECTURE, city, organisation=an_organisation(name="Préfecture inventée"))
    client.force_login(member)
    return client


def test_the_national_promise_with_the_same_words_is_suggested(local: Commitment) -> None:
    (found,) = suggestions(local)
    assert (found.address, found.words) == ("pacte-invente/1", ("élèves", "nage"))
    assert found.why == "mots communs\u202f: élèves, nage"


def test_one_common_word_is_not_enough_where_the_themes_differ(local: Commitment) -> None:
    other = promise("2", title="Rénover la place")
    row = actions.create_commitment(by=ME, framework=local.framework, content=other)
    assert suggestions(row) == []


def test_drafts_of_others_are_never_suggested(local: Commitment) -> None:
    hidden = a_draft("cadre-cache")
    actions.create_commitment(by=ME, framework=hidden, content=promise("1", title="Cours de nage pour les élèves"))
    assert [found.address for found in suggestions(local)] == ["pacte-invente/1"]


def test_nothing_is_linked_until_a_person_accepts(signed: Client, local: Commitment) -> None:
    page = signed.get(ADDRESS).content.decode()
    assert "mots communs\u202f: élèves, nage" in page
    assert not CommitmentLink.objects.exists()
    sent = {"sorte": "lien", "lien-kind": "decline", "lien-target": "pacte-invente/1", "lien-note": "accepté"}
    assert signed.post(ADDRESS, sent).status_code == 302
    assert [str(one.target.slug) for one in local.links.all()] == ["1"]
    assert "Liens probables" not in signed.get(ADDRESS).content.decode()


def test_same_number_of_queries_whatever_the_number_of_promises(
    local: Commitment, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(3):  # type: ignore[operator]
        suggestions(local)
    more = [commitment(number, title=f"Apprendre aux élèves à nager, tranche {number}") for number in range(3, 40)]
    actions.adopt_framework(by=ME, description=framework(slug="pacte-plus-long", commitments=tuple(more)))
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert len(suggestions(local)) == 5
