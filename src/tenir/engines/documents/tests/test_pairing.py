"""Two prints of one text: pairs one to one, faults of reading apart from changed words and changed facts."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from tenir.engines.documents import Item, Kind
from tenir.engines.documents.pairing import ALIKE, Sort, compare, in_common, likeness, marked, match, phrases

CLEAN = (
    "Ouvrir la piscine du centre aux écoles deux matins par semaine",
    "Rénover les halls des tours sans augmenter les loyers",
    "Publier chaque année la liste des clubs soutenus",
)


def item(text: str, number: int = 1, kind: Kind = Kind.COMMITMENT, **more: object) -> Item:
    return Item(f"{kind.value}-{number}", kind, text, (number, number), 1.0, "", **more)


def items(*texts: str) -> list[Item]:
    return [item(text, number) for number, text in enumerate(texts, start=1)]


def told(left: str, right: str) -> list[tuple[Sort, str, str]]:
    (pair,) = compare([item(left)], [item(right)]).pairs
    return [(one.sort, one.left, one.right) for one in pair.differences]


def test_pairs_whatever_the_order_and_the_letters() -> None:
    noisy = (
        "Publicr chaque annee la liste des clubs soutenus",
        "Renover les ha1ls des tours sans augmenter les loyers",
    )
    found = compare(items(*CLEAN), items(*noisy))
    assert [(pair.left.id, pair.right.id) for pair in found.pairs] == [
        ("commitment-2", "commitment-2"),
        ("commitment-3", "commitment-1"),
    ]
    assert ([one.id for one in found.left_only], found.right_only) == (["commitment-1"], ())


def test_a_promise_pairs_with_a_measure_never_with_a_heading() -> None:
    right = [item(CLEAN[0], 7, Kind.HEADING), item(CLEAN[0], 8, Kind.MEASURE)]
    assert [pair.right.id for pair in compare(items(CLEAN[0]), right).pairs] == ["measure-8"]


def test_changed_number_is_a_fact() -> None:
    assert told("Créer treize postes de médiateurs", "Créer quatorze postes de médiateurs") == [
        (Sort.FACT, "treize", "quatorze")
    ]
    assert told("Réunir le comité avant le 10 juillet", "Réunir le comité avant le 16 juillet")[0][0] is Sort.FACT


def test_changed_words_are_no_fault_of_reading() -> None:
    assert told("Suivre les jeunes sans emploi ni formation", "Suivre les jeunes sans formation ni emploi") == [
        (Sort.WORDS, "emploi ni formation", "formation ni emploi")
    ]


def test_bad_scan_is_told_as_such_and_typography_is_nothing() -> None:
    assert told("Garantir l'accès aux soins", "Garantir I'accés aux soins") == [(Sort.MISREAD, "l'accès", "I'accés")]
    assert told("Aider « les familles »", "Aider <<les familles>>") == []


def test_digit_read_for_a_word_of_one_letter_is_no_fact() -> None:
    assert told("Veiller à ouvrir le lieu à tous", "Veiller 3 ouvrir le lieu 4 tous") == [
        (Sort.MISREAD, "à", "3"),
        (Sort.MISREAD, "à", "4"),
    ]
    assert told("Ouvrir 4 lieux à tous", "Ouvrir 3 lieux à tous") == [(Sort.FACT, "4", "3")]
    assert told("Aller à 3 lieux ouverts à tous", "Aller 3 13 lieux ouverts à tous")[0][0] is Sort.FACT


def test_attributes_contradict_only_where_both_speak() -> None:
    left, right = item("Ouvrir une crèche", side="state", due="2020-12-31"), item("Ouvrir une crèche", side="city")
    (pair,) = compare([left], [right]).pairs
    assert [(one.field, one.left, one.right) for one in pair.differences] == [("side", "state", "city")]
    assert pair.conflicts


def test_a_text_is_its_own_copy() -> None:
    found = compare(items(*CLEAN), items(*CLEAN))
    assert [(pair.likeness, pair.differences) for pair in found.pairs] == [(1.0, ())] * 3
    assert found.to_json()["conflicts"] == 0


def test_both_texts_are_cut_where_they_differ_and_lose_nothing() -> None:
    left, right = "Créer treize postes, à l'école.", "Créer quatorze postes, à I'écoIe."
    ours, theirs = marked(left, right)
    assert [(part.words, part.sort) for part in ours] == [
        ("Créer ", None),
        ("treize postes, à l'école", Sort.FACT),
        (".", None),
    ]
    assert ("".join(part.words for part in ours), "".join(part.words for part in theirs)) == (left, right)
    assert marked("Ouvrir", "ouvrir")[0][0].sort is None


def test_share_in_common_counts_groups_of_words_whatever_the_accents() -> None:
    ours = phrases(["Ouvrir la piscine aux écoles", "Fermer"])
    assert in_common(ours, phrases(["OUVRIR LA PISCINE AUX ECOLES", "Chanter tous les matins ici"])) == 1.0
    assert in_common(ours, phrases(["La piscine aux enfants"])) == 0.5
    assert in_common(ours, phrases([])) == 0.0


def slowly(left: list[str], right: list[str]) -> list[tuple[int, int, float]]:
    """Every couple scored, the best taken away, again and again."""
    couples = {(i, j): likeness(a, b) for i, a in enumerate(left) for j, b in enumerate(right)}
    couples = {couple: score for couple, score in couples.items() if score >= ALIKE}
    found = []
    while couples:
        (i, j), score = min(couples.items(), key=lambda one: (-one[1], one[0]))
        found.append((i, j, score))
        couples = {(a, b): known for (a, b), known in couples.items() if a != i and b != j}
    return found


@given(st.integers(0, 10_000), st.integers(0, 5), st.integers(0, 5))
def test_same_pairs_as_scoring_every_couple(seed: int, many: int, others: int) -> None:
    chance = random.Random(seed)
    words = ("ouvrir", "fermer", "école", "piscine", "halls", "tours", "clubs", "loyers", "matin", "soir")
    texts = [" ".join(chance.choices(words, k=5)) for _ in range(many + others)]
    left, right = texts[:many], texts[many:]
    assert match(left, right) == slowly(left, right)
