"""Which words a text holds, and which of them are one word."""

from __future__ import annotations

import pytest

from tenir.core.search.words import LONGEST_TERM, composed, sort_key, stem_term, telling, words_of


def folded(text: str) -> list[str]:
    return [word.folded for word in words_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mesure 14", ["mesure", "14"]),
        ("Mesure 1.a : délégués", ["mesure", "1.a", "delegues"]),
        ("Engagement E1.1.", ["engagement", "e1.1"]),
        ("l'école, jusqu’à Évry-Courcouronnes", ["l", "ecole", "jusqu", "a", "evry", "courcouronnes"]),
        ("10\u202f000 entreprises en 2022", ["10000", "entreprises", "en", "2022"]),
        ("en 2018 2019", ["en", "2018", "2019"]),
        ("1,5 milliard", ["1,5", "milliard"]),
        ("QN04101M", ["qn04101m"]),
        ("circulaire n° 6057/SG", ["circulaire", "n", "6057", "sg"]),
        ("publié en 2019.Les suites", ["publie", "en", "2019", "les", "suites"]),
        ("Cœur de ville, CŒUR", ["coeur", "de", "ville", "coeur"]),
        ("a\x00b % _ ' \" ; -- 🏙️", ["a", "b"]),
        ("", []),
    ],
)
def test_words_of_a_text(text: str, expected: list[str]) -> None:
    assert folded(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("écoles", "école"),
        ("chevaux", "cheval"),
        ("éducatives", "EDUCATIVE"),
        ("cœurs", "coeur"),
        ("nationaux", "national"),
        ("lieux", "lieu"),
        ("enjeux", "enjeu"),
        ("heureux", "heureuses"),
    ],
)
def test_plurals_and_accents_make_one_word(one: str, other: str) -> None:
    assert stem_term(folded(one)[0]) == stem_term(folded(other)[0])


def test_letters_and_accents_may_come_apart() -> None:
    apart = "e\u0301cole"
    assert folded(apart) == folded("école")
    word = words_of(apart)[0]
    assert composed(apart)[word.start : word.end] == "école"


def test_numbers_have_no_stem() -> None:
    assert stem_term("14") == "14"
    assert stem_term("qn04101m") == "qn04101m"


def test_stop_words_are_kept_when_there_is_nothing_else() -> None:
    assert telling(["la", "commune", "de", "y"]) == ["commune"]
    assert telling(["y"]) == ["y"]


def test_terms_fit_their_column() -> None:
    assert len(stem_term(folded("a" * 500)[0])) == LONGEST_TERM


def test_numbers_of_titles_sort_as_numbers() -> None:
    titles = ["Mesure 10", "Mesure 2", "mesure 1.b", "Mesure 1.a"]
    assert sorted(titles, key=sort_key) == ["Mesure 1.a", "mesure 1.b", "Mesure 2", "Mesure 10"]
