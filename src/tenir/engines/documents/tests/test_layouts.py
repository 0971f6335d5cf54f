"""Invented tables in the layouts and with the faults that real ones have. Every subject here is invented."""

import pytest

from tenir.engines.documents import Item, Kind, Level, Reading, UnreadableDocument, read
from tenir.engines.documents.french import fold
from tenir.engines.documents.recognisers.followup_table.model import Body, BodyLine
from tenir.engines.documents.recognisers.followup_table.numbers import row_starts

HEADER = "N° MESURES NIVEAU D'AVANCEMENT INDICATEURS\n\n"
TREES = "1 Planter des arbres\nObjectif atteint Nombre d'arbres\n\n"
GARDEN = "2 Ouvrir un jardin\nEn cours de lancement\n1 - Nombre de jardins\n2 - Nombre de jardiniers\n\n"
BRIDGE = "3 Repeindre le pont\nEn cours de déploiement Part du pont\n\n"


def reading_of(text: str) -> Reading:
    return read(text.encode(), name="inventé.txt")


def measures(text: str) -> list[Item]:
    return [item for item in reading_of(text).items if item.kind is Kind.MEASURE]


def summary(text: str) -> list[tuple[str | None, str, Level | None]]:
    return [(item.number, item.text, item.level) for item in measures(text)]


EXPECTED = [
    ("1", "Planter des arbres", Level.OBJECTIF_ATTEINT),
    ("2", "Ouvrir un jardin", Level.EN_COURS_DE_LANCEMENT),
    ("3", "Repeindre le pont", Level.EN_COURS_DE_DEPLOIEMENT),
]
PLAIN = HEADER + TREES + GARDEN + BRIDGE


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("é", "e"),
        PLAIN.replace("En cours de lancement", "EN COURS DE LANCEMENT"),
        PLAIN.replace("En cours de", "En  cours\tde"),
        PLAIN.replace("En cours de ", "En cours\nde "),
        PLAIN.replace("En cours de ", "En cours de\u00a0\n"),
        PLAIN.replace("\n\n", "\n"),
        PLAIN.replace("\nObjectif", " Objectif").replace("\nEn cours", " En cours"),
        PLAIN.replace("1 Planter", "1\n\nPlanter").replace("2 Ouvrir", "2\nOuvrir"),
        PLAIN.replace("1 Planter", "Mesure 1 : Planter").replace("2 Ouvrir", "Mesure n° 2 - Ouvrir"),
        HEADER.replace(" ", "\n") + TREES + GARDEN + BRIDGE,
        TREES + GARDEN + BRIDGE,
    ],
    ids=[
        *(
            "plain",
            "crlf",
            "accents lost",
            "capitals",
            "spaces and tabs",
            "level cut",
            "level cut after a no-break space",
        ),
        *("no blank line", "level after title", "number alone", "worded number", "header cell by cell", "no header"),
    ],
)
def test_same_table_in_another_layout(text: str) -> None:
    assert summary(text) == EXPECTED


def test_level_between_number_and_title() -> None:
    text = HEADER + "1\nObjectif atteint\nPlanter des arbres\nNombre d'arbres\n\n"
    text += "2 En cours de lancement\nOuvrir un jardin\n1 - Nombre de jardins\n\n"
    text += "3 En cours de déploiement Repeindre le pont Part des ponts\n"
    assert summary(text) == EXPECTED


def test_level_before_number() -> None:
    text = HEADER + "Objectif atteint 1 Planter des arbres\nNombre d'arbres\n\n"
    text += "En cours de lancement 2 Ouvrir un jardin\n1 - Nombre de jardins\n\n"
    text += "En cours de déploiement 3 Repeindre le pont\nPart du pont\n"
    assert summary(text) == EXPECTED


def test_drawn_table_with_bars() -> None:
    text = "| N° | Mesures | Niveau | Indicateurs |\n|----|----|----|----|\n"
    text += "| 1 | Planter des arbres | Objectif atteint | Nombre d'arbres |\n"
    assert summary(text) == EXPECTED[:1]


def test_missing_level_is_null_and_unsure() -> None:
    found = measures(HEADER + TREES + "2 Ouvrir un jardin\n1 - Nombre de jardins\n\n" + BRIDGE)
    assert [(item.number, item.level) for item in found][1] == ("2", None)
    assert found[1].confidence <= 0.45 < 0.8 <= found[0].confidence
    assert "aucun niveau trouvé" in found[1].why


def test_missing_number_is_null_and_unsure() -> None:
    found = measures(HEADER + TREES + "Ouvrir un jardin\npartagé\nEn cours de lancement Nombre de jardins\n\n" + BRIDGE)
    assert [item.number for item in found] == ["1", None, "3"]
    assert found[1].text == "Ouvrir un jardin partagé"
    assert found[1].confidence <= 0.4 < 0.8 <= found[2].confidence


