"""Figures are read where the wording is sure, and only there. The sentences are invented."""

import pytest

from tenir.engines.documents.dates import due_of
from tenir.engines.documents.figures import ambiguous_start, indicator_figures, title_figures
from tenir.engines.documents.promise_figures import promise_figures


def told(text: str) -> list[tuple[float, str | None, str | None, str]]:
    return [
        (figure.value, figure.unit, figure.date, figure.kind.value)
        for figure in (*title_figures(text), *indicator_figures(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Planter 1 200 arbres d’ici 2024", [(1200, "arbres", "2024", "target")]),
        ("Planter plus de 30 arbres", [(30, "arbres", None, "minimum")]),
        ("12 kiosques (contre 7 aujourd'hui)", [(12, "kiosques", None, "target"), (7, "kiosques", None, "baseline")]),
        ("Investir 1,5 milliard d’euros", [(1_500_000_000, "euros", None, "amount")]),
        ("Attribuer 15 millions d'euros de plus", [(15_000_000, "euros", None, "amount")]),
        ("Verser une prime de 1 000 € par arbre", [(1000, "euros", None, "amount")]),
        ("100 % des arbres plantés d’ici à la rentrée 2023", [(100, "%", "rentrée 2023", "target")]),
        ("Doubler le nombre de bancs d’ici 2025", [(2, "fois", "2025", "relative")]),
        ("Part des arbres (cible : 20,5 %)", [(20.5, "%", None, "target")]),
        ("Part des arbres (cible: 50% en 2021)", [(50, "%", "2021", "target")]),
        ("Part des bancs (100% d'ici fin 2020)", [(100, "%", "fin 2020", "target")]),
        (
            "Nombre de bancs (passer de 2 000 à 3 000)",
            [(2000, "bancs", None, "baseline"), (3000, "bancs", None, "target")],
        ),
        ("Nombre de bancs (passer de 2 à 3 000)", [(3000, "bancs", None, "target")]),
        ("Planter des arbres dans les 50 rues les plus chaudes", []),
        ("Part des 25 % de rues les plus chaudes", []),
        ("Planter pendant 3 ans", []),
    ],
)
def test_figures_of_a_sentence(text: str, expected: list[tuple[float, str | None, str | None, str]]) -> None:
    assert told(text) == expected


def test_deadline_keeps_its_printed_words() -> None:
    assert due_of("Ouvrir la fontaine d’ici fin 2022") == "fin 2022"
    assert due_of("Ouvrir la fontaine au plus tard en 2022") == "2022"
    assert due_of("Ouvrir la fontaine à partir de 2022") is None


def test_start_of_a_target_may_be_ambiguous() -> None:
    assert ambiguous_start("passer de 10 à 20 000")
    assert not ambiguous_start("passer de 10 000 à 20 000")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ouvrir trois jardins d'ici 2031", [(3, "jardins", "2031", "target")]),
        ("Recruter une soixantaine de jardiniers", [(60, "jardiniers", None, "target")]),
        ("Implanter a minima une serre", [(1, "serre", None, "minimum")]),
        ("Aider les écoles en doublant le nombre de bacs", [(2, "fois", None, "relative")]),
        ("Planter des haies, objectif 200 arbres en 2031", [(200, "arbres", "2031", "target")]),
        ("Réserver 28,5 % des bacs aux écoles", [(28.5, "%", None, "target")]),
        ("Renforcer les équipes (30 gardiens et 40 jardiniers supplémentaires)", None),
        ("Déployer le PLAN 10 000 ARBRES", []),
        ("Accueillir des enfants de 6 à 9 ans", []),
        ("Tailler les haies", []),
    ],
)
def test_figures_of_a_promise(text: str, expected: list[tuple[float, str | None, str | None, str]] | None) -> None:
    found = [(figure.value, figure.unit, figure.date, figure.kind.value) for figure in promise_figures(text)]
    wanted = [(30, "gardiens", None, "target"), (40, "jardiniers", None, "target")] if expected is None else expected
    assert found == wanted
