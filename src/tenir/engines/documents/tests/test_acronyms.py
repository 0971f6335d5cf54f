"""Invented tables of acronyms."""

import pytest

from tenir.engines.documents import Kind, read
from tenir.engines.documents.recognisers.acronyms import letters_in_order, split_acronym

LINES = ("ABO Association des bacs et de l'onde", "MDP Maison des pontons", "RPO Régie des ports ouverts")


def acronyms(text: str) -> list[str]:
    return [item.text for item in read(text.encode(), name="i.txt").items if item.kind is Kind.ACRONYM]


@pytest.mark.parametrize("title", ["Table des sigles", "GLOSSAIRE", "7. Liste des acronymes", "Sigles et abréviations"])
@pytest.mark.parametrize("separator", [" ", " : ", " - ", " – ", "\t", "    "])
def test_titles_and_separators(title: str, separator: str) -> None:
    lines = [line.replace(" ", separator, 1) for line in LINES]
    assert acronyms("\n\n".join([title, *lines, ""])) == list(LINES)


def test_a_meaning_goes_on_and_cells_may_be_on_their_own_lines() -> None:
    text = "Table des sigles\nABO Association des bacs\net de l'onde\nMDP\nMaison des pontons\n"
    assert acronyms(text) == ["ABO Association des bacs et de l'onde", "MDP Maison des pontons"]


def test_without_a_title_the_letters_must_agree() -> None:
    more = ("CEB Comité des eaux du bac", "LVP Ligue des voisins du port")
    assert acronyms("\n".join([*LINES, *more, ""])) == [*LINES, *more]


def test_prose_is_no_table() -> None:
    text = "Table des sigles\n" + "\n".join(LINES) + "\n\nLa ville ouvrira le bac.\nElle réparera les pontons.\n"
    assert len(acronyms(text)) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ABO France Agence des bacs ouverts France", ("ABO France", "Agence des bacs ouverts France")),
        ("REB+ Réseau des écoles du bac", ("REB+", "Réseau des écoles du bac")),
        ("AdBF Assemblée des bacs de France", ("AdBF", "Assemblée des bacs de France")),
        ("La ville ouvre", ("", "")),
    ],
)
def test_acronyms_of_several_shapes(text: str, expected: tuple[str, str]) -> None:
    assert split_acronym(text) == expected


def test_letters_in_order() -> None:
    assert letters_in_order("MDP", "Maison des pontons")
    assert not letters_in_order("XYZ", "Maison des pontons")
