"""Word: headings, numbers that the file only computes, lists, merged cells, notes, each line with its place."""

from __future__ import annotations

import pytest

from tenir.engines.documents import Kind, read
from tenir.engines.documents.tests.files import HEADINGS, cell, docx, heading, listed, num, numbering, p, table
from tenir.engines.documents.tests.lines_of import lines_of, texts_of, with_blanks, work_of


def test_paragraphs_are_lines_apart_and_know_their_heading() -> None:
    data = docx(p("Préambule.") + heading("Rives") + p("Semer.") + p("") + p("Curer."), styles=HEADINGS)
    assert with_blanks(data) == "Préambule.\n\nRives\n\nSemer.\n\nCurer."
    assert [line.where for line in lines_of(data)] == [
        "paragraphe 1",
        "titre, paragraphe 2",
        "paragraphe 3, sous «\u202fRives\u202f»",
        "paragraphe 4, sous «\u202fRives\u202f»",
    ]
    assert work_of(data).source.to_json()["paragraphs"] == 4


def test_numbers_are_those_that_word_prints() -> None:
    lists = numbering(("decimal", "%1."), ("lowerLetter", "%1.%2)"), ("upperRoman", "%3 -"))
    body = "".join(listed("x", depth=depth) for depth in (0, 1, 1, 2, 0, 1, 2, 2))
    assert texts_of(docx(body, numbering=lists)) == [
        *("1. x", "1.a) x", "1.b) x", "I - x", "2. x", "2.a) x", "I - x", "II - x")
    ]


def test_bullets_by_depth_whatever_the_glyph() -> None:
    lists = numbering(("bullet", "\uf0b7"), ("bullet", "o"), ("bullet", "\uf0a7"))
    body = listed("un") + listed("deux", depth=1) + listed("trois", depth=2)
    assert with_blanks(docx(body, numbering=lists)) == "• un\n– deux\n▪ trois"


