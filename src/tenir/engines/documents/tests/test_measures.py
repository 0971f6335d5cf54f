"""Invented lists of measures: titles, the meetings that decided them, key figures, local illustrations."""

import pytest

from tenir.engines.documents import Item, Kind, read
from tenir.engines.documents.french import fold
from tenir.engines.documents.recognisers.measures.quantities import quantities

TEXT = """\
OUVRIR LES HALLES
AUX MARAÎCHERS

Mesure CIBO #1/
Mesure CIBO #2

Les halles restent trop souvent fermées le soir. Depuis l'an dernier, 14 halles ont rouvert et 2,5 millions
d'euros leur sont consacrés. Le but est de soutenir les maraîchers de tout le pays.

À Montbrume, deux halles ont rouvert ensemble et 300 maraîchers y viennent chaque mardi.

PLANTER DES VERGERS Mesure CIBO #2

Il est prévu de planter 200 vergers autour des écoles.

Valbois : un verger dans la cour
La cour de l'école a été ouverte aux jardiniers.
Un pommier y pousse.

RÉPARER LES PONTONS

Mesure CIBO #3

Les pontons seront repeints.
"""


def items_of(text: str) -> tuple[Item, ...]:
    return read(text.encode(), name="inventé.txt").items


def test_measures_have_their_title_lines_and_meetings() -> None:
    items = items_of(TEXT)
    measures = [item for item in items if item.kind is Kind.MEASURE]
    assert [item.text for item in measures] == [
        "OUVRIR LES HALLES AUX MARAÎCHERS",
        "PLANTER DES VERGERS",
        "RÉPARER LES PONTONS",
    ]
    assert [item.lines for item in measures] == [(1, 5), (12, 12), (20, 22)]
    assert [item.parent for item in measures] == ["instance-cibo-1", "instance-cibo-2", "instance-cibo-3"]
    assert "CIBO #1, CIBO #2" in measures[0].why
    meetings = [item.text for item in items if item.heading_kind == "instance"]
    assert sorted(meetings) == ["CIBO #1", "CIBO #2", "CIBO #3"]


def test_figures_and_illustrations_hang_under_their_measure() -> None:
    items = items_of(TEXT)
    figures = [(figure.value, figure.unit) for item in items if item.kind is Kind.FIGURE for figure in item.figures]
    assert figures == [(14, "halles"), (2_500_000, "euros"), (200, "vergers")]
    examples = [item for item in items if item.kind is Kind.ILLUSTRATION]
    assert [(item.lines, item.parent) for item in examples] == [((10, 10), "measure-1"), ((16, 18), "measure-2")]


@pytest.mark.parametrize(
    "anchor",
    ["Comité interministériel des berges du 3 mars 2031", "Décidée lors du comité des berges de mars 2031", "CIB n° 4"],
)
def test_other_ways_to_name_the_meeting(anchor: str) -> None:
    text = "".join(f"OUVRIR LA HALLE {name}\n\n{anchor}\n\nElle ouvrira le soir.\n\n" for name in ("A", "B", "C"))
    assert sum(item.kind is Kind.MEASURE for item in items_of(text)) == 3


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Près de 1 200 jeunes y sont venus.", [(1200, "jeunes")]),
        ("Deux nouveaux bacs ont été mis à l'eau en 2030.", [(2, "bacs")]),
        ("Un milliard d'euros et 45 % des écoles.", [(1_000_000_000, "euros"), (45, "%")]),
        ("Depuis trois ans, les enfants de moins de 3 ans y vont, du 2 mars au 4 avril 2031.", []),
    ],
)
def test_quantities_are_neither_dates_nor_ages(sentence: str, expected: list[tuple[float, str]]) -> None:
    assert [(figure.value, figure.unit) for figure in quantities(sentence)] == expected
    assert fold(sentence)


RHYTHM = "".join(
    f"{title}\n\nMesure CIBO #{rank}\n\nLes habitants l'attendent depuis longtemps.\n\n"
    for rank, title in enumerate(
        ("OUVRIR LES HALLES", "PLANTER DES VERGERS", "RÉPARER LES PONTONS", "ROUVRIR LE BAC"), 1
    )
)


@pytest.mark.parametrize(
    ("damaged", "parent"),
    [("Mezure CIBO #3", "instance-cibo-3"), ("MMfsureCIBO #2", "instance-cibo-2"), ("Mfsure CIBO #z", None)],
)
def test_a_damaged_line_of_the_rhythm_still_opens_its_measure(damaged: str, parent: str | None) -> None:
    """The other lines tell what it was; a meeting that could be any of them is left unsaid."""
    measures = [item for item in items_of(RHYTHM.replace("Mesure CIBO #3", damaged)) if item.kind is Kind.MEASURE]
    assert [item.text for item in measures][2:] == ["RÉPARER LES PONTONS", "ROUVRIR LE BAC"]
    assert measures[2].parent == parent


def test_a_damaged_line_after_its_title_is_cut_from_it() -> None:
    text = RHYTHM.replace("RÉPARER LES PONTONS\n\nMesure CIBO #3", "RÉPARER LES PONTONS Mesurf CIBO 3")
    assert [item.text for item in items_of(text) if item.kind is Kind.MEASURE][2] == "RÉPARER LES PONTONS"
