"""A pact typed as a list, from the text to the public framework. Its subject is invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.utils.html import escape

from tenir.core.rights import Role
from tenir.modules.commitments.models import Commitment, Framework
from tenir.modules.documents.models import Draft, DraftItem
from tests.builders import a_member, france

pytestmark = pytest.mark.django_db

PACT = """PACTE INVENTÉ DES JARDINS

Axe 1 – Ouvrir les jardins

Engagements de la commune :
– Ouvrir trois jardins d'ici le 1er juin 2031 ;
– Créer un comité des jardins :
   o qui se réunit tous les six mois ;

Engagements de l'État :
– Financer la moitié des travaux ;
– Nommer un référent au plus tard fin juin.
"""


@pytest.fixture
def client(tmp_path: Path) -> Client:
    """A ministry that has handed in the pact."""
    client = Client()
    client.force_login(a_member(Role.MINISTRY, france()))
    text = tmp_path / "pacte.txt"
    text.write_text(PACT, encoding="utf-8")
    with text.open("rb") as file:
        client.post("/textes/deposer/", {"place": str(france().pk), "kind": "pacte", "slug": "jardins", "file": file})
    return client


def test_review_shows_side_deadline_and_points(client: Client) -> None:
    draft = Draft.objects.get()
    promise = DraftItem.objects.get(text__startswith="Créer")
    page = client.get(f"/textes/{draft.pk}/", {"element": promise.pk}).content.decode()
    assert promise.points == ["qui se réunit tous les six mois ;"]
    assert promise.also_said == [("Périodicité", "P6M")]
    assert "qui se réunit tous les six mois" in page
    assert escape(promise.get_side_display()) in page


def test_adopted_pact_keeps_sides_titles_deadlines_and_points(client: Client) -> None:
    draft = Draft.objects.get()
    named = {"title": "Pacte", "slug": "jardins", "kind": "pacte", "date": "", "seen": str(draft.revision)}
    client.post(f"/textes/{draft.pk}/adopter/", {**named, "accept_rest": "on"})
    rows = Commitment.objects.filter(framework=Framework.objects.get(slug="jardins")).order_by("position")
    assert [row.side for row in rows] == ["city", "city", "state", "state"]
    assert {row.heading.title for row in rows if row.heading} == {"Ouvrir les jardins"}
    assert [(str(row.due_on or ""), row.due_words) for row in rows] == [
        ("2031-06-01", ""),
        ("", ""),
        ("", ""),
        ("", "fin juin"),
    ]
    assert [point.text for point in rows[1].sub_items.all()] == ["qui se réunit tous les six mois ;"]
