"""Akin promises first, with the words that decided; the same as comparing every couple."""

from __future__ import annotations

import math
import random
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tenir.engines.kinship import LEAST, OF_HEADING, OF_THEME, Promise, _said, suggest

UP = (
    Promise("piscine", "Apprendre à nager à tous les élèves", theme="sport"),
    Promise("halls", "Rénover les halls des tours", theme="habitat"),
    Promise("clubs", "Aider les clubs sportifs", theme="sport"),
)


def test_the_most_akin_comes_first_with_its_words() -> None:
    (found,) = suggest([Promise("local", "Cours de nage offerts aux élèves de CM2")], UP)
    assert [(kin.key, kin.words) for kin in found] == [("piscine", ("élèves", "nage"))]


def test_plurals_accents_and_endings_are_one_word() -> None:
    (found,) = suggest([Promise("local", "LA RENOVATION DU HALL DE LA TOUR")], UP)
    assert [kin.key for kin in found] == ["halls"]
    assert set(found[0].words) >= {"hall", "tour"}


def test_a_common_theme_lifts_but_never_suggests_alone() -> None:
    local = Promise("local", "Aider les associations", theme="sport")
    without, having = suggest([Promise("local", local.text), local], UP)
    assert [kin.key for kin in having] == ["clubs"]
    assert having[0].same_theme
    assert round(having[0].score - without[0].score, 3) == OF_THEME
    assert suggest([Promise("local", "Planter des arbres", theme="sport")], UP) == [[]]


def test_words_of_the_heading_count_for_less() -> None:
    said, _ = _said(Promise("local", "Ouvrir un lieu", heading="Clubs, lieux"))
    assert sorted(said.values()) == [OF_HEADING, 1.0, 1.0]


def test_nothing_to_compare_is_nothing_suggested() -> None:
    assert suggest([], UP) == []
    assert suggest([Promise("vide", "")], UP) == [[]]
    assert suggest([UP[0]], []) == [[]]


def slowly(local: list[Promise], upstream: list[Promise]) -> list[list[tuple[object, float]]]:
    """Every couple, by the formula as it is written in the README."""
    every = [_said(one)[0] for one in (*local, *upstream)]
    counts = Counter(stem for said in every for stem in said)
    rare = {stem: math.log(1 + len(every) / count) for stem, count in counts.items()}
    vectors = [{stem: weight * rare[stem] for stem, weight in said.items()} for said in every]
    length = [math.sqrt(sum(value**2 for value in vector.values())) for vector in vectors]
    found = []
    for i, mine in enumerate(local):
        row = []
        for j, theirs in enumerate(upstream, start=len(local)):
            dot = sum(value * vectors[j].get(stem, 0) for stem, value in vectors[i].items())
            cosine = dot / (length[i] * length[j] or 1)
            if cosine >= LEAST:
                row.append((theirs.key, min(1, cosine + OF_THEME * (mine.theme == theirs.theme != ""))))
        found.append(sorted(row, key=lambda one: -one[1])[:5])
    return found


@given(st.integers(0, 10_000), st.integers(0, 4), st.integers(0, 6))
def test_same_ranking_as_every_couple(seed: int, many: int, others: int) -> None:
    chance = random.Random(seed)
    words = ("nager", "nage", "hall", "halls", "tour", "club", "clubs", "arbre", "élève", "école", "sport")
    made = [
        Promise(n, " ".join(chance.choices(words, k=4)), chance.choice(words), chance.choice(("", "sport")))
        for n in range(many + others)
    ]
    local, upstream = made[:many], made[many:]
    fast = [[kin.score for kin in row] for row in suggest(local, upstream)]
    slow = [[score for _, score in row] for row in slowly(local, upstream)]
    assert [len(row) for row in fast] == [len(row) for row in slow]
    assert all(abs(a - b) <= 0.0006 for x, y in zip(fast, slow, strict=True) for a, b in zip(x, y, strict=True))
