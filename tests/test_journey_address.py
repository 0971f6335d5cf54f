"""From an address in words to its neighbourhood, through a real addok in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tenir.modules.localisation import layers
from tenir.modules.localisation.tests.grounds import a_square, an_import
from tests.geocoder.running import addok

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.slow]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with addok(tmp_path_factory.mktemp("addok")) as address:
        yield address


def test_address_is_found_and_answered(real: str, client: Client, settings: Any, tmp_path: Path) -> None:
    settings.GEOCODER, settings.DATA_FOLDER = real, tmp_path
    layers._loaded.cache_clear()
    place = a_square(an_import(), "Q1", -2, -2, side=6)
    number = client.post("/mon-quartier/", {"address": "12 rue de l'Essai, 99001 Valmérac"})
    assert place.get_absolute_url() in number.content.decode()
    town = client.post("/api/v1/mon-quartier", {"address": "Valmérac"}, content_type="application/json").json()
    assert [(one["answer"], one["reason"]) for one in town["neighbourhoods"]] == [("cannot_say", "doubt")]
    nowhere = client.post("/mon-quartier/", {"address": "nulle part ailleurs 75999"})
    assert nowhere.status_code == 422
