"""PDF: words, paragraphs, columns, bordered tables, turned pages, each line with its page."""

from __future__ import annotations

import pytest

from tenir.engines.documents import Kind, read
from tenir.engines.documents.tests.files import grid, pdf, rule, show, show_lines
from tenir.engines.documents.tests.lines_of import lines_of, texts_of, with_blanks, work_of

PROSE = ["La commune de Bellerive et ses voisines", "conviennent d'un plan pour leurs rives,", "pour dix ans."]
LEFT = ["La ville répare les", "bancs du jardin puis", "les allées de l'école", "avant la rentrée."]
RIGHT = ["L'État prête ses deux", "pontons aux clubs et", "forme leurs gardiens", "chaque printemps."]


def test_lines_in_order_with_their_page() -> None:
    data = pdf(show_lines(60, 80, PROSE), show(60, 80, "Seconde page."))
    assert [(line.text, line.page, line.new_page) for line in lines_of(data)] == [
        (PROSE[0], 1, True),
        (PROSE[1], 1, False),
        (PROSE[2], 1, False),
        ("Seconde page.", 2, True),
    ]
    assert work_of(data).source.to_json() == {"name": "envoi", "sha256": work_of(data).source.sha256, "pages": 2}


def test_blank_line_between_paragraphs_and_after_a_larger_title() -> None:
    text = show(60, 60, "Titre", 18) + show_lines(60, 80, PROSE) + show_lines(60, 140, PROSE)
    assert with_blanks(pdf(text)) == "Titre\n\n" + "\n".join(PROSE) + "\n\n" + "\n".join(PROSE)


def test_drawing_order_does_not_matter() -> None:
    assert texts_of(pdf(show(60, 100, "après") + show(60, 80, "avant"))) == ["avant", "après"]


def test_columns_are_read_one_after_another() -> None:
    data = pdf(show_lines(60, 80, LEFT) + show_lines(320, 80, RIGHT))
    assert texts_of(data) == LEFT + RIGHT


def test_columns_whose_lines_are_not_level() -> None:
    data = pdf(show_lines(60, 80, LEFT) + show_lines(320, 86, RIGHT))
    assert texts_of(data) == LEFT + RIGHT


def test_columns_between_full_width_lines() -> None:
    wide = "Une phrase qui traverse toute la page, de la marge de gauche à celle de droite, sans blanc au milieu."
    text = show(60, 60, wide, 10) + show_lines(60, 90, LEFT) + show_lines(320, 90, RIGHT) + show(60, 160, wide, 10)
    assert texts_of(pdf(text)) == [wide, *LEFT, *RIGHT, wide]


def test_title_set_apart_under_columns_does_not_join_the_first() -> None:
    text = show_lines(60, 90, LEFT) + show_lines(320, 90, RIGHT) + show(60, 180, "Annexe")
    assert texts_of(pdf(text)) == [*LEFT, *RIGHT, "Annexe"]


def test_second_column_may_begin_higher() -> None:
    data = pdf(show_lines(60, 106, LEFT) + show_lines(320, 80, RIGHT))
    assert texts_of(data) == LEFT + RIGHT


def test_five_columns() -> None:
    columns = [
        [f"colonne {rank} dit", f"ce que {rank} fera", "en quatre ans", f"et puis {rank} fin"] for rank in range(5)
    ]
    text = "".join(show_lines(40 + 105 * rank, 80, lines, 9) for rank, lines in enumerate(columns))
    assert texts_of(pdf(text)) == [line for lines in columns for line in lines]


def test_bullets_and_numbers_stay_with_their_words() -> None:
    words = ["planter des haies", "curer le ruisseau", "ouvrir un abri", "peindre la halle"]
    text = "".join(show(60, 80 + 14 * rank, mark) for rank, mark in enumerate(["•", "2.", "3.", "4."]))
    assert texts_of(pdf(text + show_lines(90, 80, words, leading=14 / 11))) == [
        f"{mark} {word}" for mark, word in zip(["•", "2.", "3.", "4."], words, strict=True)
    ]


def test_terms_and_meanings_without_borders_are_read_across() -> None:
    terms = ["ABC", "DEF", "GHI", "JKL"]
    data = pdf(show_lines(60, 80, terms) + show_lines(160, 80, LEFT))
    assert texts_of(data) == [f"{term} {words}" for term, words in zip(terms, LEFT, strict=True)]


def table_of(rows: list[tuple[str, str, str]], *, borders: str = "") -> str:
    text = ""
    for rank, (first, second, third) in enumerate(rows):
        top = 100 + 40 * rank + 15
        text += show(65, top, first) + show_lines(185, top, second.split("\n")) + show(385, top, third)
    return text + (borders or grid([60, 180, 380, 540], [100 + 40 * rank for rank in range(len(rows) + 1)]))


ROWS = [("N°", "Action", "Niveau"), ("1", "Semer un pré\nau bord du lac", "atteint"), ("2", "Ouvrir le gué", "lancé")]


def test_bordered_table_is_read_row_by_row() -> None:
    assert with_blanks(pdf(table_of(ROWS))) == (
        "N°\nAction\nNiveau\n\n1\nSemer un pré\nau bord du lac\natteint\n\n2\nOuvrir le gué\nlancé"
    )


def test_table_between_paragraphs() -> None:
    data = pdf(show(60, 60, "Avant le tableau.") + table_of(ROWS) + show(60, 300, "Après le tableau."))
    assert (texts_of(data)[0], texts_of(data)[-1]) == ("Avant le tableau.", "Après le tableau.")


