"""Organisations for programs; never persons."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from tenir.core.people.models import OrganisationKind
from tenir.core.rights import Role
from tests.builders import a_member, a_place, a_user, an_organisation

pytestmark = pytest.mark.django_db
LIST = "/api/v1/organisations/"


def test_organisation_is_told_with_its_place(client: Client) -> None:
    place = a_place(kind="commune", code="21231", name="Dijon")
    organisation = an_organisation(place=place, kind=OrganisationKind.CITY, name="Ville de Dijon")
    told = client.get(f"{LIST}{organisation.slug}").json()
    assert told["place"] == {"kind": "commune", "code": "21231", "name": "Dijon"}
    assert (told["name"], told["kind"], told["siren"]) == ("Ville de Dijon", "city", "")


def test_list_is_counted_and_cut_in_pages(client: Client) -> None:
    for _ in range(101):
        an_organisation()
    first = client.get(LIST, {"limit": 100}).json()
    last = client.get(first["next"]).json()
    assert (first["count"], len(first["items"]), len(last["items"]), last["next"]) == (101, 100, 1, None)


def test_list_of_one_sort(client: Client) -> None:
    an_organisation(kind=OrganisationKind.CAF)
    an_organisation(kind=OrganisationKind.CITY)
    assert [one["kind"] for one in client.get(LIST, {"kind": "caf"}).json()["items"]] == ["caf"]


@pytest.mark.parametrize("query", [{"kind": "club"}, {"limit": "0"}, {"offset": "x"}])
def test_unreadable_question_is_told(client: Client, query: dict[str, str]) -> None:
    answer = client.get(LIST, query)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "bad_input")


def test_unknown_organisation_is_not_found(client: Client) -> None:
    assert client.get(f"{LIST}nulle-part").status_code == 404


def test_nobody_is_named(client: Client) -> None:
    place = a_place()
    organisation = an_organisation(place=place)
    user = a_user(name="Nora Secrète", email="nora@example.org")
    a_member(Role.PARTNER, place, user=user, organisation=organisation)
    for path in (LIST, f"{LIST}{organisation.slug}"):
        assert "nora" not in json.dumps(client.get(path).json()).lower()


def test_no_operation_reads_accounts(client: Client) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert [path for path in paths if "person" in path or "compte" in path or "account" in path] == []
