"""Invented figures of the style guide: each chart, map and table in its states, gaps and long words included."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from tenir.core.web import charts, signs, tilemap, tiles
from tenir.core.web.columns import Column
from tenir.core.web.quantities import Unit
from tenir.core.web.tables import Table

COMMITMENTS = Unit("engagement en cours", "engagements en cours", places=0)
SITES = Unit("site ouvert", "sites ouverts", places=0)
PERCENT = Unit("%")

TABLE = Table(
    key="exemple",
    caption="Engagements d'exemple",
    things=("engagement", "engagements"),
    page_size=4,
    sort="numero",
    empty="Les engagements paraîtront ici quand une feuille de route aura été adoptée.",
    columns=(
        Column("titre", "Engagement", "link", filterable=True, url=lambda row: f"#engagement-{row['numero']}"),
        Column("numero", "N°", "number", sortable=True),
        Column("niveau", "Niveau", "level", sortable=True, filterable=True),
        Column("part", "Réalisé", "number", sortable=True, unit=PERCENT),
        Column("vu", "Dernière nouvelle", "date", sortable=True),
    ),
)
TITLES = (
    "Ouvrir une maison de santé dans chaque quartier",
    "Proposer un stage à chaque collégien de troisième qui n'en trouve pas par ses proches",
    "Doubler les heures d'ouverture de la médiathèque",
    "Former les gardiens d'immeuble à l'accueil",
    "Réserver un dixième des heures d'insertion",
    "Créer vingt postes de médiateurs",
)
SHARES = (Decimal("28.5"), None, Decimal(100), Decimal("7.25"), Decimal(0), Decimal("61.5"))
DAYS = (date(2019, 3, 15), None, date(2019, 1, 1), date(2018, 10, 2), date(2018, 7, 18), date(2019, 2, 28))


def context(request: HttpRequest) -> dict[str, Any]:
    """What `web/guide/{chart,sparkline,tile_map,table}.html` are drawn with."""
    return {
        "bars": BARS,
        "level_bars": LEVEL_BARS,
        "line": LINE,
        "steps": STEPS,
        "sparkline": SPARKLINE,
        "value_map": value_map(),
        "level_map": level_map(),
        "table_example": TABLE.bind(rows(), request.GET),
    }


def rows() -> list[dict[str, Any]]:
    """Six invented commitments, one of them silent."""
    levels = [level.code for level in signs.LEVELS]
    return [
        {
            "numero": number,
            "titre": title,
            "niveau": levels[number % 5],
            "part": SHARES[number - 1],
            "vu": DAYS[number - 1],
        }
        for number, title in enumerate(TITLES, start=1)
    ]


def value_map() -> tilemap.TileMap:
    """Counts by département; a few are not known, which is not zero."""
    counts = {code: (rank * 37) % 24 for rank, code in enumerate(sorted(tiles.NAMES)) if rank % 13}
    return tilemap.build(counts, title="Engagements par département (exemple)", unit=COMMITMENTS, links=links())


def level_map() -> tilemap.TileMap:
    """One level a département."""
    levels = {code: signs.LEVELS[rank * 5 % 7].code for rank, code in enumerate(sorted(tiles.NAMES)) if rank % 11}
    return tilemap.build_levels(levels, title="Niveau de la mesure 14 (exemple)", links=links())


def links() -> dict[str, str]:
    """Each tile leads to its own line of this page: the guide has no page of a département."""
    try:
        page = reverse("web:guide")
    except NoReverseMatch:
        page = ""
    return {code: f"{page}?territoire={code}" for code in tiles.NAMES}


BARS = charts.Bars(
    title="Sites ouverts par programme (exemple)",
    sentence="L'éducation ouvre le plus de sites\u202f; la culture n'a pas répondu.",
    unit=SITES,
    bars=(
        charts.Bar("Éducation et petite enfance", 42),
        charts.Bar("Emploi et insertion professionnelle des jeunes de moins de 26 ans", 17),
        charts.Bar("Logement et cadre de vie", 8, url="#chart"),
        charts.Bar("Sécurité et prévention", 0),
        charts.Bar("Culture", None),
    ),
)
LEVEL_BARS = charts.LevelBars(
    title="Niveaux par programme (exemple)",
    sentence="Deux programmes sur quatre ont au moins un objectif atteint.",
    unit=Unit("mesure", "mesures"),
    rows_of_levels=(
        charts.LevelRow("Éducation", {"objectif_atteint": 2, "en_cours_de_deploiement": 9, "en_cours_de_lancement": 4}),
        charts.LevelRow(
            "Emploi",
            {"objectif_atteint": 1, "en_voie_de_finalisation": 1, "en_cours_de_deploiement": 8, "non_demarre": 3},
        ),
        charts.LevelRow("Logement", {"en_cours_de_deploiement": 5, "en_cours_de_lancement": 10, "suspendu": 1}),
        charts.LevelRow("Culture", None),
    ),
)
LINE = charts.Line(
    title="Cités éducatives labellisées (exemple)",
    sentence="42 cités sur 60 prévues\u202f; le relevé d'avril 2020 n'a pas été transmis.",
    unit=Unit("cité", "cités", places=0),
    target=60,
    target_words="Cible de 2022",
    points=(
        charts.Point(date(2019, 1, 1), 0),
        charts.Point(date(2019, 7, 1), 12),
        charts.Point(date(2020, 1, 1), 20),
        charts.Point(date(2020, 4, 1), None),
        charts.Point(date(2020, 10, 1), 31),
        charts.Point(date(2021, 4, 1), 42),
    ),
)
STEPS = charts.Line(
    title="Heures d'insertion réservées (exemple)",
    unit=PERCENT,
    steps=True,
    target=10,
    points=(
        charts.Point(date(2018, 9, 1), Decimal("2.5")),
        charts.Point(date(2019, 3, 1), Decimal("4.1")),
        charts.Point(date(2019, 9, 1), None),
        charts.Point(date(2020, 3, 1), Decimal("7.25")),
    ),
)
SPARKLINE = charts.Sparkline("Postes de médiateurs", (2, 5, None, 9, 14), Unit("poste", "postes", places=0), target=20)
