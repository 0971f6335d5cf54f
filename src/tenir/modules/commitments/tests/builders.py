"""Invented frameworks for tests: as many commitments as asked, levels in turn."""

from __future__ import annotations

from dataclasses import replace

from tenir.core.actions import System
from tenir.core.places.models import Place, PlaceKind
from tenir.modules.commitments import framework_files
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
from tenir.modules.commitments.models import Framework
from tenir.modules.commitments.referential import without_ties

ME = System("test")


def france() -> Place:
    return Place.objects.get_or_create(kind=PlaceKind.NATION, code="FR", defaults={"name": "France"})[0]


def alone(slug: str) -> Framework:
    """A shipped framework by itself, without what ties it to organisations, levers, places and other texts: fast."""
    france()
    described = without_ties(next(one for one in framework_files.read_all() if one.slug == slug))
    bare = tuple(replace(one, parties=(), levers=(), places=()) for one in described.commitments)
    return adopt_framework(by=ME, description=replace(described, commitments=bare, signatories=())).framework


def commitment(number: int, /, **fields: object) -> CommitmentDescription:
    values = {
        "slug": str(number),
        "number": str(number),
        "title": f"Ouvrir {number} lieux d'accueil",
        "levels": (LevelDescription(OFFICIAL[number % 4], "2019-01", lines=Lines(number, number)),),
        "indicators": (IndicatorDescription(f"Lieux ouverts, suivi {number}", lines=Lines(number, number + 1)),),
        "lines": Lines(number, number + 1),
    }
    return CommitmentDescription(**{**values, **fields})  # type: ignore[arg-type]


def framework(count: int = 4, **fields: object) -> FrameworkDescription:
    values = {
        "slug": "pacte-invente",
        "kind": FrameworkKind.PACT,
        "title": "Pacte inventé pour les essais",
        "short_title": "Pacte inventé",
        "source": SourceDescription("texte-invente", "Texte inventé", publisher="Personne", sha256="a" * 64, lines=9),
        "noun": "mesure",
        "commitments": tuple(commitment(number) for number in range(1, count + 1)),
        "is_invented": True,
    }
    return FrameworkDescription(**{**values, **fields})  # type: ignore[arg-type]
