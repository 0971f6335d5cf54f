"""All that the page of a promise tells, in a fixed number of queries.

What ties it to another framework is told only when that framework is public, or its own: a draft leaks nowhere.
The few rows of each query are put in order here: having SQL do it makes Django build its statement twice as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import Q

from tenir.core.places.models import PlaceKind
from tenir.core.web import french, tilemap, tiles
from tenir.core.web.tilemap import TileMap
from tenir.modules.commitments.dossier_rows import Row
from tenir.modules.commitments.enums import FigureKind, LinkKind, PartyRole, State
from tenir.modules.commitments.models import Application, Commitment, CommitmentLink

# Enough for a table that can be read; the rest is in the API and the exports.
MOST_PLACES = 150
_SIGNS = {"euros": "€", "euro": "€"}
_RANKS = {kind: rank for rank, kind in enumerate(PlaceKind.values)}


@dataclass
class Tie:
    """A promise at the other end of a link, and what the text says of the link."""

    promise: Commitment
    note: str


@dataclass
class Ties:
    """Promises tied to this one, by what they are to it."""

    needs: list[Tie] = field(default_factory=list)
    needed_by: list[Tie] = field(default_factory=list)
    upstream: list[Tie] = field(default_factory=list)
    local: list[Tie] = field(default_factory=list)


@dataclass
class Family:
    """Those that detail it, and its neighbours in the order of the text."""

    children: list[Commitment] = field(default_factory=list)
    before: Commitment | None = None
    after: Commitment | None = None


def ties_of(row: Commitment) -> Ties:
    """Links both ways, in one query."""
    public = Q(target__framework__state=State.PUBLIC) | Q(target__framework=row.framework_id)
    public &= Q(origin__framework__state=State.PUBLIC) | Q(origin__framework=row.framework_id)
    found = CommitmentLink.objects.filter(Q(origin=row) | Q(target=row)).filter(public)
    ties = Ties()
    rows = found.select_related("origin__framework", "target__framework").order_by()
    for link in sorted(rows, key=lambda link: link.pk):
        outward = link.origin_id == row.pk
        conditional = link.kind == LinkKind.CONDITIONAL_ON
        ways = {(True, True): ties.needs, (False, True): ties.needed_by, (True, False): ties.upstream}
        ways.get((outward, conditional), ties.local).append(Tie(link.target if outward else link.origin, link.note))
    return ties


def family_of(row: Commitment) -> Family:
    """One query for those below it and beside it."""
    beside = Q(position__in=(row.position - 1, row.position + 1))
    family = Family()
    found = Commitment.objects.filter(Q(parent=row) | beside, framework=row.framework_id).order_by()
    for one in sorted(found, key=lambda one: one.position):
        if one.parent_id == row.pk:
            family.children.append(one)
        if one.position == row.position - 1:
            family.before = one
        if one.position == row.position + 1:
            family.after = one
    return family


def applications_of(row: Commitment) -> list[Application]:
    """The places that apply it, the largest first."""
    found = row.applications.select_related("place").order_by()[:MOST_PLACES]
    return sorted(found, key=lambda one: (_RANKS[one.place.kind], one.place.code))


def map_of(applications: Iterable[Application], title: str) -> TileMap | None:
    """Levels by département and overseas collectivity; None where fewer than three apply the promise."""
    drawn = {one.place.code: one for one in applications if _has_tile(one)}
    if len(drawn) < 3:
        return None
    levels = {code: one.level or None for code, one in drawn.items()}
    links = {code: one.place.get_absolute_url() for code, one in drawn.items()}
    return tilemap.build_levels(levels, title=title, links=links, key="application")


def _has_tile(one: Application) -> bool:
    return one.place.kind in (PlaceKind.DEPARTEMENT, PlaceKind.OVERSEAS) and one.place.code in tiles.NAMES


def parties_by_role(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """(« Porte », rows) in the order of `PartyRole`."""
    order = PartyRole.values
    ranked = sorted(rows, key=lambda row: (order.index(row.extra), row.rank))
    return [(str(PartyRole(role).label), list(found)) for role, found in groupby(ranked, key=lambda row: row.extra)]


def disagreements(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Each point on which the texts differ, with its sayings."""
    ranked = sorted(rows, key=lambda row: (row.code, row.rank))
    found = [list(sayings) for _, sayings in groupby(ranked, key=lambda row: row.code)]
    return [{"topic": sayings[0].more, "note": sayings[0].extra, "sayings": sayings} for sayings in found]


def figures(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The figures that the text prints, in words."""
    return [
        {
            "kind": FigureKind(row.code).label,
            "value": amount(row.value or Decimal(0), row.more),
            "wording": row.text,
            "moment": row.moment,
            "where": ", ".join(filter(None, (row.source, row.where))),
        }
        for row in rows
    ]


def amount(value: Decimal, unit: str) -> str:
    """« 1 300 postes », « 28,5 % », « 10 000 000 000 € »: all the decimals that the text printed, and no other."""
    whole = value == value.to_integral_value()
    said = french.nombre(int(value)) if whole else french.decimal(value, 4)
    sign = _SIGNS.get(unit, unit)
    if not sign:
        return said
    return f"{said}{french.NARROW if sign in ('%', '€') else chr(0xA0)}{sign}"
