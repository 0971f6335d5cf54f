"""No page asks a device where it is, but the one that is about that."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
NOTHING = "camera=(), geolocation=(), microphone=()"


@pytest.mark.parametrize("path", ["/", "/guide/", "/nulle-part/", "/api/v1/lieux/"])
def test_pages_may_ask_nothing_of_a_device(client: Client, path: str) -> None:
    assert client.get(path)["Permissions-Policy"] == NOTHING


def test_my_neighbourhood_alone_may_ask_where_one_is_also_when_kept(client: Client) -> None:
    first, kept = client.get("/mon-quartier/"), client.get("/mon-quartier/")
    unchanged = client.get("/mon-quartier/", headers={"If-None-Match": first["ETag"]})
    assert unchanged.status_code == 304
    policies = {answer["Permissions-Policy"] for answer in (first, kept, unchanged)}
    assert policies == {"camera=(), geolocation=(self), microphone=()"}
