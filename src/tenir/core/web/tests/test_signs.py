"""Signs of progress: the word always beside the drawing, nothing told by colour alone."""

from __future__ import annotations

import re

import pytest
from django.template import engines

from tenir.core.web import signs, summary

OFFICIAL = {
    "objectif_atteint": 3,
    "en_voie_de_finalisation": 1,
    "en_cours_de_deploiement": 22,
    "en_cours_de_lancement": 14,
}
PRINTED = {
    "objectif_atteint": (3, 8),
    "en_voie_de_finalisation": (1, 3),
    "en_cours_de_deploiement": (22, 55),
    "en_cours_de_lancement": (14, 35),
}


def full_bars(html: str) -> int:
    """How many bars the drawing fills."""
    full = re.search(r'class="sign-full" d="([^"]*)"', html)
    return full[1].count("z") if full else 0


@pytest.mark.parametrize(
    ("code", "word", "bars"),
    [
        ("objectif_atteint", "Objectif atteint", 4),
        ("en_voie_de_finalisation", "En voie de finalisation", 3),
        ("en_cours_de_deploiement", "En cours de déploiement", 2),
        ("en_cours_de_lancement", "En cours de lancement", 1),
        ("non_demarre", "Non démarré", 0),
    ],
)
def test_badge_fills_its_bars_and_says_its_word(code: str, word: str, bars: int) -> None:
    html = signs.level_badge(code)
    assert f">{word}</span>" in html.replace("</svg>", ">")
    assert full_bars(html) == bars


@pytest.mark.parametrize(("code", "drawn"), [("suspendu", "sign-rest"), ("abandonne", "sign-strike")])
def test_pause_and_strike_have_their_own_drawing(code: str, drawn: str) -> None:
    assert drawn in signs.level_badge(code)


@pytest.mark.parametrize("code", [None, "", "inconnu"])
def test_unknown_level_is_said_not_guessed(code: str | None) -> None:
    html = signs.level_badge(code)
    assert "Niveau non renseigné" in html
    assert full_bars(html) == 0


@pytest.mark.parametrize(("code", "word"), [("muet", "Muet"), ("en_retard", "En retard"), ("conteste", "Contesté")])
def test_mark_says_its_word(code: str, word: str) -> None:
    assert word in signs.status_mark(code)


def test_summary_of_the_official_table_agrees_with_the_source() -> None:
    told = summary.of(OFFICIAL, PRINTED)
    assert told["sentence"] == (
        "40 mesures\u202f: 3\u00a0objectifs atteints, 1\u00a0en voie de finalisation, 22\u00a0en cours de déploiement "
        "et 14\u00a0en cours de lancement."
    )
    assert [row.share for row in told["rows"]] == ["8\u202f%", "3\u202f%", "55\u202f%", "35\u202f%"]
    assert told["verdict"] == "Ce compte, refait ligne à ligne, est celui que la source imprime."


def test_summary_says_where_it_differs_from_the_source() -> None:
    told = summary.of(OFFICIAL | {"en_cours_de_lancement": 15}, PRINTED)
    assert [row.same for row in told["rows"]] == [False, False, False, False]
    assert "en cours de lancement, 15 (37\u202f%) ici, 14 (35\u202f%) dans la source" in told["verdict"]


def test_summary_differing_by_the_printed_share_alone_is_told() -> None:
    told = summary.of(OFFICIAL, PRINTED | {"objectif_atteint": (3, 7)})
    assert [row.same for row in told["rows"]] == [False, True, True, True]


def test_summary_without_printed_figures_compares_nothing() -> None:
    told = summary.of(OFFICIAL)
    assert not told["compared"]
    assert {row.same for row in told["rows"]} == {None}


def test_summary_shows_other_levels_and_the_unknown_only_where_there_are_some() -> None:
    told = summary.of(OFFICIAL | {"suspendu": 2, "abandonne": 0, "": 1})
    assert [row.word for row in told["rows"][4:]] == ["Suspendu", "Niveau non renseigné"]
    assert "2\u00a0suspendues et 1\u00a0niveau non renseigné." in told["sentence"]


def test_summary_of_nothing_says_so() -> None:
    told = summary.of({})
    assert told["sentence"] == "Aucune mesure n'est encore inscrite."
    html = engines["django"].from_string("{% level_summary counts %}").render({"counts": {}})
    assert "<svg" not in html


def test_summary_segments_follow_one_another() -> None:
    rows = summary.of(OFFICIAL)["rows"]
    assert [(row.x, row.width) for row in rows] == [(0, 75), (75, 25), (100, 550), (650, 350)]


def test_progress_bar_never_passes_its_end() -> None:
    html = engines["django"].from_string('{% progress_bar "Sites" 90 60 %}').render({})
    assert "soit 150\u202f%" in html
    assert 'width="100" height="2" />' in html


def test_progress_bar_without_value_is_not_zero() -> None:
    html = engines["django"].from_string('{% progress_bar "Sites" None 60 %}').render({})
    assert "non renseigné" in html
    assert "<svg" not in html
