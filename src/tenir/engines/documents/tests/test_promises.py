"""Lists of promises in layouts that no source has: pacts, plans, charters, agreements. The subjects are invented."""

import pytest

from tenir.engines.documents import Item, Kind, Reading, UnreadableDocument, read
from tenir.engines.documents.recognisers.pledges import pledger

PACT = """PACTE POUR LES JARDINS DE VALBRUNE
Signé le 12 mars 2031

Les jardins de Valbrune sont anciens. Les habitants les aiment.

Axe 1 – Ouvrir les jardins

Engagements de la commune :
– Ouvrir trois jardins d'ici le 1er juin 2031 ;
– Recruter des jardiniers, en lien avec la région ;
– Créer un comité des jardins :
   o qui se réunit tous les six mois ;
   o qui rend compte au conseil.

Engagements de l'État :
– Financer la moitié des travaux ;
– Nommer un référent au plus tard fin juin.

Axe 2 – Transmettre les savoirs
La commune s'engage à :
1. Former 200 élèves
2. Éditer un guide
De son côté, l'État s'engage à :
1. Prêter deux conseillers
2. Réunir chaque trimestre les services

Axe 3 – Suivre
La commune et l'État s'engagent à :
• publier un bilan,
• associer les habitants.
"""
PLAN = """Plan d'actions du quartier des Fontaines

1. Éducation

Objectif : Réduire les écarts entre les écoles
Actions :
- Doubler le nombre de places ;
- Ouvrir une ludothèque
  (250 m²) dans l'ancienne gare.
Partenaires : caisse des écoles, association Lire
Échéance : septembre 2031

2. Emploi

Objectif 2.1 : Rapprocher les jeunes des entreprises
Action 2.1.1 : Organiser deux forums par an
Action 2.1.2 : Financer 40 permis
Engagement n° 7 : Réserver des heures aux habitants

Les élus ont ensuite visité le chantier. Il pleuvait.
"""


def reading_of(text: str) -> Reading:
    return read(text.encode(), name="inventé.txt")


def of(kind: Kind, reading: Reading) -> list[Item]:
    return [item for item in reading.items if item.kind is kind]


def test_two_sides_of_a_pact() -> None:
    sides = [item.side for item in of(Kind.COMMITMENT, reading_of(PACT))]
    assert sides == ["city"] * 3 + ["state"] * 2 + ["city"] * 2 + ["state"] * 2 + [None] * 2


def test_axes_stand_above_what_they_hold() -> None:
    reading = reading_of(PACT)
    axes = {item.id: item for item in of(Kind.HEADING, reading)}
    assert [(axis.heading_kind, axis.number) for axis in axes.values()] == [("axe", "1"), ("axe", "2"), ("axe", "3")]
    under = [axes[item.parent or ""].number for item in of(Kind.COMMITMENT, reading)]
    assert under == ["1"] * 5 + ["2"] * 4 + ["3"] * 2


def test_document_names_and_dates_itself() -> None:
    framework = of(Kind.FRAMEWORK, reading_of(PACT))[0]
    assert (framework.text, framework.date) == ("PACTE POUR LES JARDINS DE VALBRUNE", "2031-03-12")


def test_details_deadlines_and_rhythms() -> None:
    promises = of(Kind.COMMITMENT, reading_of(PACT))
    assert promises[2].sub_items == ("qui se réunit tous les six mois ;", "qui rend compte au conseil.")
    assert [item.due for item in promises[:5]] == ["2031-06-01", None, None, None, "fin juin"]
    assert (promises[2].periodicity, promises[8].periodicity) == ("P6M", "P3M")
    assert [item.number for item in promises[5:7]] == ["1", "2"]


def test_who_commits_is_doubted_when_both_do() -> None:
    assert "on ne lit pas qui s'engage" in of(Kind.COMMITMENT, reading_of(PACT))[-1].why


