"""Titles of a text that is prose."""

from pathlib import Path

import pytest

from tenir.engines.documents import Item, Kind, read
from tenir.engines.documents.tests.files import HEADINGS, docx, heading, odt, p
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
    reference = load("politique-de-la-ville-site", data)
    assert f1(items, reference, Kind.HEADING, (1, 503)) >= 0.88
    assert f1(items, reference, Kind.COMMITMENT, (1, 503)) == 1.0


def test_list_that_lost_its_bullets_is_read_by_its_tabs() -> None:
    text = (
        "Les engagements de l'État auprès des clubs :\n\tla création de 20 postes ;\n\tle doublement de l'aide.\n\nFin."
    )
    items = [item for item in read(text.encode(), name="page.txt").items if item.kind is Kind.COMMITMENT]
    assert [(item.text, item.side, item.lines) for item in items] == [
        ("la création de 20 postes ;", "state", (2, 2)),
        ("le doublement de l'aide.", "state", (3, 3)),
    ]


def test_one_paragraph_set_in_by_a_tab_is_no_list() -> None:
    text = "Engagements de l'État :\n\tla création de 20 postes.\n\nLe préfet transmet au ministre un bilan annuel.\n"
    assert not [item for item in read(text.encode(), name="page.txt").items if item.kind is Kind.COMMITMENT]


def test_headings_of_word_make_a_tree() -> None:
    body = heading("Vie des rives") + heading("Curage", 2) + p("Le préfet transmet au ministre un bilan chaque année.")
    body += heading("Semis", 2) + p("Rien n'est encore prévu.") + heading("Annexes")
    items = read(docx(body, styles=HEADINGS), name="rives.docx").items
    titles = {item.text: item for item in items if item.kind is Kind.HEADING}
    names = {item.id: item.text for item in items}
    assert {text: names.get(item.parent or "") for text, item in titles.items()} == {
        "Vie des rives": None,
        "Curage": "Vie des rives",
        "Semis": "Vie des rives",
        "Annexes": None,
    }
    duty = next(item for item in items if item.kind is Kind.DUTY)
    assert names[duty.parent or ""] == "Curage"


def test_headings_of_opendocument_are_titles_too() -> None:
    body = (
        '<text:h text:outline-level="2">Curage</text:h><text:p>Le préfet transmet au ministre un bilan annuel.</text:p>'
    )
    (title,) = (item for item in read(odt(body), name="rives.odt").items if item.kind is Kind.HEADING)
    assert (title.text, title.confidence, title.where) == ("Curage", 1.0, "titre, paragraphe 1")
