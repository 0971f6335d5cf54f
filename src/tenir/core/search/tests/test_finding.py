"""What is found by which words, and in which order."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from tenir.core.search.finding import search
from tenir.core.search.models import Document
from tenir.core.search.tests.samples import findable, put

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def found(words: str) -> list[str]:
    return [hit.title for hit in search(words, NOBODY)[0:50]]


def test_every_word_must_lead_to_what_is_found() -> None:
    put(findable(1, "Cités éducatives"), findable(2, "Cités"), findable(3, "Éducation nationale"))
    assert found("cite educative") == ["Cités éducatives"]
    assert search("cite educative", NOBODY).whole


def test_some_words_do_when_all_lead_nowhere_and_it_is_said() -> None:
    put(findable(1, "Cités éducatives"), findable(2, "Cités rénovées du Nord"), findable(3, "Gares"))
    answer = search("cités éducatives nord", NOBODY)
    assert not answer.whole
    assert [hit.title for hit in answer[0:9]] == ["Cités éducatives", "Cités rénovées du Nord"]
    assert found("cités inconnues") == ["Cités éducatives", "Cités rénovées du Nord"]


def test_number_weighs_more_than_the_same_figure_in_a_title() -> None:
    put(findable(1, "Ouvrir 14 lieux"), findable(2, "Soixante cités", numbers=("14",), around=("mesure",)))
    assert found("14") == ["Soixante cités", "Ouvrir 14 lieux"]
    assert found("mesure 14") == ["Soixante cités"]


def test_number_leads_to_its_parts_after_itself() -> None:
    put(
        findable(1, "Délégués", numbers=("1.a",)),
        findable(2, "Police", numbers=("1",)),
        findable(3, "Or", numbers=("14",)),
    )
    assert found("1") == ["Police", "Délégués"]
    assert found("1.a") == found("1a") == ["Délégués"]


def test_number_in_parts_is_not_another_number() -> None:
    put(findable(1, "Action", numbers=("1.4",)), findable(2, "Mesure", numbers=("14",)))
    assert found("14") == ["Mesure"]
    assert found("1.4") == ["Action"]


def test_word_of_a_short_name_weighs_more() -> None:
    put(findable(1, "Hauts du Nord et rives de Loire"), findable(2, "Nord"))
    assert found("nord") == ["Nord", "Hauts du Nord et rives de Loire"]


@pytest.mark.parametrize("words", ["CAF", "caf", "caisses d'allocations familiales", "Caisse allocation familiale"])
def test_acronym_and_meaning_lead_to_the_same(words: str) -> None:
    put(findable(1, "Convention avec la CAF"), findable(2, "Une caisse d'allocations familiales"), findable(3, "Gare"))
    assert set(found(words)) == {"Convention avec la CAF", "Une caisse d'allocations familiales"}


def test_acronym_is_known_by_its_capitals() -> None:
    put(findable(1, "Un pré et une prairie"), findable(2, "Étendre le PRE"))
    assert found("programme de réussite éducative") == ["Étendre le PRE"]


@pytest.mark.parametrize("words", ["mobi", "mobilisation nat", "MOBILISATION NATIONAL"])
def test_last_word_may_have_only_begun(words: str) -> None:
    put(findable(1, "Mobilisation nationale"))
    assert found(words) == ["Mobilisation nationale"]


@pytest.mark.parametrize("words", ["mobi nationale", "mobi ", "m", "1"])
def test_first_words_numbers_and_single_letters_have_not(words: str) -> None:
    put(findable(1, "Mobilisation", numbers=("14",)))
    assert not search(words, NOBODY).total


def test_whole_word_comes_before_one_that_goes_on() -> None:
    put(findable(1, "Nordique"), findable(2, "Nord"))
    assert found("nord") == ["Nord", "Nordique"]


def test_ties_go_by_sort_then_title() -> None:
    put(findable(1, "Ville 10"), findable(2, "Ville 2"), kind="organisation")
    put(findable(3, "Ville 30"))
    assert found("ville") == ["Ville 30", "Ville 2", "Ville 10"]


def test_what_is_replaced_between_two_statements_is_left_out() -> None:
    put(findable(1, "Ville"), findable(2, "Ville neuve"))
    answer = search("ville", NOBODY)
    Document.objects.filter(object_id="1").delete()
    assert [hit.title for hit in answer[0:9]] == ["Ville neuve"]


def test_what_is_not_public_is_found_by_nobody_unknown() -> None:
    put(findable(1, "Plan secret", public=False), findable(2, "Plan connu"))
    assert found("plan") == ["Plan connu"]
    assert found("secret plan") == ["Plan connu"]
    assert found("secret") == []


@pytest.mark.parametrize(
    "words",
    ["", " ", "'", '"', "%", "_", "\\", "\x00", "a\x00b", "' OR 1=1; DROP TABLE search_document; --", "🏙️ 🏙️", "\ud7ff",
     "\U0010ffff", "%s %(q)s {q}", "mot " * 2_500, "x" * 10_000, "((((", "é" * 300, "1" * 5_000, "\u202f\u202f"],
)  # fmt: skip
def test_odd_words_break_nothing(words: str) -> None:
    put(findable(1, "Nord"))
    assert search(words, NOBODY).total in (0, 1)


def test_long_question_is_cut_and_it_is_said() -> None:
    put(findable(1, "Nord"))
    assert search("nord " * 500, NOBODY).question.cut
    assert search(" ".join(f"mot{number}" for number in range(9)), NOBODY).question.cut
    assert not search("nord", NOBODY).question.cut
