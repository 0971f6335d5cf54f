"""Titles of a text that is prose."""

from pathlib import Path

import pytest

from tenir.engines.documents import Item, Kind, read
from tenir.engines.documents.tests.reference import f1, load

PAGE = """          Vie associative

          Bénévoles

Les associations de la ville comptent des bénévoles dans chaque quartier.
Tous sont formés, chaque année, par la maison des associations.
Comment les rencontrer
Une permanence est tenue le mardi, au centre social.
Le préfet transmet au ministre un bilan chaque année.
www.exemple.invalid
Où les rencontrer
Le forum des associations se tient en septembre, au gymnase.
"""


def titles(text: str) -> list[Item]:
    return [item for item in read(text.encode(), name="page.txt").items if item.kind is Kind.HEADING]


def test_short_lines_above_prose_are_titles() -> None:
    found = [(item.text, item.lines) for item in titles(PAGE)]
    assert found == [
        ("Vie associative", (1, 1)),
        ("Bénévoles", (3, 3)),
        ("Comment les rencontrer", (7, 7)),
        ("Où les rencontrer", (11, 11)),
    ]


def test_title_says_that_it_is_unsure() -> None:
    assert all(item.confidence <= 0.75 and "ni numéro" in item.why for item in titles(PAGE))


def test_what_is_said_below_a_title_stands_under_it() -> None:
    duty = next(item for item in read(PAGE.encode(), name="page.txt").items if item.kind is Kind.DUTY)
    assert duty.parent == "heading-t3"


def test_text_with_headings_of_its_own_gets_no_others() -> None:
    text = "ENGAGEMENTS DE LA VILLE\n\nAxe 1 : Loger\n\nACTIONS\n- Rénover la crèche.\n- Ouvrir une école.\n\n" + PAGE
    assert not [item for item in titles(text) if item.id.startswith("heading-t")]


@pytest.mark.shared
def test_site_agrees_with_the_reference(shared: Path) -> None:
    data = (shared / "sources/politique-de-la-ville-site.txt").read_bytes()
    items = read(data, name="site.txt").items
    assert f1(items, load("politique-de-la-ville-site", data), Kind.HEADING, (1, 503)) >= 0.88