def test_duplicate_number_keeps_both_rows_apart() -> None:
    found = measures(HEADER + TREES + GARDEN + BRIDGE.replace("3", "2", 1) + BRIDGE)
    assert [item.id for item in found] == ["measure-1", "measure-2", "measure-2-2", "measure-3"]
    assert found[2].confidence <= 0.5
    assert "déjà lu plus haut" in found[2].why


def test_jump_in_numbers_is_told() -> None:
    found = measures(HEADER + TREES + BRIDGE.replace("3", "9", 1))
    assert [item.number for item in found] == ["1", "9"]
    assert "hors de la suite" in found[1].why


def test_bis_is_a_number_of_its_own_and_parts_are_not() -> None:
    text = (
        HEADER
        + TREES
        + "1.a Arroser\nObjectif atteint\n\n"
        + GARDEN
        + "2 bis Fleurir la cour\nEn cours de lancement\n\n"
    )
    found = {item.number: item for item in measures(text + BRIDGE)}
    assert found["1.a"].parent == "measure-1"
    assert found["2 bis"].id == "measure-2-bis"
    assert found["2 bis"].parent is None


def test_roman_numbers() -> None:
    text = HEADER + "I Planter des arbres\nObjectif atteint\n\nII Ouvrir un jardin\nEn cours de lancement\n"
    assert [item.number for item in measures(text)] == ["I", "II"]


def test_table_among_prose_with_lists() -> None:
    before = "Les mesures en cours de déploiement ont un niveau et des indicateurs.\n\n1. Rien.\n2. Peu.\n\n"
    after = "Les services tiendront ce tableau à jour et en rendront compte\nau comité.\n\n4. Les élus le sauront.\n"
    reading = reading_of(before + PLAIN + after)
    assert summary(before + PLAIN + after) == EXPECTED
    assert not any("services" in item.text or "élus" in item.text for item in reading.items)


def test_prose_alone_is_refused() -> None:
    prose = "Les mesures sont en cours de déploiement. Objectif atteint, dit-on.\n"
    prose += "En cours de lancement, un plan.\n1 arbre.\n"
    with pytest.raises(UnreadableDocument, match="aucun engagement"):
        reading_of(prose * 5)


def test_header_without_rows_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="aucun engagement"):
        reading_of(HEADER + "Rien.\n")


def test_two_tables_keep_their_numbers_apart() -> None:
    second = "ANNEXE 2 - PLAN INVENTÉ DES PLAGES\n\nN° ACTIONS NIVEAU INDICATEURS\n\n" + TREES.replace(
        "arbres", "douches"
    )
    reading = reading_of(PLAIN + second)
    ids = [item.id for item in reading.items if item.kind is Kind.MEASURE]
    assert ids == ["measure-1", "measure-2", "measure-3", "t2-measure-1"]
    assert "t2-framework" in {item.id for item in reading.items}


PAGES = (
    "PLAN INVENTÉ DES JARDINS - MARS 2021\nTHÈMES N° MESURES NIVEAU INDICATEURS\n\n"
    "1 Planter des arbres\nObjectif atteint 1 - Nombre d'arbres dans les\n1\n"
    "\fPLAN INVENTÉ DES JARDINS - MARS 2021\nTHÈMES N° MESURES NIVEAU INDICATEURS\n"
    "cours des écoles\n2 - Nombre d'écoles\n\nEAU ET\nPLAGES\n\n2 Ouvrir un jardin\nEn cours de lancement Suivi\n\n"
    "VILLE 3\nRepeindre\n2\n"
    "\fPLAN INVENTÉ DES JARDINS - MARS 2021\nTHÈMES N° MESURES NIVEAU INDICATEURS\n"
    "le pont\nEn cours de déploiement Part du pont\n"
)


def test_rows_go_on_across_pages() -> None:
    items = {item.id: item for item in reading_of(PAGES).items}
    assert summary(PAGES) == EXPECTED
    assert items["indicator-1-1"].text == "Nombre d'arbres dans les cours des écoles"
    assert items["framework"].date == "2021-03"


def test_themes_stand_above_or_before_the_number() -> None:
    items = {item.id: item for item in reading_of(PAGES).items}
    assert items["heading-1"].text == "EAU ET PLAGES"
    assert items["heading-2"].text == "VILLE"
    assert [items[f"measure-{number}"].parent for number in (1, 2, 3)] == [None, "heading-1", "heading-2"]


def test_page_titles_set_aside_are_listed_as_repairs() -> None:
    repairs = reading_of(PAGES).repairs
    assert [repair.line for repair in repairs if "titre" in repair.why] == [7, 21]
    assert [repair.before for repair in repairs if repair.why == "numéro de page"] == ["1", "2"]