def test_list_that_starts_again_and_one_that_goes_on() -> None:
    again = num(2, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>') + num(3)
    body = listed("a") + listed("b") + listed("c", 2) + listed("d", 2) + listed("e", 3)
    assert texts_of(docx(body, numbering=numbering(("decimal", "%1)"), start=3, more=again))) == [
        *("3) a", "4) b", "1) c", "2) d", "3) e")
    ]


def test_numbered_headings_by_their_style() -> None:
    styles = HEADINGS.replace(
        '<w:outlineLvl w:val="0"/>', '<w:outlineLvl w:val="0"/><w:numPr><w:numId w:val="1"/></w:numPr>'
    )
    lists = numbering(("decimal", "Axe %1 –"))
    body = heading("Rives") + p("Semer.") + heading("Ponts") + heading("Annexe", properties=NO_NUMBER)
    assert texts_of(docx(body, styles=styles, numbering=lists)) == [
        "Axe 1 – Rives",
        "Semer.",
        "Axe 2 – Ponts",
        "Annexe",
    ]


NO_NUMBER = '<w:numPr><w:numId w:val="0"/></w:numPr>'


def test_style_takes_its_list_from_the_one_it_is_based_on() -> None:
    styles = (
        '<w:style w:styleId="A"><w:name w:val="a"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    styles += '<w:style w:styleId="B"><w:name w:val="b"/><w:basedOn w:val="A"/></w:style>'
    styles += '<w:style w:styleId="C"><w:basedOn w:val="C"/></w:style>'
    body = p("un", '<w:pStyle w:val="B"/>') + p("deux", '<w:pStyle w:val="C"/>')
    assert texts_of(docx(body, styles=styles, numbering=numbering(("decimal", "%1.")))) == ["1. un", "deux"]


def test_table_row_by_row_with_merged_cells() -> None:
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + p("Rives et ponts") + "</w:tc>"
    tall = '<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + p("Rives") + "</w:tc>"
    below = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    data = docx(
        p("Avant.") + table([wide, "Niveau"], [tall, "Semer", "lancé"], [below, "Curer", "atteint"]) + p("Après.")
    )
    assert with_blanks(data) == "Avant.\n\nRives et ponts\nNiveau\n\nRives\nSemer\nlancé\n\nCurer\natteint\n\nAprès."
    assert [line.where for line in lines_of(data)][1:-1] == [
        "tableau 1, ligne 1, colonne 1",
        "tableau 1, ligne 1, colonne 3",
        "tableau 1, ligne 2, colonne 1",
        "tableau 1, ligne 2, colonne 2",
        "tableau 1, ligne 2, colonne 3",
        "tableau 1, ligne 3, colonne 2",
        "tableau 1, ligne 3, colonne 3",
    ]


def test_table_within_a_cell() -> None:
    inner = "<w:tc>" + table(["dedans"]) + p("dessous") + "</w:tc>"
    assert [(line.text, line.where) for line in lines_of(docx(table([inner, "à côté"])))] == [
        ("dedans", "tableau 2, ligne 1, colonne 1"),
        ("dessous", "tableau 1, ligne 1, colonne 1"),
        ("à côté", "tableau 1, ligne 1, colonne 2"),
    ]


def run(inside: str) -> str:
    return f"<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>{inside}</w:p>"


@pytest.mark.parametrize(
    ("inside", "texts"),
    [
        ("<w:r><w:t>un</w:t><w:tab/><w:t>deux</w:t><w:br/><w:t>trois</w:t></w:r>", ["un deux", "trois"]),
        ("<w:r><w:t>garde</w:t></w:r><w:del><w:r><w:t>ôte</w:t></w:r></w:del>", ["garde"]),
        ("<w:ins><w:r><w:t>ajout</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>ôte</w:t></w:r></w:moveFrom>", ["ajout"]),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>caché</w:t></w:r><w:r><w:t>vu</w:t></w:r>", ["vu"]),
        ("<w:r><w:t>grand</w:t><w:noBreakHyphen/><w:t>père</w:t></w:r>", ["grand-père"]),
        ("<w:r><w:instrText>PAGE</w:instrText><w:t>vu</w:t></w:r>", ["vu"]),
        (
            "<w:r><w:t>hôte</w:t><mc:AlternateContent><mc:Choice><w:txbxContent>"
            + p("un")
            + p("deux")
            + "</w:txbxContent></mc:Choice><mc:Fallback>"
            + p("un")
            + "</mc:Fallback></mc:AlternateContent></w:r>",
            ["hôte", "un", "deux"],
        ),
    ],
    ids=["tab and break", "deleted", "moved", "hidden", "hyphen", "field", "text box"],
)
def test_what_word_shows(inside: str, texts: list[str]) -> None:
    assert texts_of(docx(run(inside))) == texts


def test_table_of_contents_is_left() -> None:
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    styles = '<w:style w:styleId="TM1"><w:name w:val="toc 1"/></w:style>'
    body = f"<w:sdt>{gallery}<w:sdtContent>{p('Rives 3')}</w:sdtContent></w:sdt>"
    body += p("Ponts 4", '<w:pStyle w:val="TM1"/>') + p("Rives")
    assert texts_of(docx(body, styles=styles)) == ["Rives"]


def test_notes_come_last_and_say_where_they_are_called() -> None:
    call = '<w:p><w:r><w:t>Semer le pré.</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    notes = f'<w:footnote w:type="separator" w:id="0">{p("-")}</w:footnote>'
    notes += f'<w:footnote w:id="2">{p("Sauf gel.")}</w:footnote>'
    data = docx(p("Un.") + call + p("Trois."), footnotes=notes)
    assert texts_of(data) == ["Un.", "Semer le pré.", "Trois.", "Sauf gel."]
    assert lines_of(data)[-1].where == "note 1, appelée au paragraphe 2"


def test_follow_up_table_is_recognised_with_its_cells() -> None:
    rows = [["Thème", "N°", "Mesure", "Niveau d'engagement", "Indicateurs"]]
    rows += [["RIVES", "1", "Semer un pré", "Objectif atteint", "Nombre de prés"]]
    rows += [[cell(""), "2", "Curer le gué", "En cours de lancement", "Nombre de gués"]]
    reading = read(docx(heading("PLAN DES RIVES - MARS 2021") + table(*rows), styles=HEADINGS), name="rives.docx")
    measures = [item for item in reading.items if item.kind is Kind.MEASURE]
    assert [(item.number, item.text, item.where) for item in measures] == [
        ("1", "Semer un pré", "tableau 1, ligne 2, colonne 3"),
        ("2", "Curer le gué", "tableau 1, ligne 3, colonne 3"),
    ]
    assert all(item["lines"] is None and item["page"] is None for item in reading.to_json()["items"])
