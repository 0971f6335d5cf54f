"""What is put right, what is left alone, and the source's own words kept beside. The lines are invented."""

import pytest

from tenir.engines.documents import Kind, Reading, read
from tenir.engines.documents.joining import join
from tenir.engines.documents.repairs.scans import mended_scan


def reading_of(text: str) -> Reading:
    return read(text.encode(), name="liste.txt")


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Ouvrir I'accés aux jardins", "Ouvrir l'accès aux jardins"),
        ("les arbres de 1' avenue", "les arbres de l'avenue"),
        ("planter sur [I’avenue", "planter sur l’avenue"),
        ("faciliter 'accés aux jardins", "faciliter l'accès aux jardins"),
        ("un jardin << ouvert >> à tous", "un jardin « ouvert » à tous"),
        ("un jardin ≪ouvert≫", "un jardin « ouvert »"),
        ("planter 1| arbres", "planter 11 arbres"),
        ("|a commune plante", "la commune plante"),
        ("le systéme et la maniére, le méme arbre", "le système et la manière, le même arbre"),
        ("mise en ceuvre au cceur du parc", "mise en œuvre au cœur du parc"),
        ("planter a l'échelle du parc, grâce a la pluie", "planter à l'échelle du parc, grâce à la pluie"),
        ("La commune s'engage a :", "La commune s'engage à :"),
        ("la feuiJle de l'arbre", "la feuille de l'arbre"),
    ],
)
def test_scans_are_mended(printed: str, meant: str) -> None:
    assert mended_scan(printed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Il a la charge des arbres et y a travers les âges veillé",
        "Le parc, dit 'enclos', est à 1 km",
        "L'arbre a été planté en 2011 | 2012",
        "Une crème, un poème, le même été",
        "Henri I d'Orléans planta l'allée",
    ],
)
def test_sound_lines_are_left_alone(text: str) -> None:
    assert mended_scan(text) == text


def test_words_cut_at_line_ends_are_joined() -> None:
    assert join(["le déve-", "loppement des arbres"]) == "le développement des arbres"
    assert join(["des actions socio-", "sportives"]) == "des actions socio-sportives"
    assert join(["de 2018-", "2019"]) == "de 2018-2019"
    assert join(["le SG-", "ABCD"]) == "le SG-ABCD"


LIST = """ACTIONS

• Planter des arbres dans le
grand parc du
12
quartier des fontaines.
• Ouvrir le  JARDIN DES DAMES  aux familles ≪ ≫
• Tailler les haies.
"""


def test_list_is_read_through_page_numbers_and_displaced_quotes() -> None:
    reading = reading_of(LIST)
    texts = [item.text for item in reading.items if item.kind is Kind.COMMITMENT]
    assert texts == [
        "Planter des arbres dans le grand parc du quartier des fontaines.",
        "Ouvrir le « JARDIN DES DAMES » aux familles",
        "Tailler les haies.",
    ]
    assert {(one.line, one.before) for one in reading.repairs} >= {(5, "12")}


def test_spaced_letters_of_a_title_come_together() -> None:
    reading = reading_of("Charte inventée\n\nL E S  J A R D I N S\n\nACTIONS\n- Planter.\n- Tailler.\n")
    heading = next(item for item in reading.items if item.kind is Kind.HEADING)
    assert heading.text == "LES JARDINS"
    assert reading.repairs[0].before == "L E S  J A R D I N S"


def test_running_title_inside_sentences_is_set_aside() -> None:
    pages = "".join(
        f"- Planter des arbres le long du\nCharte inventée des jardins\nchemin {rank}.\n" for rank in range(4)
    )
    reading = reading_of(f"ACTIONS\n{pages}")
    texts = [item.text for item in reading.items if item.kind is Kind.COMMITMENT]
    assert texts[0] == "Planter des arbres le long du chemin 0."
    assert len(texts) == 4


def test_words_under_the_numbers_of_parts_are_no_running_title() -> None:
    """The number of a part ends with a letter, as a sentence that goes on does."""
    parts = "".join(
        f"{number}\nPlanter jardins\ncommuns du {number} Objectif atteint\n\n" for number in ("1.a", "1.b", "2 bis")
    )
    reading = read(f"TABLEAU DES MESURES\nN° MESURES NIVEAU INDICATEURS\n\n{parts}".encode(), name="jardins.txt")
    assert reading.repairs == ()
