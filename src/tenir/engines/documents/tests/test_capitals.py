"""Titles in capitals made quiet: names of places keep theirs. Every place is invented."""

import pytest

from tenir.engines.documents.capitals import names_of, quiet

TEXTS = (
    "La ville de Port-Aubry et l'État ouvrent la halle.",
    "Former les bateliers avec l'ANRU et l'agence Ormelune.",
    "Les rues changent, la Ville le dit, la ville le fait, et les villes voisines aussi.",
    "CONTRAT DES RUES",
)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("PROTOCOLE DE PORT-AUBRY", "Protocole de Port-Aubry"),
        ("ENGAGEMENTS DE L'ETAT ET DE LA VILLE", "Engagements de l'État et de la ville"),
        ("CONVENTION ANRU DES RUES", "Convention ANRU des rues"),
        ("FORMER LES HABITANTS", "Former les habitants"),
        ("Protocole DE Port-Aubry", "Protocole DE Port-Aubry"),
    ],
)
def test_names_keep_the_capital_that_they_have_elsewhere(title: str, told: str) -> None:
    assert quiet(title, names_of(TEXTS)) == told


def test_the_first_word_of_a_sentence_tells_nothing() -> None:
    assert names_of(["Former. Planter des ormes : Ouvrir la halle"]) == {}
