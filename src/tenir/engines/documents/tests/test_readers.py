"""The small readers that recognisers share: bullets, titles, deadlines, rhythms, numerals. Sentences are invented."""

import pytest

from tenir.engines.documents.bullets import (
    begins_with_action,
    begins_with_verb,
    bullet_of,
    enumerator_of,
    scanned_bullet_of,
)
from tenir.engines.documents.dates import due_of
from tenir.engines.documents.headings import Title, despaced, numbered_title_of, title_of
from tenir.engines.documents.numerals import about_number, written_number
from tenir.engines.documents.periodicity import periodicity_of
from tenir.engines.documents.sentences import finished, starts_small, unfinished


@pytest.mark.parametrize("mark", ["•", "- ", "– ", "▪ ", "➢ ", "o ", "\uf0b7 ", "\uf0d8", "* ", "→ ", "\ufffd "])
def test_every_bullet_is_known(mark: str) -> None:
    bullet = bullet_of(f"{mark}Planter des arbres")
    assert bullet
    assert bullet.words(f"{mark}Planter des arbres") == "Planter des arbres"


@pytest.mark.parametrize(
    "text", ["Planter", "12 arbres", "on plante", "-12 arbres", "(voir plus bas)", "« Jardin » rue"]
)
def test_sentences_are_no_bullets(text: str) -> None:
    assert bullet_of(text) is None
    assert scanned_bullet_of(text) is None


@pytest.mark.parametrize("mark", ["«", "=", "@", "e", "¢", "+"])
def test_scans_leave_other_marks(mark: str) -> None:
    bullet = scanned_bullet_of(f"{mark} Planter des arbres")
    assert bullet
    assert bullet.start == 2


def test_enumerators() -> None:
    told = [enumerator_of(text) for text in ("1. Planter", "1.2 - Planter", "b) Planter", "(iv) Planter", "12 arbres")]
    assert [one and one.number for one in told] == ["1", "1.2", "b", "iv", None]


@pytest.mark.parametrize("words", ["Planter", "S'appuyer sur", "Bâtir", "Rendre", "Mieux informer", "Ne pas fermer"])
def test_infinitives(words: str) -> None:
    assert begins_with_verb(words)
    assert begins_with_action(words)


@pytest.mark.parametrize("words", ["Quartier", "Le jardin", "Notre ville", "Pour tous", "Centre social", "Maire"])
def test_other_words_are_no_infinitives(words: str) -> None:
    assert not begins_with_action(words)


def test_titles_name_themselves() -> None:
    assert title_of("AXE 2 : LES JARDINS") == Title("axe", "2", "LES JARDINS")
    assert title_of("Enjeu n°1 – Les jardins") == Title("enjeu", "1", "Les jardins")
    assert title_of("Article 3 de la loi") is None
    assert title_of("IV. Les jardins") == Title(None, "IV", "Les jardins")
    assert numbered_title_of("2.1 Les jardins") == Title(None, "2.1", "Les jardins")
    assert numbered_title_of("2 jardins seront ouverts.") is None


def test_spaced_letters_come_together() -> None:
    assert despaced("L E S  J A R D I N S") == "LES JARDINS"
    assert despaced("F LEURIR  LES  JARD INS") == "FLEURIR LES JARDINS"
    assert despaced("RUES  JARDINS  PLACES EN VILLE") is None
    assert despaced("LES JARDINS") is None


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("d’ici le 15 février 2019", "2019-02-15"),
        ("d’ici au 15 mars", "15 mars"),
        ("au plus tard fin juin", "fin juin"),
        ("avant le 30/06/2021", "2021-06-30"),
        ("à l'horizon 2025", "2025"),
        ("d'ici la fin de l'année 2022", "fin de l'année 2022"),
        ("au plus tard le 31 février 2020", "31 février 2020"),
        ("à partir de 2022", None),
    ],
)
def test_deadlines(text: str, due: str | None) -> None:
    assert due_of(f"Planter {text}.") == due


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("tous les six mois", "P6M"),
        ("chaque trimestre à compter de mars", "P3M"),
        ("tous les deux mois", "P2M"),
        ("deux fois par an", "P6M"),
        ("un bilan annuel", "P1Y"),
        ("une réunion trimestrielle", "P3M"),
        ("un budget annuel", None),
        ("200 arbres par an", None),
    ],
)
def test_rhythms(text: str, duration: str | None) -> None:
    assert periodicity_of(text) == duration


def test_numbers_in_words() -> None:
    assert [written_number(text) for text in ("vingt et un", "deux cents", "mille", "quatre-vingt-douze")] == [
        21,
        200,
        1000,
        92,
    ]
    assert about_number("une soixantaine") == 60
    assert about_number("quelques dizaines") is None


def test_lines_that_end_or_go_on() -> None:
    assert unfinished("planter des arbres dans la")
    assert finished("planter des arbres.")
    assert finished("(des arbres)")
    assert starts_small("et des fleurs")
    assert not starts_small("Fleurs")
