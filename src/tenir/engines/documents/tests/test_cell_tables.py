"""Tables whose header names partners, dates or means: what stands beside a promise is no part of its text."""

from collections.abc import Callable

import pytest

from tenir.engines.documents import Item, Kind, read
from tenir.engines.documents.dates import date_at_end
from tenir.engines.documents.tests.files import docx, heading, listed, numbering, odt, p, pdf, table
from tenir.engines.documents.tests.test_pdf import table_of

HEADER = ("Action", "Partenaires", "Échéance")
ROWS = (
    HEADER,
    ("Ouvrir une classe", "Éducation nationale", "Rentrée 2031"),
    ("Doubler les cours", "Les Passeurs du bac", "15 mars 2032"),
)


def promises(data: bytes) -> list[Item]:
    return [item for item in read(data, name="envoi").items if item.kind is Kind.COMMITMENT]


def as_odt(rows: tuple[tuple[str, ...], ...]) -> bytes:
    cells = ("".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row) for row in rows)
    return odt(
        "<table:table>" + "".join(f"<table:table-row>{row}</table:table-row>" for row in cells) + "</table:table>"
    )


@pytest.mark.parametrize(
    "made",
    [lambda rows: pdf(table_of(list(rows))), lambda rows: docx(table(*rows)), as_odt],
    ids=["pdf", "docx", "odt"],
)
def test_columns_go_where_their_header_says(made: Callable[[tuple[tuple[str, ...], ...]], bytes]) -> None:
    found = [(item.text, item.partners, item.due) for item in promises(made(ROWS))]
    assert found == [
        ("Ouvrir une classe", ("Éducation nationale",), "Rentrée 2031"),
        ("Doubler les cours", ("Passeurs du bac",), "2032-03-15"),
    ]


def test_a_table_goes_on_over_the_page_without_its_header() -> None:
    found = promises(pdf(table_of(list(ROWS[:2])), table_of([ROWS[2]])))
    assert [(item.text, item.due, item.page) for item in found] == [
        ("Ouvrir une classe", "Rentrée 2031", 1),
        ("Doubler les cours", "2032-03-15", 2),
    ]


def test_each_bullet_of_a_cell_is_a_promise_with_the_same_partners() -> None:
    cell = f"<w:tc>{listed('Ouvrir la halle le soir')}{listed('Planter des ormes')}</w:tc>"
    body = heading("Habiter") + table(("Actions", "Pilotes"), (cell, "CAF"))
    found = promises(docx(body, numbering=numbering(("bullet", "\uf0b7"))))
    assert [(item.text, item.partners) for item in found] == [
        ("Ouvrir la halle le soir", ("CAF",)),
        ("Planter des ormes", ("CAF",)),
    ]


def test_a_table_that_names_no_promises_gives_none() -> None:
    other = table(("Ville", "Partenaires", "Date"), ("Port-Aubry", "CAF", "2031"))
    found = promises(docx(other + p("ACTIONS") + listed("Semer un pré"), numbering=numbering(("bullet", "o"))))
    assert [item.text for item in found] == ["Semer un pré"]


LINES = """\
PROTOCOLE DE PORT-AUBRY

ENGAGEMENTS

Actions Partenaires Échéance

Ouvrir une classe dehors dans chaque école avant 2030
Éducation nationale, Caisse des passeurs
Rentrée 2031

Doubler les heures d'aide aux devoirs Centre social 15 juin 2032
"""


def test_dates_and_lists_of_names_leave_the_text_where_lines_alone_tell() -> None:
    found = [(item.text, item.partners, item.due) for item in promises(LINES.encode())]
    assert found == [
        (
            "Ouvrir une classe dehors dans chaque école avant 2030",
            ("Éducation nationale", "Caisse des passeurs"),
            "2030",
        ),
        ("Doubler les heures d'aide aux devoirs", ("Centre social",), "2032-06-15"),
    ]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Rentrée 2031", "Rentrée 2031"),
        ("CAF fin 2031", "fin 2031"),
        ("15 juin 2032", "15 juin 2032"),
        ("Réparer le bac d'ici 2031", None),
        ("Réparer le bac en juin 2031", None),
        ("Planter 2031 ormes", None),
    ],
)
def test_a_date_at_the_end_is_a_cell_unless_the_sentence_calls_it(text: str, date: str | None) -> None:
    found = date_at_end(text)
    assert (found and found[1]) == date
