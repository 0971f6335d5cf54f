"""Face to face: what each side owes, what ties promises together, what is blocked."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from typing import Any

from django.test import Client

from tenir.modules.commitments.actions import adopt_framework
from tenir.modules.commitments.board import faces
from tenir.modules.commitments.board.asked import Asked
from tenir.modules.commitments.models import Framework
from tenir.modules.commitments.referential import files as framework_files
from tenir.modules.commitments.tests.builders import ME, framework, france, two_sided

FACES = "/cadres/contrat-invente/face-a-face/"


def row(key: int, side: str) -> dict[str, Any]:
    return {"pk": key, "side": side, "number": f"{side[0].upper()}{key}", "title": ""}


def test_whole_lists_are_tied_by_one_sentence() -> None:
    rows = [row(1, "city"), row(2, "city"), row(3, "state"), row(4, "state"), row(5, "city")]
    first, alone_one = faces.knots(rows, [(1, 3), (1, 4), (2, 3), (2, 4)])
    assert first.sentences == ["ces 2 engagements dépendent de ces 2"]
    assert ([one["pk"] for one in first.city], [one["pk"] for one in first.state]) == ([1, 2], [3, 4])
    assert ([one["pk"] for one in alone_one.city], alone_one.sentences) == ([5], [])


def test_single_links_are_said_one_by_one() -> None:
    rows = [row(1, "city"), row(2, "city"), row(3, "state"), row(4, "state")]
    (knot,) = faces.knots(rows, [(1, 3), (2, 3), (2, 4)])
    assert knot.sentences == ["C1 dépend de S3", "C2 dépend de S3 et S4"]


def test_each_promise_stands_in_one_knot_only() -> None:
    rows = [row(key, "city" if key % 2 else "state") for key in range(1, 9)]
    found = faces.knots(rows, [(1, 2), (3, 2), (3, 4), (5, 6)])
    keys = [one["pk"] for knot in found for one in (*knot.city, *knot.state)]
    assert sorted(keys) == list(range(1, 9))
    assert [knot.tied for knot in found] == [True, True, False]


def test_pacte_ties_six_city_promises_to_two_of_the_state(db: None) -> None:
    france()
    described = next(one for one in framework_files.read_all() if one.slug == "pacte-de-dijon-2018")
    bare = tuple(replace(one, parties=(), levers=(), places=()) for one in described.commitments)
    pacte = adopt_framework(by=ME, description=replace(described, commitments=bare, signatories=())).framework
    found = faces.of(pacte, Asked({}))
    assert {side: standing.total for side, standing in found.owed.items()} == {"state": 18, "city": 24}
    assert [face.knots[0].sentences[0] for face in found.faces] == [
        "ces 6 engagements dépendent de ces 2",
        "ces 4 engagements dépendent de ces 4",
        "ces 4 engagements dépendent de ces 3",
        "ces 5 engagements dépendent de ces 5",
        "ces 5 engagements dépendent de ces 4",
    ]
    assert found.waiting["state"] == 24


def test_blocked_ones_are_said_in_words(client: Client, db: None) -> None:
    two_sided()
    html = unescape(client.get(FACES).content.decode())
    assert "Ce que l'État doit" in html
    assert "2 engagements de la collectivité en dépendent, 1 est bloqué." in html
    assert html.count("Bloqué par") == 1  # V2 depends on E1 too, and is achieved
    assert "suspendu" in html


def test_another_day_is_another_page(client: Client, db: None) -> None:
    two_sided()
    html = unescape(client.get(f"{FACES}?au=2024-06-30").content.decode())
    assert "Bloqué par" not in html
    assert "pas celle d'aujourd'hui" in html


def test_text_of_one_side_says_why_the_page_is_empty(client: Client, db: None) -> None:
    france()
    adopt_framework(by=ME, description=framework(2))
    assert "n'a pas deux côtés" in unescape(client.get("/cadres/pacte-invente/face-a-face/").content.decode())


def test_draft_has_no_face(client: Client, db: None) -> None:
    two_sided()
    Framework.objects.update(state="draft")
    assert client.get(FACES).status_code == 404
