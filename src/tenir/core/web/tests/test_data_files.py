"""What modules publish as files."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from tenir.core import modules
from tests.builders import a_place

pytestmark = pytest.mark.django_db


def body(client: Client, address: str) -> str:
    return b"".join(client.get(address)).decode()  # type: ignore[arg-type]


def test_every_declared_file_is_offered_in_every_format(client: Client) -> None:
    page = client.get("/donnees/").content.decode()
    files = {"lieux", "chiffres", "engagements", "decisions", "obligations", "echeances"}
    assert {export.key for export in modules.exports()} == files
    assert all(f'href="/donnees/{export.key}.xlsx"' in page for export in modules.exports())


def test_file_holds_the_rows_and_where_they_come_from(client: Client) -> None:
    a_place(code="21231", name="Ville inventée")
    assert body(client, "/donnees/lieux.csv").splitlines()[1] == "commune,21231,Ville inventée,non"
    assert json.loads(body(client, "/donnees/lieux.json"))["source"] == "Code officiel géographique 2026, INSEE"


@pytest.mark.parametrize(("address", "status"), [("/donnees/inconnu.csv", 404), ("/donnees/lieux.exe", 400)])
def test_unknown_file_is_told(client: Client, address: str, status: int) -> None:
    assert client.get(address).status_code == status
