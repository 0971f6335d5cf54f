"""Invented content of the size that benchmarks ask for, adopted through the same action as any text."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import cycle, islice

from django.db import connection

from tenir.core.actions import System
from tenir.core.people.models import Organisation, OrganisationKind
from tenir.core.places.models import Place, PlaceKind
from tenir.modules.commitments.actions import Stated, adopt_framework, record_level
from tenir.modules.commitments.descriptions import (
    CitationDescription,
    CommitmentDescription,
    CommitmentLinkDescription,
    FigureDescription,
    FrameworkDescription,
    HeadingDescription,
    IllustrationDescription,
    IndicatorDescription,
    LevelDescription,
    Lines,
    PartyDescription,
    SourceDescription,
    SubItemDescription,
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
from tenir.modules.commitments.models import Commitment
from tenir.modules.commitments.moments import Moment

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
    settle()
    return description.slug


def settle() -> None:
    """Leave the database as a running one leaves itself within a minute of such a write.

    PostgreSQL's autovacuum does both after 1,000 rows written (since PostgreSQL 13 after rows only added, too); before
    that, no index can answer by itself. Nor can it where the write was not on the disk yet: tests do not wait for it.
    A Tenir on SQLite keeps no statistics, so none is made here: those of one content would mislead the next.
    """
    if connection.vendor != "postgresql":
        return
    # Inside a test's transaction nothing can be vacuumed; only counts are made there, and no time is measured.
    whole = not connection.in_atomic_block
    if whole:
        time.sleep(1)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if whole else "ANALYZE")


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


RICH = "/cadres/cadre-riche/1/"


def rich_promise() -> str:
    """Adopt a framework whose first promise has everything a promise can have; returns the address of its page."""
    nation = Place.objects.get_or_create(kind=PlaceKind.NATION, code="FR", defaults={"name": "France"})[0]
    codes = [f"{number:02}" for number in range(1, 31) if number != 20]
    for code in codes:
        Place.objects.get_or_create(kind=PlaceKind.DEPARTEMENT, code=code, defaults={"name": f"Département {code}"})
    for number in range(1, 5):
        Organisation.objects.get_or_create(
            slug=f"organisation-inventee-{number}",
            defaults={"kind": OrganisationKind.CITY, "name": f"Organisation inventée {number}", "place": nation},
        )
    others = tuple(_commitment(number, OFFICIAL[number % 4]) for number in range(2, 9))
    description = FrameworkDescription(
        slug="cadre-riche",
        kind=FrameworkKind.PACT,
        title="Cadre riche, inventé pour mesurer",
        short_title="Cadre riche",
        source=SourceDescription("texte-riche", "Texte riche inventé"),
        commitments=(_commitment(1, OFFICIAL[0]), *others),
        is_invented=True,
    )
    by = System("benchmark")
    adopt_framework(by=by, description=description)
    adopt_framework(by=by, description=replace(description, commitments=(_rich(codes), *others)))
    row = Commitment.objects.get(framework__slug="cadre-riche", slug="1")
    for code in codes[::2]:
        stated = Stated(place=Place.objects.get(kind=PlaceKind.DEPARTEMENT, code=code), is_invented=True)
        moment = Moment.parse("2024-05")
        record_level(by=by, commitment=row, level=OFFICIAL[1], moment=moment, status="verified", stated=stated)
    return RICH


def _rich(codes: list[str]) -> CommitmentDescription:
    lines = Lines(1, 2)
    return replace(
        _commitment(1, OFFICIAL[0]),
        due="2020",
        recurrence="P6M",
        parties=tuple(PartyDescription(f"organisation-inventee-{n}", "partenaire", lines) for n in range(1, 5)),
        sub_items=tuple(SubItemDescription(f"Ouvrir le point inventé {n}", lines) for n in range(5)),
        figures=tuple(FigureDescription("target", Decimal(n), "lieux", "Lieux ouverts", "2020") for n in range(5)),
        illustrations=tuple(IllustrationDescription(f"Exemple inventé {n}", "Ville inventée") for n in range(3)),
        citations=tuple(CitationDescription(Lines(n, n), "rappel inventé") for n in range(1, 4)),
        places=tuple((str(PlaceKind.DEPARTEMENT), code) for code in codes),
        links=tuple(CommitmentLinkDescription(f"cadre-riche/{n}", "conditionne") for n in range(2, 9)),
        levels=tuple(LevelDescription(OFFICIAL[n], f"20{19 + n}-01", lines=lines) for n in range(4)),
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