SUMMARY = "Objectif atteint 1 33 %\nEn cours de déploiement 1 33 %\nEn cours de lancement 1 33 %\nTOTAL 3 100 %\n"


def test_summary_that_agrees_raises_confidence() -> None:
    assert [item.confidence for item in measures(PLAIN + SUMMARY)] == [1.0, 1.0, 1.0]
    assert [item.confidence for item in measures(PLAIN)] == [0.9, 0.9, 0.9]


def test_summary_that_disagrees_lowers_confidence_and_is_told() -> None:
    text = PLAIN + SUMMARY.replace("lancement 1", "lancement 2")
    reading = reading_of(text)
    assert [item.confidence for item in measures(text)] == [1.0, 0.8, 1.0]
    assert any("ne s'accorde pas" in note.sentence and "2 imprimé, 1 lu" in note.sentence for note in reading.steps)
    assert next(item for item in reading.items if item.id == "figure-en-cours-de-lancement").confidence <= 0.6


def test_indicators_with_bullets_or_plain() -> None:
    text = HEADER + TREES + "2 Ouvrir un jardin\nEn cours de lancement\n• Nombre de jardins\n• Nombre de\nbancs\n\n"
    text += "3 Repeindre le pont\nEn cours de lancement\nNombre de ponts\nPart du pont\n"
    found = [item for item in reading_of(text).items if item.kind is Kind.INDICATOR]
    assert [item.text for item in found[1:]] == [
        "Nombre de jardins",
        "Nombre de bancs",
        "Nombre de ponts",
        "Part du pont",
    ]
    assert [item.id for item in found[3:]] == ["indicator-3-n1", "indicator-3-n2"]


def test_indicator_numbers_out_of_order_are_unsure() -> None:
    found = {item.id: item for item in reading_of(PLAIN.replace("2 - Nombre", "5 - Nombre")).items}
    assert found["indicator-2-1"].confidence > 0.8 > found["indicator-2-5"].confidence
    assert "numérotation rompue" in found["indicator-2-5"].why


def test_table_without_indicator_column_has_none() -> None:
    text = "N° MESURES NIVEAU\n\n1 Planter des arbres\nObjectif atteint\nRemarque sans rapport\n"
    assert [item.kind for item in reading_of(text).items] == [Kind.MEASURE]


def test_legend_of_levels_makes_no_rows() -> None:
    legend = "".join(f"- {level.label}\n" for level in Level)
    assert (
        summary(f"{HEADER}\n1 Planter des arbres\nObjectif atteint Suivi\n\nLégende du tableau\n{legend}")
        == EXPECTED[:1]
    )


def test_page_number_above_a_repeated_header_is_no_text() -> None:
    text = HEADER + "1 Planter\n12\n" + HEADER + "des arbres\nObjectif atteint Suivi\n"
    assert summary(text) == EXPECTED[:1]


def test_ordinal_or_quantity_at_the_head_of_a_line_is_no_number() -> None:
    text = (
        HEADER
        + "1 Planter dans le\n2e arrondissement\n2 arbres et\n3 000 fleurs sur\n4 % des rues\nObjectif atteint Suivi\n"
    )
    found = measures(text + "\n2 Ouvrir un jardin\nEn cours de lancement Suivi\n")
    assert [(item.number, item.level) for item in found] == [(number, level) for number, _, level in EXPECTED[:2]]
    assert found[0].text == "Planter dans le 2e arrondissement 2 arbres et 3 000 fleurs sur 4 % des rues"


def test_level_named_in_a_title_is_no_level() -> None:
    found = measures(HEADER + "1 Suivre les jardins en cours de lancement\nObjectif atteint Suivi\n")
    assert [(item.text, item.level) for item in found] == [
        ("Suivre les jardins en cours de lancement", Level.OBJECTIF_ATTEINT)
    ]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        *(("7", "7"), ("7 Planter", "7"), ("1.a Planter", "1.a"), ("3b Planter", "3b"), ("12 bis Planter", "12 bis")),
        *(("IV Planter", "IV"), ("Mesure n° 5 : Planter", "5"), ("EAU ET PLAGES 29", "29")),
        *(("2e Rue", None), ("100 % des arbres", None), ("2019 Arbres", None), ("20%)", None), ("3ème Rue", None)),
        *(("IIV Planter", None), ("Iv Planter", None), ("L'arbre 4 planté", None)),
    ],
)
def test_what_may_open_a_row(text: str, printed: str | None) -> None:
    body = Body((BodyLine(1, text, fold(text), block=1, headers=1, breaks=0),))
    assert [start.printed for start in row_starts(body, ())] == ([printed] if printed else [])
