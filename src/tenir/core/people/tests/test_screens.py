"""Pages of organisations and accounts: who sees what, what forms do, what a refusal leaves behind."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tenir.core.journal.models import Entry
from tenir.core.people.models import Organisation, OrganisationKind, User
from tenir.core.places.models import Place
from tenir.core.rights import Role
from tests.builders import a_member, a_place, a_user, an_organisation, france

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Place:
    return a_place(inside=france(), name="Villejuste")


@pytest.fixture
def lead(town: Place, client: Client) -> User:
    lead = a_member(Role.PROJECT_LEAD, town)
    client.force_login(lead)
    return lead


def text(answer: Any) -> str:
    return answer.content.decode()


def test_organisations_are_public_and_name_nobody(client: Client, town: Place) -> None:
    organisation = an_organisation(place=town, name="Bailleur d'ici")
    a_member(Role.PARTNER, town, user=a_user(name="Nora Secrète"), organisation=organisation)
    for path in ("/organisations/", f"/organisations/{organisation.slug}/"):
        page = text(client.get(path))
        assert "Bailleur d&#x27;ici" in page
        assert "Nora" not in page


def test_organisations_of_one_sort(client: Client) -> None:
    an_organisation(kind=OrganisationKind.CAF, name="La CAF")
    an_organisation(kind=OrganisationKind.CITY, name="La ville d'en face")
    page = text(client.get("/organisations/?sorte=caf"))
    assert "La CAF" in page
    assert "en face" not in page


def test_unknown_sort_shows_all(client: Client) -> None:
    an_organisation(name="La seule")
    assert "La seule" in text(client.get("/organisations/?sorte=nimporte"))


def test_empty_list_says_who_fills_it(client: Client) -> None:
    assert "Aucune organisation" in text(client.get("/organisations/"))


def test_invented_organisation_says_so(client: Client) -> None:
    invented = an_organisation()
    Organisation.objects.update(is_invented=True)
    for path in ("/organisations/", f"/organisations/{invented.slug}/"):
        assert "inventé pour la démonstration" in text(client.get(path))


def test_unknown_organisation_is_not_found(client: Client) -> None:
    assert client.get("/organisations/nulle-part/").status_code == 404


@pytest.mark.parametrize("count", [3, 40])
def test_list_takes_as_many_queries_whatever_its_length(
    client: Client, count: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(count):
        an_organisation()
    with django_assert_max_num_queries(6):
        client.get("/organisations/?page=1")


def test_account_says_who_one_is(client: Client, lead: User) -> None:
    page = text(client.get("/compte/"))
    for words in (lead.name, lead.email, "Chef·fe de projet contrat de ville", "Villejuste", "22 janvier 2019"):
        assert words in page


def test_account_without_role_says_who_gives_one(client: Client) -> None:
    client.force_login(a_user())
    assert "aucun rôle" in text(client.get("/compte/"))


def test_accounts_list_stops_at_one_s_territory(client: Client, lead: User, town: Place) -> None:
    here = a_member(Role.PARTNER, a_place(inside=town), user=a_user(name="Nora d'ici"))
    there = a_member(Role.PARTNER, a_place(inside=france()), user=a_user(name="Noam d'ailleurs"))
    page = text(client.get("/personnes/"))
    assert "Nora" in page
    assert "Noam" not in page
    assert client.get(f"/personnes/{here.pk}/").status_code == 200
    assert client.get(f"/personnes/{there.pk}/").status_code == 403


def test_role_elsewhere_is_not_shown(client: Client, lead: User, town: Place) -> None:
    user = a_member(Role.PARTNER, town)
    a_member(Role.OBSERVER, a_place(inside=france(), name="Ailleurs-sur-Mer"), user=user)
    assert "Ailleurs-sur-Mer" not in text(client.get(f"/personnes/{user.pk}/"))


@pytest.mark.parametrize("path", ["", "donner-un-role/", "fermer/"])
def test_account_outside_one_s_territory_is_refused_and_journalled(client: Client, lead: User, path: str) -> None:
    there = a_member(Role.PARTNER, a_place(inside=france()))
    address = f"/personnes/{there.pk}/{path}"
    answer = client.post(address) if path == "fermer/" else client.get(address)
    assert answer.status_code == 403
    refusal = Entry.objects.refusals().get()
    assert (refusal.actor, refusal.after["path"]) == (lead.identifier, address)


@pytest.mark.parametrize("path", ["/personnes/999999/", "/personnes/999999/donner-un-role/"])
def test_unknown_account_is_not_found(client: Client, lead: User, path: str) -> None:
    assert client.get(path).status_code == 404


def form(town: Place, **changes: Any) -> dict[str, Any]:
    organisation = an_organisation(place=town)
    values = {"organisation": organisation.pk, "role": Role.PARTNER.value, "place": town.pk, "since": "", "until": ""}
    return values | {"email": "nora@example.org", "name": "Nora"} | changes


def test_form_opens_an_account(client: Client, lead: User, town: Place) -> None:
    answer = client.post("/personnes/ouvrir/", form(town))
    opened = User.objects.at("nora@example.org").get()
    assert answer["Location"] == f"/personnes/{opened.pk}/"
    assert opened.memberships.in_force().get().role == Role.PARTNER


def test_form_chooses_no_role_by_itself(client: Client, lead: User, town: Place) -> None:
    assert client.post("/personnes/ouvrir/", form(town, role="")).status_code == 422
    assert "À choisir" in text(client.get("/personnes/ouvrir/"))


def test_form_offers_only_what_one_may_give(client: Client, lead: User) -> None:
    page = text(client.get("/personnes/ouvrir/"))
    assert "Conseil citoyen" in page
    assert "Préfecture, sous-préfecture" not in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"role": "administrator"}, "Sélectionnez un choix valide"),
        ({"email": "nora"}, "adresse"),
        ({"email": ""}, "obligatoire"),
        ({"since": "2019-02-01", "until": "2019-01-01"}, "finir avant d&#x27;avoir commencé"),
    ],
)
def test_form_explains_and_writes_nothing(
    client: Client, lead: User, town: Place, changes: dict[str, str], sentence: str
) -> None:
    before = User.objects.count()
    answer = client.post("/personnes/ouvrir/", form(town, **changes))
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert (User.objects.count(), Entry.objects.count()) == (before, 0)


def test_form_refuses_a_place_elsewhere(client: Client, lead: User, town: Place) -> None:
    elsewhere = a_place(inside=france())
    assert client.post("/personnes/ouvrir/", form(town, place=elsewhere.pk)).status_code == 422
    assert not User.objects.at("nora@example.org").exists()


def test_role_is_given_then_ended(client: Client, lead: User, town: Place) -> None:
    user = a_member(Role.PARTNER, town)
    client.post(f"/personnes/{user.pk}/donner-un-role/", form(town, role="citizens"))
    given = user.memberships.get(role=Role.CITIZENS)
    assert "Mettre fin à ce rôle" in text(client.get(f"/personnes/{user.pk}/"))
    assert client.post(f"/personnes/roles/{given.pk}/finir/").status_code == 302
    assert not user.memberships.in_force().filter(role=Role.CITIZENS).exists()


def test_account_is_closed_by_the_prefecture(client: Client, town: Place) -> None:
    client.force_login(a_member(Role.PREFECTURE, town))
    user = a_member(Role.PARTNER, town)
    assert "Fermer ce compte" in text(client.get(f"/personnes/{user.pk}/"))
    client.post(f"/personnes/{user.pk}/fermer/")
    user.refresh_from_db()
    assert not user.is_active


def test_last_administrator_is_told_why_not(client: Client) -> None:
    last = a_member(Role.ADMINISTRATOR, france())
    client.force_login(last)
    page = text(client.post(f"/personnes/{last.pk}/fermer/", follow=True))
    assert "dernière personne" in page
    assert User.objects.get(pk=last.pk).is_active


@pytest.mark.parametrize("path", ["/personnes/1/fermer/", "/personnes/roles/1/finir/"])
def test_looking_ends_nothing(client: Client, lead: User, path: str) -> None:
    assert client.get(path).status_code == 405


@pytest.mark.parametrize("path", ["/personnes/", "/personnes/ouvrir/", "/compte/", "/organisations/creer/"])
def test_unknown_visitor_is_shown_the_door(client: Client, path: str) -> None:
    assert client.get(path)["Location"].startswith("/compte/entrer/")


def test_organisation_is_created_then_corrected(client: Client, lead: User, town: Place) -> None:
    values = {"kind": "caf", "name": "CAF d'ici", "short_name": "CAF", "siren": "", "place": town.pk}
    assert client.post("/organisations/creer/", values)["Location"] == "/organisations/caf/"
    client.post("/organisations/caf/corriger/", values | {"siren": "356000000"})
    assert Organisation.objects.get(slug="caf").siren == "356000000"


def test_wrong_siren_is_explained_beside_its_field(client: Client, lead: User, town: Place) -> None:
    values = {"kind": "caf", "name": "CAF", "short_name": "", "siren": "356000001", "place": town.pk}
    answer = client.post("/organisations/creer/", values)
    assert answer.status_code == 422
    assert "clé de contrôle" in text(answer)
    assert not Organisation.objects.filter(name="CAF").exists()


def test_organisation_elsewhere_is_not_corrected(client: Client, lead: User) -> None:
    there = an_organisation(place=a_place(inside=france()))
    assert client.get(f"/organisations/{there.slug}/corriger/").status_code == 403
    assert Entry.objects.refusals().count() == 1


def test_erased_account_keeps_its_place_in_the_list(client: Client, lead: User, town: Place) -> None:
    user = a_member(Role.PARTNER, town, user=a_user(email="compte-7@efface.invalid", name=""))
    User.objects.filter(pk=user.pk).update(erased_at=timezone.now(), is_active=False)
    for path in ("/personnes/", f"/personnes/{user.pk}/"):
        page = text(client.get(path))
        assert "compte effacé" in page
        assert "efface.invalid" not in page
