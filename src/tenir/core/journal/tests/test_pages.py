"""The public head and the events that an administrator reads."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenir.core.actions import System
from tenir.core.journal import chain
from tenir.core.journal.tests.accounts import account
from tenir.core.journal.tests.builders import write_chain
from tenir.core.journal.verify import verify
from tenir.core.rights import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(account(Role.ADMINISTRATOR))
    return client


def test_head_is_public_and_names_nobody(client: Client) -> None:
    head = write_chain(5)
    page = client.get("/journal/").content.decode()
    assert head.hash in page
    assert "5 événements" in page
    assert "user:" not in page


def test_head_of_an_empty_journal_says_so(client: Client) -> None:
    assert "encore vide" in client.get("/journal/").content.decode()


@pytest.mark.parametrize("address", ["/journal/tete.json", "/api/v1/journal/head"])
def test_head_for_programs_verifies(client: Client, address: str) -> None:
    write_chain(3)
    found = client.get(address).json()
    assert found["at"] == "2019-01-22T09:03:00.123459Z"
    assert verify(chain.Head(found["count"], found["hash"])).broken is None


@pytest.mark.parametrize("address", ["/journal/", "/journal/tete.json"])
def test_head_is_never_stale(client: Client, address: str) -> None:
    first = client.get(address)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    with transaction.atomic():
        chain.record(chain.Event("a.b"), by=System("test"))
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("address", ["/journal/evenements/", "/journal/evenements/1/"])
def test_events_are_closed_to_all_but_administrators(client: Client, address: str) -> None:
    write_chain(1)
    assert client.get(address).status_code == 302
    for role in set(Role) - {Role.ADMINISTRATOR}:
        client.force_login(account(role))
        assert client.get(address).status_code == 403


def test_events_are_filtered_by_object_and_outcome(administrator: Client) -> None:
    write_chain(12)
    page = administrator.get("/journal/evenements/?objet=commitments.commitment:1").content.decode()
    assert "/journal/evenements/12/" in page
    assert "/journal/evenements/2/" not in page
    assert "Rien ne répond" in administrator.get("/journal/evenements/?outcome=refused").content.decode()


def test_event_is_told_in_plain_french(administrator: Client) -> None:
    write_chain(2)
    page = administrator.get("/journal/evenements/2/").content.decode()
    assert "Compte n°\u00a02 a modifié" in page
    assert "Relu avec la préfecture" in page


@pytest.mark.parametrize("address", ["/journal/evenements/999/", "/journal/evenements/99999999999999999999/"])
def test_event_that_is_not_there_is_a_404(administrator: Client, address: str) -> None:
    assert administrator.get(address).status_code == 404


@pytest.mark.parametrize("query", ["?objet=%00:1", "?objet=a:", "?page=9999", "?tri=hash", "?outcome=x&verb=%00"])
def test_odd_address_shows_the_page(administrator: Client, query: str) -> None:
    write_chain(2)
    assert administrator.get(f"/journal/evenements/{query}").status_code == 200


def test_events_cost_the_same_whatever_their_number(administrator: Client) -> None:
    administrator.get("/journal/evenements/")  # the first visit of the day is marked
    costs = []
    for more in (3, 60):
        with transaction.atomic():
            chain.record_all([chain.Event("places.create")] * more, by=System("test"))
        with CaptureQueriesContext(connection) as queries:
            administrator.get("/journal/evenements/")
        costs.append(len(queries))
    assert costs[0] == costs[1]