def test_cell_merged_over_rows_comes_before_them() -> None:
    borders = "".join(
        rule(60 if rank in (0, 1, 3) else 180, 100 + 40 * rank, 540, 100 + 40 * rank) for rank in range(4)
    )
    borders += "".join(rule(column, 100, column, 220) for column in (60, 180, 380, 540))
    rows = [ROWS[0], ("", *ROWS[1][1:]), ("", *ROWS[2][1:])]
    text = table_of(rows, borders=borders) + show(65, 182, "Rives")
    assert texts_of(pdf(text))[3:] == ["Rives", "Semer un pré", "au bord du lac", "atteint", "Ouvrir le gué", "lancé"]


def test_table_without_outer_borders() -> None:
    borders = "".join(rule(60, 100 + 40 * rank, 540, 100 + 40 * rank) for rank in range(4))
    borders += rule(180, 100, 180, 220) + rule(380, 100, 380, 220)
    assert texts_of(pdf(table_of(ROWS, borders=borders)))[:4] == ["N°", "Action", "Niveau", "1"]


def test_borders_drawn_as_thin_boxes_and_dashes() -> None:
    boxes = "".join(f"60 {742 - 40 * rank} 480 0.7 re f\n" for rank in range(4))
    dashes = "".join(
        rule(column, 100 + 6 * rank, column, 104 + 6 * rank) for column in (60, 180, 380, 540) for rank in range(20)
    )
    assert texts_of(pdf(table_of(ROWS, borders=boxes + dashes)))[3:6] == ["1", "Semer un pré", "au bord du lac"]


def test_framed_page_is_no_table() -> None:
    frame = grid([30, 565], [30, 812])
    assert with_blanks(pdf(frame + table_of(ROWS))) == with_blanks(pdf(table_of(ROWS)))
    assert texts_of(pdf(frame + show_lines(60, 80, LEFT) + show_lines(320, 80, RIGHT))) == LEFT + RIGHT


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_page_is_read_as_it_is_seen(turn: int) -> None:
    moves = {90: "0 1 -1 0 595 0 cm", 180: "-1 0 0 -1 595 842 cm", 270: "0 -1 1 0 0 842 cm"}
    data = pdf(f"q {moves[turn]}\n{show_lines(60, 400, LEFT)}{show_lines(320, 400, RIGHT)}Q\n", rotate=turn)
    assert texts_of(data) == LEFT + RIGHT


def test_text_drawn_sideways_is_one_line_and_disturbs_nothing() -> None:
    side = "BT /F1 11 Tf 0 1 -1 0 40 500 Tm (Bordure du bord) Tj ET\n"
    assert sorted(texts_of(pdf(side + show_lines(60, 300, PROSE)))) == sorted([*PROSE, "Bordure du bord"])


def test_word_cut_at_the_end_of_a_line_keeps_its_hyphen_and_its_lines() -> None:
    assert texts_of(pdf(show_lines(60, 80, ["Il faut une construc-", "tion nouvelle."]))) == [
        "Il faut une construc-",
        "tion nouvelle.",
    ]


def test_what_is_drawn_out_of_the_page_is_left() -> None:
    assert texts_of(pdf(show(60, 80, "vu") + show(60, 900, "caché") + show(-300, 80, "aussi"))) == ["vu"]


def test_follow_up_table_is_recognised_with_pages() -> None:
    levels = ["Objectif atteint", "En cours de lancement", "En cours de déploiement"]
    rows = [("N°", "Mesure", "Niveau d'engagement")]
    rows += [(str(rank), f"Semer le pré {rank}\nau bord du lac", level) for rank, level in enumerate(levels, start=1)]
    reading = read(pdf(show(60, 60, "PLAN DES RIVES - MARS 2021"), table_of(rows)), name="rives.pdf")
    measures = [item for item in reading.items if item.kind is Kind.MEASURE]
    assert [(item.number, item.text, item.page, item.where) for item in measures] == [
        (str(rank), f"Semer le pré {rank} au bord du lac", 2, None) for rank in (1, 2, 3)
    ]
    assert [item.level.label for item in measures if item.level] == levels
    assert all(item["lines"] is None and item["page"] for item in reading.to_json()["items"])
    assert reading.to_json()["source"]["pages"] == 2


def dot(x: float, top: float) -> str:
    """A small filled square, as browsers draw bullets."""
    return f"{x} {842 - top} 4 4 re f\n"


def test_drawn_bullets_are_bullets_and_other_shapes_are_not() -> None:
    words = ["planter des haies", "curer le ruisseau"]
    text = show_lines(90, 80, words, leading=2) + dot(76, 78) + dot(76, 100)
    assert texts_of(pdf(text + dot(400, 78) + dot(300, 400))) == [f"• {one}" for one in words]


def test_justified_list_in_a_narrow_column_is_not_cut() -> None:
    right = show(334, 104, "deux lignes") + show(304, 146, "La") + show(340, 146, "ville") + show(390, 146, "curera")
    right += show_lines(322, 118, ["• Un autre", "• Encore un"]) + show_lines(304, 160, ["un lit", "de ruisseau"])
    assert texts_of(pdf(show_lines(60, 90, [*LEFT, *LEFT]) + show(322, 90, "• Un point sur") + right)) == [
        *(*LEFT, *LEFT),
        *("• Un point sur", "deux lignes", "• Un autre", "• Encore un", "La ville curera", "un lit", "de ruisseau"),
    ]


def test_wide_blank_is_two_spaces() -> None:
    spaced = "".join(show(60 + 9 * rank, 80, letter) for rank, letter in enumerate("AU LAC") if letter != " ")
    assert [line.text for line in lines_of(pdf(spaced))] == ["A U  L A C"]
