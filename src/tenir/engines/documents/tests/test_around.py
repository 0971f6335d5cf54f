"""Facts in titles and in the prose, told otherwise by another text or further down in the same one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenir.engines.documents import read
from tenir.engines.documents.around import Disagreement, disagreements, facts
from tenir.engines.documents.pairing import Comparison, compare

LETTER = (
    "La charte des jardins (https://jardins.test/",
    "Charte.pdf) a été écrite par les régies et signée par la ministre le 10 juin. Elle",
    "ouvre douze parcelles aux habitants des tours.",
)
PROTOCOL = (
    "Il est proposé de reprendre la charte des",
    "jardins, que la ministre a signée le 16 juin 2031.",
    "",
    "Les 16 juin suivants ne sont pas concernés.",
)


def told(found: tuple[Disagreement, ...]) -> list[tuple[str, str, int, str, int]]:
    return [(one.within, one.left.said, one.left.line, one.right.said, one.right.line) for one in found]


def test_date_is_paired_by_the_words_of_its_sentence_across_lines() -> None:
    assert told(disagreements(LETTER, PROTOCOL)) == [("", "10 juin", 2, "16 juin 2031", 2)]
    assert set(disagreements(LETTER, PROTOCOL)[0].words) == {"charte", "jardins", "ministre", "signée"}


def test_same_date_without_its_year_is_no_disagreement() -> None:
    same = [line.replace("16 juin 2031", "10 juin 2031") for line in PROTOCOL]
    assert disagreements(LETTER, same) == ()


def test_what_the_other_text_also_says_is_not_told() -> None:
    both = [*PROTOCOL, "", *LETTER]
    assert [one.within for one in disagreements(LETTER, both)] == ["", "right"]
    assert disagreements(LETTER, LETTER) == ()


def test_numbers_of_another_size_or_of_other_words_are_other_facts() -> None:
    right = ["La ville ouvre 13 parcelles aux habitants des tours."]
    assert told(disagreements(LETTER, right)) == [("", "douze parcelles", 3, "13 parcelles", 1)]
    assert disagreements(LETTER, ["La ville ouvre 1 300 parcelles aux habitants des tours."]) == ()
    assert disagreements(LETTER, ["Vendre 13 parcelles boisées."]) == ()


def test_text_that_contradicts_itself_is_told() -> None:
    text = ["Quatorze sujets sont proposés aux entreprises pour leurs actions.", "", "Une charte", "Le socle est fait"]
    text += ["de 13 sujets qui guident les actions des entreprises."]
    assert told(disagreements(text, ())) == [("left", "Quatorze sujets", 1, "13 sujets", 5)]


def test_lines_of_paired_items_are_left_out() -> None:
    assert disagreements(LETTER, PROTOCOL, left_taken={2}) == ()
    assert [fact.mention.line for fact in facts(LETTER, {3})] == [2]


def test_years_money_and_durations_are_no_counts() -> None:
    assert facts(["Depuis 2019 enfin, 12 millions d'euros sur 3 ans, plus 4 fois, 5 jours."]) == []


WORDS = st.sampled_from(("ville", "jardins", "ouvrir", "charte", "10 juin", "16 juin", "12 parcelles", "13 parcelles"))
TEXTS = st.lists(st.lists(WORDS, max_size=8).map(" ".join), max_size=6)


@given(TEXTS, TEXTS)
def test_turned_round_it_says_the_same(left: list[str], right: list[str]) -> None:
    one, other = (
        [found for found in told(disagreements(*both)) if not found[0]] for both in ((left, right), (right, left))
    )
    assert {(a, b) for _, a, _, b, _ in one} == {(b, a) for _, a, _, b, _ in other}


@given(TEXTS, TEXTS)
def test_what_comes_out_stands_on_the_lines_that_are_told(left: list[str], right: list[str]) -> None:
    for one in disagreements(left, right):
        ours, theirs = (right if one.within == "right" else left), (left if one.within == "left" else right)
        assert one.left.said.split()[0] in ours[one.left.line - 1]
        assert one.right.said.split()[0] in theirs[one.right.line - 1]


@pytest.fixture
def real(shared: Path) -> Comparison:
    """The circular beside the protocol that prints its letter and the pact again."""
    readings = []
    for name in ("circulaire-6057-sg", "blois-perr"):
        data = (shared / f"sources/{name}.txt").read_bytes()
        readings.append((read(data, name=f"{name}.txt"), data.decode().split("\n")))
    (ours, mine), (theirs, yours) = readings
    return compare(ours.items, theirs.items, mine, yours)


@pytest.mark.shared
def test_day_of_the_signature_and_number_of_themes_are_found_in_the_sources(real: Comparison) -> None:
    found = told(real.around)
    assert ("", "10 juillet", 112, "16 juillet 2018", 41) in found
    assert ("right", "Quatorze thématiques", 1702, "13 thématiques", 1748) in found
    # What a person has to look at stays short.
    assert len(found) <= 6
