"""Who has not answered, by organisation and place, however many there are."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tenir.modules.commitments.models import Framework
from tenir.modules.commitments.reporting.silences import silences
from tenir.modules.commitments.tests.reporting import Cast, report
from tests.builders import a_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def told(cast: Cast) -> dict[str, tuple[int, int, int]]:
    return {one.organisation.name: (one.silent, one.held, one.never) for one in silences()}


def test_each_holder_stands_with_what_it_has_not_told(cast: Cast) -> None:
    assert told(cast) == {"Ville inventée": (2, 3, 0), "État inventé": (2, 2, 1)}


def test_news_take_one_off_the_page(cast: Cast) -> None:
    report(cast, "e2")
    assert told(cast)["État inventé"] == (1, 2, 0)


def test_draft_is_nobodys_silence(cast: Cast) -> None:
    Framework.objects.update(state="draft")
    assert silences() == []


def test_page_narrows_to_a_place_and_refuses_one_that_is_none(cast: Cast, client: Client) -> None:
    elsewhere = a_place()
    page = client.get("/avancement/silences/").content.decode()
    assert "pas dit où en sont leurs engagements" in page
    empty = client.get(f"/avancement/silences/?lieu={elsewhere.kind}:{elsewhere.code}").content.decode()
    assert "Personne ne se tait ici" in empty
    assert client.get("/avancement/silences/?lieu=commune:rien").status_code == 400


def test_four_queries_whatever_their_number(cast: Cast, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(4):
        silences()
