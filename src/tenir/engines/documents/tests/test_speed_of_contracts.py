"""Texts built to make a step of the recognisers of contracts, measures, acronyms or minutes quadratic."""

import pytest

from tenir.engines.documents.tests.contracts import printed, protocol
from tenir.engines.documents.tests.test_speed import MILLION, seconds

STAKE = "ENJEU 1 DU CONTRAT\nLES BERGES\n\n"
TABLE = f"{STAKE}ENGAGEMENTS 2031\nLEVIER(S) PARTENAIRE(S)\n"
MINUTES = "Compte rendu du comité\n\n"
TRAPS = {
    "stakes": STAKE * 2_500,
    "axes": f"{STAKE}Axes stratégiques\n" + "1. Ouvrir la halle\n" * 7_500,
    "labels": f"{STAKE}Axes stratégiques\n" + "Priorités transversales\n" * 7_500,
    "advice": f"{STAKE}LES PRÉCONISATIONS\n" + "- Ouvrir la halle\nles soirs d'été\n" * 3_750,
    "commitments": TABLE + "Ouvrir la halle Ville de Port-Aubry\n" * 1_500,
    "names alone": f"{TABLE}Ouvrir la halle\n" + "Etat\n" * 5_000,
    "names to learn": TABLE + "".join(f"Ouvrir la halle\nNom{rank}\nNom{rank}\n" for rank in range(750)),
    "names cut": TABLE + "Ouvrir la halle Conseil\nla nuit Région des\n" * 1_250,
    "sub-items": f"{TABLE}Ouvrir la halle\n" + "o un guichet\n" * 5_000,
    "one long line": f"{TABLE}Ouvrir " + "la halle Etat " * (MILLION // 28),
    "headers side by side": "Engagements   Partenaires\n" * 5_000,
    "cells side by side": "Engagements   Partenaires\n" + "Ouvrir la halle   Etat\n" * 5_000,
    "spaces": "Engagements   Partenaires\n" + " " * MILLION + "x",
    "meetings": "CIB #1\n" * 7_500,
    "measures": "OUVRIR LA HALLE\n\nMesure CIB #1\n\nÀ Montbrume, 3 halles ont rouvert.\n\n" * 1_250,
    "capitals above": "OUVRIR\n" * 12_500 + "Mesure CIB #1\n",
    "one paragraph": "OUVRIR\n\nMesure CIB #1\n\n" * 3 + "12 halles. À Montbrume. " * 5_000,
    "acronyms": "Table des sigles\n" * 5_000,
    "acronyms in a line": "ABO " * (MILLION // 8),
    "acronyms without title": "ABO Association des bacs ouverts\nx\n" * 3_750,
    "decisions": MINUTES + "Il est décidé de fermer le bac.\n" * 3_750,
    "one decision": MINUTES + "Il est décidé " * 12_500,
    "bodies": MINUTES + "le comité " * 12_500,
    "brackets": MINUTES + "Décision : " + "(" * 25_000,
}


@pytest.mark.parametrize("text", TRAPS.values(), ids=TRAPS.keys())
def test_nothing_is_quadratic(text: str) -> None:
    assert seconds(text) < 5


def test_ten_times_the_protocol_takes_less_than_twenty_times_the_time() -> None:
    short = printed(protocol(1), "beside")
    assert seconds(short * 10, times=2) < 20 * seconds(short, times=3)
