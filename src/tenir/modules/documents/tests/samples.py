"""An invented policy text in the shape of a follow-up table, as long as asked; and invented readings."""

from __future__ import annotations

from tenir.engines.documents import Item, Kind, Level, Reading, Source
from tenir.engines.documents.model import Figure, FigureKind

_HEADER = """
 AXE PROGRAMMES THÉMATIQUES n° MESURES

NIVEAU D'ENGAGEMENT DE
LA MESURE

- Objectif atteint
- En voie de finalisation
- En cours de déploiement
- En cours de lancement

 INDICATEURS

"""
_LEVELS = ("Objectif atteint", "En voie de finalisation", "En cours de déploiement", "En cours de lancement")


def table(count: int) -> str:
    """A table of `count` invented measures, each with a level and an indicator, dated in its title."""
    rows = (
        f"{number}\nOuvrir {number + 2} lieux d'accueil inventés\n\n{_LEVELS[number % 4]} Nombre de lieux ouverts\n\n"
        for number in range(1, count + 1)
    )
    return f"SUIVI DES MESURES INVENTÉES - MARS 2021\n{_HEADER}{''.join(rows)}"


def item(id: str, kind: Kind, text: str, **fields: object) -> Item:
    values = {"lines": (1, 1), "confidence": 1.0, "why": "Écrit à la main."}
    return Item(id=id, kind=kind, text=text, **{**values, **fields})  # type: ignore[arg-type]


def figure(level: Level | None, count: int, percent: int) -> Item:
    figures = (Figure(count, "mesures", FigureKind.FACT), Figure(percent, "%", FigureKind.FACT))
    return item(f"figure-{level}", Kind.FIGURE, "Ligne du résumé", level=level, figures=figures)


def reading(*items: Item) -> Reading:
    return Reading(Source("texte inventé.txt", "c" * 64, lines=9), items, "utf-8")


SMALL = (
    item("framework", Kind.FRAMEWORK, "SUIVI INVENTÉ", date="2021-03"),
    item("heading-1", Kind.HEADING, "CULTURE", heading_kind="thématique"),
    item("measure-1", Kind.MEASURE, "Ouvrir", number="1", level=Level.OBJECTIF_ATTEINT, lines=(3, 4)),
    item("measure-1.a", Kind.MEASURE, "Ouvrir le soir", number="1.a", parent="measure-1"),
    item("measure-2", Kind.MEASURE, "Jouer", number="2", parent="heading-1", level=Level.EN_COURS_DE_LANCEMENT),
    item("indicator-2-1", Kind.INDICATOR, "Jours de jeu", number="1", parent="measure-2", lines=(6, 6)),
    figure(Level.OBJECTIF_ATTEINT, 1, 50),
    figure(None, 2, 100),
)
