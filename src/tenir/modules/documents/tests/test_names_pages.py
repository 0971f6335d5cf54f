"""The page of printed names, and where else they are told: on the card, before adopting, on the promise's own page."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenir.core.people.models import Organisation, User
from tenir.core.places.models import Place
from tenir.core.rights import Role
from tenir.engines.documents import Kind
from tenir.modules.documents.models import Draft
from tenir.modules.documents.tests.drafts import a_draft, item
from tenir.modules.documents.tests.samples import item as an_item
from tenir.modules.documents.tests.samples import reading
from tests.builders import a_member, an_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(client: Client, lead: User, town: Place) -> Draft:
    client.force_login(lead)
    an_organisation(name="Régie des jardins", place=town)
    return a_draft(lead, town, read=reading(*with_partners("Régie des jardins", "Regie des jardin", "Club inconnu")))


def with_partners(*names: str) -> tuple[Any, ...]:
    title = an_item("framework", Kind.FRAMEWORK, "PLAN INVENTÉ")
    return title, an_item("c1", Kind.COMMITMENT, "Ouvrir un lieu", partners=names)


def text(answer: Any) -> str:
    return str(answer.getvalue().decode().replace("\u202f", " ").replace("&#x27;", "'"))


def post(client: Client, draft: Draft, words: str, **sent: str) -> str:
    form = {"sort": "partenaire", "words": words, "revision": "0", **sent}
    return text(client.post(f"/textes/{draft.pk}/noms/", form, follow=True))


def test_page_shows_what_is_taken_what_is_proposed_what_waits(client: Client, draft: Draft) -> None:
    page = text(client.get(f"/textes/{draft.pk}/noms/"))
    assert "2 noms attendent une réponse, sur 3." in page
    assert "✓ Régie des jardins" in page
    assert "C'est « Régie des jardins »" in page
    assert "Créer et choisir" in page


def test_suggestion_is_accepted_and_another_is_left_as_printed(client: Client, draft: Draft) -> None:
    slug = Organisation.objects.get(name="Régie des jardins").slug
    assert "1 nom attend une réponse, sur 3." in post(client, draft, "Regie des jardin", choix="choisir", adresse=slug)
    page = post(client, draft, "Club inconnu", choix="imprime")
    assert ("Tous les noms ont une réponse." in page, "✓ Reste tel qu'imprimé" in page) == (True, True)


def test_name_is_typed_or_the_organisation_created(client: Client, draft: Draft) -> None:
    refused = post(client, draft, "Club inconnu", choix="choisir", adresse="Rien")
    assert "Aucun nom connu n'est « Rien »" in refused
    assert draft.names.count() == 0
    post(client, draft, "Regie des jardin", choix="choisir", adresse="régie des jardins")
    post(client, draft, "Club inconnu", choix="creer", nom="Club des halles", sorte="association")
    assert set(draft.names.values_list("words", "organisation__name")) == {
        ("Regie des jardin", "Régie des jardins"),
        ("Club inconnu", "Club des halles"),
    }


def test_those_who_keep_no_organisations_are_offered_none_to_create(client: Client, draft: Draft) -> None:
    client.force_login(a_member(Role.MINISTRY, draft.place))
    assert "Créer et choisir" not in text(client.get(f"/textes/{draft.pk}/noms/"))
    post(client, draft, "Club inconnu", choix="creer", nom="Club des halles", sorte="association")
    assert not Organisation.objects.filter(name="Club des halles").exists()


def test_card_and_adoption_say_what_names_become(client: Client, draft: Draft) -> None:
    card = text(client.get(f"/textes/{draft.pk}/", {"element": item(draft, "c1").pk}))
    assert "Partenaire : Club inconnu" in card
    assert "✓ Régie des jardins" in card
    assert "dont 2 restent tels quels" in text(client.get(f"/textes/{draft.pk}/adopter/"))


def test_public_page_gives_known_partners_and_printed_ones(client: Client, draft: Draft) -> None:
    form = {"title": "Plan", "slug": "essai", "kind": "autre", "seen": "1", "accept_rest": "on"}
    assert client.post(f"/textes/{draft.pk}/adopter/", form)["Location"] == "/cadres/essai/"
    page = text(Client().get("/cadres/essai/c1/"))
    assert "Partenaires nommés par le texte" in page
    assert "Regie des jardin, Club inconnu" in page
    slug = Organisation.objects.get(name="Régie des jardins").slug
    assert f'href="/organisations/{slug}/"' in page


def test_number_of_queries_does_not_grow_with_the_names(client: Client, lead: User, town: Place) -> None:
    client.force_login(lead)

    def asked(many: int) -> int:
        read = reading(*with_partners(*(f"Club inconnu {n}" for n in range(many))))
        draft = a_draft(lead, town, read=read, slug=f"essai-{many}")
        Draft.objects.filter(pk=draft.pk).update(sha256=f"{many}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/textes/{draft.pk}/noms/")
        return len(queries)

    asked(1)
    assert asked(2) == asked(40)
