"""Invented minutes: what was decided, by whom and when; what was only said gives nothing."""

import pytest

from tenir.engines.documents import Item, Kind, UnreadableDocument, read

TALK = """\
Ville de Port-Aubry
COMPTE RENDU DU COMITÉ DE PILOTAGE
du 14 mars 2031

Présents : Mme Aulne, M. Lagrève, la Région des Deux Rives, la CAF
Excusés : le rectorat

ORDRE DU JOUR
1. La halle aux grains
2. Le bac à chaîne
3. Questions diverses

1. La halle aux grains
Mme Aulne rappelle que le comité avait décidé en 2030 de rouvrir la halle. M. Lagrève souhaite que le toit
soit refait et demande si la Région pourrait y contribuer. Les membres échangent longuement sur la couleur
des volets. Il faudrait, selon la CAF, garder une salle pour les familles.
Le comité valide le plan de la halle et décide de lancer les travaux avant le 15 juin 2031.
Décision n° 1 : la Ville transmet le cahier des charges à la Région, au plus tard le 30 avril 2031.
Responsable : Ville de Port-Aubry

2. Le bac à chaîne
Plusieurs habitants s'inquiètent du bruit. Aucune décision n'est prise sur les horaires.
Il est décidé de créer un groupe de suivi, qui se réunira tous les deux mois (pilote : Région des Deux Rives).
La proposition de repeindre le bac est reportée.
La tarification a été adoptée à l'unanimité.

3. Questions diverses
M. Lagrève propose de planter un tilleul. L'idée plaît. Rien n'est arrêté.

RELEVÉ DE DÉCISIONS
- Ouvrir le guichet du bac (CAF, avant fin mai 2031)
- Le rectorat présente les horaires des cars d'ici au 2 mai 2031
  aux deux collèges de la rive nord

Prochaine réunion
Le 12 juin 2031 à 14 heures.
"""

TABLE = """\
Relevé de conclusions - atelier du 3 avril 2031
Participants : associations du coteau, bailleurs

Échanges
Les participants parlent des jardins. La cheffe de projet indique que 12 parcelles sont libres.

Décision                                     Responsable             Échéance
Ouvrir douze parcelles aux voisins           Ville de Port-Aubry     30/06/2031
du coteau
Tenir un marché aux graines                  Association Les Semis   fin 2031
Écrire la charte du jardin                   Mme Aulne               15 mai 2031
"""


def decisions(text: str) -> list[Item]:
    return [item for item in read(text.encode(), name="cr.txt").items if item.kind is Kind.DECISION]


def test_decisions_with_who_and_when() -> None:
    told = [(item.lines, item.number, item.partners, item.due) for item in decisions(TALK)]
    assert told == [
        ((17, 17), None, (), "2031-06-15"),
        ((18, 18), "1", ("Ville de Port-Aubry",), "2031-04-30"),
        ((23, 23), None, ("Région des Deux Rives",), None),
        ((25, 25), None, (), None),
        ((31, 31), None, ("CAF",), "fin mai 2031"),
        ((32, 33), None, ("rectorat",), "2031-05-02"),
    ]


def test_a_table_of_decisions_is_read_by_its_columns() -> None:
    told = [(item.text, item.partners, item.due) for item in decisions(TABLE)]
    assert told == [
        ("Ouvrir douze parcelles aux voisins du coteau", ("Ville de Port-Aubry",), "2031-06-30"),
        ("Tenir un marché aux graines", ("Association Les Semis",), "fin 2031"),
        ("Écrire la charte du jardin", ("Mme Aulne",), "2031-05-15"),
    ]


HEAD = "Procès-verbal de la réunion du 2 mai 2031\n\n"


@pytest.mark.parametrize(
    "talk",
    [
        "Le comité n'a pas validé le plan du port.",
        "Mme Aulne rappelle qu'il a été décidé en 2029 de fermer le bac.",
        "Faut-il que le comité décide de fermer le bac ?",
        "M. Lagrève souhaite que la halle soit ouverte avant le 3 juin 2031.",
        "La décision sera prise plus tard, quand le rapport sera lu.",
        "Le comité pourrait valider le plan à l'automne.",
        "Aucune décision n'est prise ; le point est reporté.",
    ],
)
def test_what_is_only_said_is_no_decision(talk: str) -> None:
    with pytest.raises(UnreadableDocument):
        read((HEAD + talk + "\n").encode(), name="pv.txt")


@pytest.mark.parametrize(
    "decided",
    [
        "Le comité de pilotage approuve le plan du port.",
        "Après un tour de table, il est convenu de fermer le bac le dimanche.",
        "L'assemblée a adopté le budget du port à l'unanimité.",
        "Les membres du bureau décident que la halle ouvrira le soir.",
        "Décision : fermer le bac le dimanche.",
    ],
)
def test_verbs_that_decide(decided: str) -> None:
    assert [item.text for item in decisions(HEAD + decided + "\n")] in (
        [decided],
        [decided.removeprefix("Décision : ")],
    )


def test_a_text_that_is_no_minutes_decides_nothing() -> None:
    text = "Le journal du port\n\nLe comité approuve le plan du port.\n"
    with pytest.raises(UnreadableDocument):
        read(text.encode(), name="journal.txt")
