"""Invented frameworks for tests: as many commitments as asked, levels in turn."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tenir.core.actions import System
from tenir.core.places.models import Place, PlaceKind
from tenir.modules.commitments.actions import adopt_framework
from tenir.modules.commitments.descriptions import (
    CommitmentDescription,
    CommitmentLinkDescription,
    FigureDescription,
    FrameworkDescription,
    HeadingDescription,
    IndicatorDescription,
    LevelDescription,
    Lines,
    PartyDescription,
    ProvisionDescription,
    SourceDescription,
)
from tenir.modules.commitments.enums import (
    OFFICIAL,
    FigureKind,
    FrameworkKind,
    HeadingKind,
    Level,
    LinkKind,
    PartyRole,
    ProvisionKind,
    Side,
    Theme,
)
from tenir.modules.commitments.models import Framework
from tenir.modules.commitments.referential import files as framework_files
from tenir.modules.commitments.referential.loading import without_ties
from tests.builders import an_organisation

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


def two_sided() -> Framework:
    """An invented contract: two parts, one in the other, both sides, links between them, levels of two years."""
    france()
    ville, etat = (an_organisation(name=name) for name in ("Ville inventée", "État inventé"))
    described = framework(
        slug="contrat-invente",
        noun="engagement",
        title="Contrat inventé",
        short_title="Contrat inventé",
        headings=(
            HeadingDescription("axe-1", "Habiter", HeadingKind.AXE, "1"),
            HeadingDescription("logement", "Logement", HeadingKind.THEME, "1.A", parent="axe-1"),
            HeadingDescription("axe-2", "Apprendre", HeadingKind.AXE, "2"),
        ),
        provisions=(ProvisionDescription("but", ProvisionKind.OBJECTIVE, "Mieux vivre", heading="axe-1"),),
        commitments=(
            _promise("v1", Side.CITY, ville.slug, "logement", on="e1", due="2024-06-30", theme=Theme.HOUSING),
            _promise("v2", Side.CITY, ville.slug, "logement", on="e1", level=Level.ACHIEVED),
            _promise("v3", Side.CITY, ville.slug, "axe-2", theme=Theme.EDUCATION),
            _promise("e1", Side.STATE, etat.slug, "logement", level=Level.SUSPENDED),
            _promise("e2", Side.STATE, etat.slug, "axe-2", level=""),
        ),
    )
    return adopt_framework(by=ME, description=described).framework


def _promise(
    slug: str, side: Side, holder: str, heading: str, *, on: str = "", level: str = Level.LAUNCHING, **more: str
) -> CommitmentDescription:
    levels = (LevelDescription(Level.LAUNCHING, "2024-01"), LevelDescription(level, "2025-01")) if level else ()
    return CommitmentDescription(
        slug=slug,
        number=slug.upper(),
        title=f"Promesse {slug}",
        side=side,
        heading=heading,
        levels=levels,
        parties=(PartyDescription(holder, PartyRole.HOLDER),),
        figures=(FigureDescription(FigureKind.TARGET, Decimal(60), "logements", on="2027"),),
        links=(CommitmentLinkDescription(f"contrat-invente/{on}", LinkKind.CONDITIONAL_ON),) if on else (),
        **more,
    )
