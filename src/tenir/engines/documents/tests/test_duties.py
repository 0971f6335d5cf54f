"""Obligations in prose: on the person addressed, on someone named. The sentences are invented."""

import json
from pathlib import Path

import pytest

from tenir.engines.documents import Item, Kind, read
from tenir.engines.documents.recognisers.duties import obligation

LETTER = """Mesdames et Messieurs,

Les jardins ont souffert de l'été. Vous réunirez chaque trimestre le comité des jardins et vous
en rendrez compte. Le maire de la commune devra nommer un jardinier d'ici au 15 mars 2031.

Vous veillerez à :
- arroser les arbres ;
- tailler les haies.

Vous pourrez confier la taille à une association.
"""


def duties(text: str) -> list[Item]:
    return [item for item in read(text.encode(), name="lettre.txt").items if item.kind is Kind.DUTY]


def test_letter_obliges_whom_it_addresses_and_whom_it_names() -> None:
    found = duties(LETTER)
    assert [item.lines for item in found] == [(3, 4), (4, 4), (6, 8), (10, 10)]
    assert [item.periodicity for item in found] == ["P3M", None, None, None]
    assert found[1].due == "2031-03-15"
    assert found[2].sub_items == ("arroser les arbres ;", "tailler les haies.")


def test_a_choice_is_less_sure_than_a_duty() -> None:
    found = duties(LETTER)
    assert found[3].confidence < 0.8 <= found[0].confidence
    assert "faculté" in found[3].why


@pytest.mark.parametrize(
    "text",
    [
        "Le jardin sera beau.",
        "Vous trouverez ci-joint la liste des arbres.",
        "Les habitants qui devront partir sont rares.",
        "Il convient de rappeler que les arbres poussent.",
        "Le conseil a planté des arbres.",
    ],
)
def test_facts_are_no_duties(text: str) -> None:
    assert obligation(text, letter=True) is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Chaque service sera chargé de planter un arbre.", "Chaque service"),
        ("Le comité rendra compte des plantations.", "Le comité"),
        ("Je suivrai moi-même les plantations.", "le signataire"),
        ("Il vous est demandé de planter.", "le destinataire"),
    ],
)
def test_who_is_obliged(text: str, who: str) -> None:
    found = obligation(text, letter=True)
    assert found
    assert found.who in (who, f"{who}s")


@pytest.mark.shared
def test_duties_of_the_circular(shared: Path) -> None:
    """At least nine in ten of those listed by hand are met by a duty read, and nine in ten of those read meet one."""
    wanted = json.loads((shared / "gold/circulaire-6057-sg.json").read_text(encoding="utf-8"))["duties"]
    data = (shared / "sources/circulaire-6057-sg.txt").read_bytes()
    found = [item.lines for item in read(data, name="x").items if item.kind is Kind.DUTY and item.lines]
    spans = [span for one in wanted for span in (one["lines"], *one.get("also_lines", []))]
    met = sum(
        any(meet(span, lines) for span in (one["lines"], *one.get("also_lines", [])) for lines in found)
        for one in wanted
    )
    assert met >= 0.9 * len(wanted)
    assert sum(any(meet(span, lines) for span in spans) for lines in found) >= 0.9 * len(found)


def meet(one: list[int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
