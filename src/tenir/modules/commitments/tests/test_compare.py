"""Comparisons: two dates, two texts, two places; and what cannot be compared."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.test import Client

from tenir.modules.commitments import comparing
from tenir.modules.commitments.actions import adopt_framework
from tenir.modules.commitments.enums import Level
from tenir.modules.commitments.models import Application, CommitmentLink, Framework
from tenir.modules.commitments.tests.builders import ME, framework, two_sided
from tests.builders import a_place

N = "\u202f"


@pytest.fixture
def contract(db: None) -> Framework:
    return two_sided()


def page(client: Client, query: str, status: int = 200) -> str:
    response = client.get(f"/comparer/?{query}")
    assert response.status_code == status
    return unescape(response.content.decode())


def test_two_dates_say_what_moved(client: Client, contract: Framework) -> None:
    html = page(client, "a=contrat-invente&au_a=2024-06-30&b=contrat-invente")
    assert "Sur 5 engagements, 1 a avancé, 1 s'est arrêté et 3 ont gardé le même niveau." in html
    assert "s'est arrêté</td>" in html
    assert "Promesse v1" not in html
    assert "20 points de plus" in html


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ("", Level.LAUNCHING, "first"),
        (Level.LAUNCHING, Level.ROLLED_OUT, "ahead"),
        (Level.ACHIEVED, Level.ROLLED_OUT, "back"),
        (Level.LAUNCHING, Level.NOT_STARTED, "back"),
        (Level.NEARING, Level.SUSPENDED, "stopped"),
        (Level.SUSPENDED, Level.ABANDONED, "stopped"),
        (Level.SUSPENDED, Level.LAUNCHING, "resumed"),
        (Level.LAUNCHING, "", "lost"),
    ],
)
def test_move_between_two_levels(before: str, after: str, key: str) -> None:
    assert comparing.move(before, after) == key


def test_dates_without_any_move_say_so(client: Client, contract: Framework) -> None:
    html = page(client, "a=contrat-invente&au_a=2025-02-01&b=contrat-invente")
    assert "Aucun engagement n'a changé de niveau" in html


def test_two_texts_show_what_one_declines_of_the_other(client: Client, contract: Framework) -> None:
    other = adopt_framework(by=ME, description=framework(3)).framework
    origin, target = contract.commitments.get(slug="v1"), other.commitments.get(slug="2")
    CommitmentLink.objects.create(origin=origin, target=target, kind="decline")
    html = page(client, "a=pacte-invente&b=contrat-invente")
    assert html.index("Ouvrir 2 lieux") < html.index("Promesse v1")
    assert "1 engagement sur 5" in html


def test_two_places_show_what_is_applied_in_both(client: Client, contract: Framework) -> None:
    here, there = a_place(code="99001"), a_place(code="99002")
    promise, alone = contract.commitments.get(slug="v1"), contract.commitments.get(slug="v2")
    known = {"level_on": "2025-01-01", "level_precision": "day", "level_status": "declared"}
    Application.objects.create(commitment=promise, place=here, level=Level.ACHIEVED, **known)
    Application.objects.create(commitment=promise, place=there, level=Level.LAUNCHING, **known)
    Application.objects.create(commitment=alone, place=there)
    html = page(client, "a=commune:99001&b=commune:99002")
    assert f"1 engagement est appliqué dans les deux lieux{N}: 1 est plus avancé à {here.name}." in html
    assert "Promesse v1" in html
    assert "Promesse v2" not in html


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("a=contrat-invente&b=contrat-invente", "le même texte à la même date"),
        ("a=contrat-invente&b=contrat-invente&au_b=2024-01-01", "vient après la seconde"),
        ("a=contrat-invente&b=rien", "Ni cadre public ni lieu"),
        ("a=contrat-invente&b=nation:FR", "ne se compare pas à un lieu"),
        ("a=nation:FR&b=nation:FR", "sont le même lieu"),
        ("a=contrat-invente", "Deux textes, un texte à deux dates"),
        ("", "Deux textes, un texte à deux dates"),
    ],
)
def test_what_cannot_be_compared_is_told(client: Client, contract: Framework, query: str, told: str) -> None:
    assert told in page(client, query)


def test_reversed_dates_are_one_link_from_right(client: Client, contract: Framework) -> None:
    html = page(client, "a=contrat-invente&b=contrat-invente&au_b=2024-01-01")
    assert "?a=contrat-invente&au_a=2024-01-01&b=contrat-invente" in html


def test_day_to_come_is_refused(client: Client, contract: Framework) -> None:
    assert "venu" in page(client, "a=contrat-invente&au_a=2999-01-01&b=contrat-invente", status=400)


def test_draft_cannot_be_compared(client: Client, contract: Framework) -> None:
    Framework.objects.update(state="draft")
    html = page(client, "a=contrat-invente&au_a=2024-06-30&b=contrat-invente")
    assert "Ni cadre public" in html
    assert "Contrat inventé" not in html


def test_queries_do_not_grow(client: Client, contract: Framework, django_assert_max_num_queries: Any) -> None:
    adopt_framework(by=ME, description=framework(600))
    for query in ("a=pacte-invente&au_a=2018-01-01&b=pacte-invente", "a=pacte-invente&b=contrat-invente"):
        with django_assert_max_num_queries(14):
            page(client, query)