def test_labelled_lines_of_a_plan() -> None:
    reading = reading_of(PLAN)
    promises = of(Kind.COMMITMENT, reading)
    assert [item.text for item in of(Kind.OBJECTIVE, reading)] == [
        "Réduire les écarts entre les écoles",
        "Rapprocher les jeunes des entreprises",
    ]
    assert [item.number for item in promises] == [None, None, "2.1.1", "2.1.2", "7"]
    assert promises[1].text == "Ouvrir une ludothèque (250 m²) dans l'ancienne gare."
    assert promises[-1].text == "Réserver des heures aux habitants"


def test_labels_under_a_list_speak_of_all_its_items() -> None:
    promises = of(Kind.COMMITMENT, reading_of(PLAN))
    assert {item.partners for item in promises[:2]} == {("caisse des écoles", "association Lire")}
    assert {item.due for item in promises[:2]} == {"septembre 2031"}
    assert promises[2].partners == ()


def test_actions_stand_under_the_one_objective_above_them() -> None:
    reading = reading_of(PLAN)
    objectives = [item.id for item in of(Kind.OBJECTIVE, reading)]
    parents = [item.parent for item in of(Kind.COMMITMENT, reading)]
    assert parents == [objectives[0]] * 2 + [objectives[1]] * 3


@pytest.mark.parametrize("mark", ["•", "-", "▪", "➢", "o", "\uf0b7", "*", "→"])
def test_any_bullet_makes_the_same_list(mark: str) -> None:
    text = f"NOS ENGAGEMENTS\n\n{mark} Planter un arbre par\nnaissance\n{mark} Tailler les haies\n"
    assert [item.text for item in of(Kind.COMMITMENT, reading_of(text))] == [
        "Planter un arbre par naissance",
        "Tailler les haies",
    ]


def test_list_without_bullets_is_cut_at_its_verbs() -> None:
    text = "La Ville s'engage à :\n\nPlanter des arbres dans\nles écoles,\n\nTailler les haies,\nOuvrir un parc.\n"
    promises = of(Kind.COMMITMENT, reading_of(text))
    assert [item.text for item in promises] == [
        "Planter des arbres dans les écoles,",
        "Tailler les haies,",
        "Ouvrir un parc.",
    ]
    assert all("pas de puce" in item.why for item in promises)


def test_number_alone_on_its_line_names_the_promise_below() -> None:
    text = "Engagement n° 1\n\nPlanter des arbres\ndans les rues\n\nEngagement n° 2\nTailler les haies\n"
    promises = of(Kind.COMMITMENT, reading_of(text))
    assert [(item.number, item.text) for item in promises] == [
        ("1", "Planter des arbres dans les rues"),
        ("2", "Tailler les haies"),
    ]


def test_engagements_of_others_have_no_side() -> None:
    text = "Engagements de la commune :\n- Planter.\n\nEngagements du département :\n- Tailler.\n"
    assert [item.side for item in of(Kind.COMMITMENT, reading_of(text))] == ["city", None]


def test_prose_after_a_list_is_no_part_of_it() -> None:
    text = "ACTIONS\n- Planter des arbres.\n- Tailler les haies.\n\nLe parc fut créé par un duc. Il y venait le soir.\n"
    assert [item.lines for item in of(Kind.COMMITMENT, reading_of(text))] == [(2, 2), (3, 3)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("L'association s'engage à tenir une permanence.", "L'association"),
        ("La commune s'engage notamment à prêter la salle.", "La commune"),
        ("Les habitants qui s'engagent à planter sont rares.", None),
        ("La commune s'engage avec joie.", None),
        ("La commune s'engage à :", None),
    ],
)
def test_pledges_in_sentences(text: str, who: str | None) -> None:
    assert pledger(text) == who


def test_news_alone_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="aucun engagement"):
        reading_of("LES JARDINS\n\nOn a planté des arbres. Le maire est venu.\n- trois chênes\n- deux ormes\n")
