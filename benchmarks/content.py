"""Invented content of the size that benchmarks ask for, adopted through the same action as any text."""

from __future__ import annotations

from itertools import cycle, islice

from django.db import connection

from tenir.core.actions import System
from tenir.core.places.models import Place, PlaceKind
from tenir.modules.commitments.actions import adopt_framework
from tenir.modules.commitments.descriptions import (
    CommitmentDescription,
    FrameworkDescription,
    IndicatorDescription,
    LevelDescription,
    Lines,
    SourceDescription,
)
from tenir.modules.commitments.enums import OFFICIAL, FrameworkKind

SLUG = "cadre-invente"


def large_framework(count: int) -> str:
    """Adopt one framework of `count` invented commitments, levels in turn; returns its slug."""
    Place.objects.get_or_create(kind=PlaceKind.NATION, code="FR", defaults={"name": "France"})
    levels = islice(cycle(OFFICIAL), count)
    description = FrameworkDescription(
        slug=SLUG,
        kind=FrameworkKind.PACT,
        title="Cadre inventé pour mesurer",
        short_title="Cadre inventé",
        source=SourceDescription("texte-invente", "Texte inventé", publisher="Personne"),
        commitments=tuple(_commitment(number, level) for number, level in enumerate(levels, start=1)),
        is_invented=True,
    )
    adopt_framework(by=System("benchmark"), description=description)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # what a running database does by itself within a minute
    return SLUG


def _commitment(number: int, level: str) -> CommitmentDescription:
    return CommitmentDescription(
        slug=str(number),
        number=str(number),
        title=f"Ouvrir {number} lieux d'accueil dans les quartiers, avec leurs habitants",
        levels=(LevelDescription(level, "2019-01", lines=Lines(number, number)),),
        indicators=(IndicatorDescription("Lieux ouverts", lines=Lines(number, number)),),
        lines=Lines(number, number),
    )
