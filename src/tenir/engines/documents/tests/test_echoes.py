"""Damaged lines told by the intact ones around them: their words, their numbers, their labels."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenir.engines.documents import Item, Kind, read
from tenir.engines.documents.recognisers.echoes import Echoes
from tenir.engines.documents.recognisers.marks import after_lost_mark, opens_with_verb
from tenir.engines.documents.recognisers.mending import lost_its_first_letter, mended_with_places
from tenir.engines.documents.recognisers.sequence import filled

STAKES = """\
PROTOCOLE DE PORT-AUBRY

ENJEU 1 DU CONTRAT
HABITER SOUS LES ORMES

Axes stratégiques
1. Planter des ormes le long du canal
2. Ouvrir la halle aux grains

Priorités transversales
• Tenir le marché avec les voisins
• Former les bateliers

ENJEU 2 DU CONTRAT
APPRENDRE PAR LE VENT

Axes stratégiques
1. Créer un atelier de cerfs-volants
2. Réparer le moulin des écoliers

Priorités transversales
• Offrir des cartes du ciel aux classes
• Accueillir les familles au moulin

ENJEU 3 DU CONTRAT
TRAVAILLER AU BORD DE L'EAU

Axes stratégiques
1. Recruter des passeurs pour le bac

Priorités transversales
• Installer des bancs sur le quai
"""
PLEDGE = "\nLa commune s'engage à :\n• prêter la salle ;\n• repeindre le bac.\n"


def items_of(text: str) -> tuple[Item, ...]:
    return read(text.encode(), name="inventé.txt").items


def told(text: str) -> list[tuple[str, str | None, str]]:
    kinds = (Kind.HEADING, Kind.STRATEGIC_AXIS, Kind.PRIORITY)
    return [(item.kind.value, item.number, item.text) for item in items_of(text) if item.kind in kinds]


@pytest.mark.parametrize(
    ("intact", "damaged"),
    [
        ("ENJEU 2 DU", "ENJxU 2 DU"),
        ("ENJEU 2 DU", "lENJEUy2 DUs"),
        ("ENJEU 2 DU", "ENJEU DU"),
        ("ENJEU 2 DU", "ENJEU 22 DU"),
        ("ENJEU 1 DU CONTRAT", "NJEU 1 DU COiTRAT"),
        ("Axes stratégiques\n1. Créer", "Axees strtégiqucs\n1. Créer"),
        ("Axes stratégiques\n1. Créer", "Axes stratégiques1. Créer"),
        ("Axes stratégiques\n1. Créer", "Atess stratépiques\n1. Créer"),
        ("1. Créer", "|. Créer"),
        ("2. Réparer", "f. Réparer"),
        ("Priorités transversales\n• Offrir", "hriorités transversalles\n• Offrir"),
        ("• Accueillir", "u Accueillir"),
    ],
)
def test_a_damaged_heading_number_or_mark_loses_nothing(intact: str, damaged: str) -> None:
    assert damaged not in STAKES
    assert told(STAKES.replace(intact, damaged)) == told(STAKES)


def test_what_resembles_a_stake_without_a_place_in_the_sequence_is_none() -> None:
    text = STAKES.replace("Priorités transversales\n• Offrir", "ENJEUX DU CONTRAT\n\nPriorités transversales\n• Offrir")
    assert [number for kind, number, _ in told(text) if kind == "heading"] == ["1", "2", "3"]
    offered = next(item for item in items_of(text) if item.text.startswith("Offrir"))
    assert offered.parent == "enjeu-2"


def test_a_list_under_no_label_is_read_where_other_stakes_have_theirs() -> None:
    assert told(STAKES.replace("Axes stratégiques\n1. Créer", "(illisible)\n1. Créer")) == told(STAKES)
    bare = STAKES.replace("Axes stratégiques\n", "").replace("Priorités transversales\n", "")
    assert [kind for kind, _, _ in told(bare + PLEDGE) if kind != "heading"] == []


@pytest.mark.parametrize(
    "text",
    ["S0utenir le bac", "iVoir le quai", "Etudierles quais", "Rééserverr un quai", "Concourirmau bac"],
)
def test_a_damaged_verb_still_opens_a_promise(text: str) -> None:
    assert opens_with_verb(text)


@pytest.mark.parametrize(
    "text",
    ["Soutien aux clubs", "Mobilité douce", "Garantie jeunes", "Porteurs", "Organismes HLM", "Structures", "Aides"],
)
def test_a_noun_of_the_family_of_a_verb_opens_none(text: str) -> None:
    assert not opens_with_verb(text)


def test_first_letters_lost_or_changed() -> None:
    assert all(map(lost_its_first_letter, ("outenir", "bormer", "ktendre")))
    assert not any(map(lost_its_first_letter, ("former", "porte", "pour")))


@pytest.mark.parametrize(
    ("text", "after"),
    [("u Former", "Former"), ("|. Ouvrir", "Ouvrir"), ("3l Tenir", "Tenir"), ("a la halle", "")],
)
def test_a_mark_lost_is_told_by_the_verb_after_it(text: str, after: str) -> None:
    assert after_lost_mark(text) == after


def test_places_of_mended_words_are_those_of_the_line() -> None:
    mended, places = mended_with_places("prioritees trnsversales du bac")
    assert mended == "priorites transversales du bac"
    assert "prioritees trnsversales du bac"[places[mended.index("du")] :] == "du bac"
    assert len(places) == len(mended) + 1


@given(st.text(alphabet="abenrsu -", max_size=40))
def test_places_go_up_and_stay_in_the_line(plain: str) -> None:
    mended, places = mended_with_places(plain)
    assert len(places) == len(mended) + 1
    assert all(before <= after for before, after in pairwise(places))
    assert places[-1] == len(plain)


def test_echoes_are_known_by_four_letters_in_five() -> None:
    echoes = Echoes(["enjeu 1 du contrat", "rappel du contexte"])
    assert echoes.nearest("enjxu 42 d contrat") == "enjeu 0 du contrat"
    assert echoes.nearest("rappel du coutextez") == "rappel du contexte"
    assert echoes.nearest("engagements du contrat") is None
    assert echoes.nearest_tail("les bancs rapel du contexte") == (10, "rappel du contexte")
    assert Echoes([]).nearest("rappel") is None


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ([1, 2, 3], [1, 2, 3]),
        ([11, 2, 3], [1, 2, 3]),
        ([1, 22, 3], [1, 2, 3]),
        ([1, None, 3, None], [1, 2, 3, 4]),
        ([4, 5, 7], [4, 5, 7]),
        ([1, None, 2], [1, None, 2]),
        ([], []),
    ],
)
def test_numbers_out_of_sequence_are_told_by_their_neighbours(
    printed: list[int | None], meant: list[int | None]
) -> None:
    assert filled(printed) == meant


@given(st.integers(1, 40), st.data())
def test_one_number_lost_anywhere_comes_back(size: int, data: st.DataObject) -> None:
    """The slow way to say it: whatever single number is lost, the sequence is that which was counted."""
    lost = data.draw(st.integers(0, size - 1))
    numbers = [None if rank == lost else rank + 1 for rank in range(size)]
    assert filled(numbers) == list(range(1, size + 1))
