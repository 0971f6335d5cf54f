"""Invented content of the size that benchmarks ask for, adopted through the same action as any text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import cycle, islice

from django.db import connection

from tenir.core.actions import System
from tenir.core.people.models import Organisation
from tenir.core.places.models import Place, PlaceKind
from tenir.modules.commitments.actions import adopt_framework
from tenir.modules.commitments.descriptions import (
    CommitmentDescription,
    FigureDescription,
    FrameworkDescription,
    HeadingDescription,
    IndicatorDescription,
    LevelDescription,
    Lines,
    PartyDescription,
    SourceDescription,
)
from tenir.modules.commitments.enums import (
    OFFICIAL,
    FigureKind,
    FrameworkKind,
    HeadingKind,
    PartyRole,
    Side,
    Theme,
)

SLUG = "cadre-invente"
WITH_PARTS = "cadre-a-parties"
PARTS = 100
HOLDERS = 200


def large_framework(count: int, *, parts: bool = False) -> str:
    """Adopt one framework of `count` invented commitments, levels in turn; returns its slug.

    With `parts`, they stand under 10 headings of 10 each, half of them on each side, due, and held by organisations.
    """
    nation, _ = Place.objects.get_or_create(kind=PlaceKind.NATION, code="FR", defaults={"name": "France"})
    levels = islice(cycle(OFFICIAL), count)
    make = _commitment
    if parts:
        make = _commitment_in_part
        for number in range(HOLDERS):
            Organisation.objects.get_or_create(
                slug=f"porteur-{number}", defaults={"kind": "city", "name": f"Porteur {number}", "place": nation}
            )
    description = FrameworkDescription(
        slug=WITH_PARTS if parts else SLUG,
        kind=FrameworkKind.PACT,
        title="Cadre inventé pour mesurer",
        short_title="Cadre inventé",
        source=SourceDescription("texte-invente", "Texte inventé", publisher="Personne"),
        headings=tuple(_headings()) if parts else (),
        commitments=tuple(make(number, level) for number, level in enumerate(levels, start=1)),
        is_invented=True,
    )
    adopt_framework(by=System("benchmark"), description=description)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # what a running database does by itself within a minute
    return description.slug


def _headings() -> Iterator[HeadingDescription]:
    """An axis before each ten of its parts."""
    for number in range(PARTS):
        axis = f"axe-{number // 10}"
        if number % 10 == 0:
            yield HeadingDescription(axis, f"Axe inventé {number // 10}", HeadingKind.AXE, str(number // 10))
        yield HeadingDescription(f"partie-{number}", f"Partie inventée {number}", number=str(number), parent=axis)


def _commitment_in_part(number: int, level: str) -> CommitmentDescription:
    return replace(
        _commitment(number, level),
        heading=f"partie-{number % PARTS}",
        side=Side.CITY if number % 2 else Side.STATE,
        theme=Theme.values[number % len(Theme.values)],
        due=f"20{20 + number % 20}-06-30",
        parties=(PartyDescription(f"porteur-{number % HOLDERS}", PartyRole.HOLDER),),
        figures=(FigureDescription(FigureKind.TARGET, Decimal(number), "lieux"),),
    )


def _commitment(number: int, level: str) -> CommitmentDescription:
    return CommitmentDescription(
        slug=str(number),
        number=str(number),
        title=f"Ouvrir {number} lieux d'accueil dans les quartiers, avec leurs habitants",
        levels=(LevelDescription(level, "2019-01", lines=Lines(number, number)),),
        indicators=(IndicatorDescription("Lieux ouverts", lines=Lines(number, number)),),
        lines=Lines(number, number),
    )
