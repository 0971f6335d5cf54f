"""Two sides of a text face to face: part by part, what each side promised, and what depends on what.

Promises tied by « dépend de » links stand in one knot: where all of one side depend on all of the other, a sentence
says so once; else each dependence is said. A promise is blocked by one that it depends on and that is not started,
suspended or abandoned.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet

from tenir.core.web import french, signs
from tenir.modules.commitments.board.asked import Asked, dated
from tenir.modules.commitments.board.rows import Row, completed, plain
from tenir.modules.commitments.boards import Standing
from tenir.modules.commitments.enums import Level, LinkKind, Side
from tenir.modules.commitments.models import SETTLED, Commitment, CommitmentLink, Framework
from tenir.modules.commitments.standing import counted_as

MOST_ROWS = 120
MOST_BLOCKED = 100
BLOCKING = (Level.NOT_STARTED, Level.SUSPENDED, Level.ABANDONED)
Link = tuple[int, int]


class Tie(NamedTuple):
    """A dependence: who depends, on whom, and the sides of both."""

    origin: int
    target: int
    origin_side: str
    target_side: str


@dataclass
class Knot:
    """Promises of both sides that links tie together, or one alone; each stands in one knot only."""

    city: list[Row]
    state: list[Row]
    links: list[Link]

    @property
    def sentences(self) -> list[str]:
        """What depends on what: once for whole lists, else promise by promise."""
        if not self.links:
            return []
        origins, targets = {origin for origin, _ in self.links}, {target for _, target in self.links}
        if len(self.links) == len(origins) * len(targets) > 1 and not origins & targets:
            return [_whole(len(origins), len(targets))]
        names = {row["pk"]: row["number"] or french.typographie(row["title"]) for row in (*self.city, *self.state)}
        return [
            f"{names[origin]} dépend de {french.liste_et(names[to] for start, to in self.links if start == origin)}"
            for origin in names
            if origin in origins
        ]

    @property
    def tied(self) -> bool:
        """Whether anything depends on anything here."""
        return bool(self.links)


def _whole(origins: int, targets: int) -> str:
    many = f"ces {french.nombre(origins)} engagements dépendent" if origins > 1 else "cet engagement dépend"
    on = f"de ces {french.nombre(targets)}" if targets > 1 else "de celui-ci"
    return f"{many} {on}"


@dataclass
class Face:
    """A part of the text with its knots: the tied ones first, in the order of the text."""

    key: str
    title: str
    kicker: str
    knots: list[Knot] = field(default_factory=list)


@dataclass
class Faces:
    """The whole: its parts, the words of each side's debt, the promises that are blocked."""

    faces: list[Face]
    owed: dict[str, Standing]
    blocked: list[Row]
    waiting: dict[str, int]
    parts: list[tuple[str, str, bool]] = field(default_factory=list)
    left_out: int = 0


def of(framework: Framework, asked: Asked) -> Faces:
    """Both sides of a framework on the day that is asked, in a number of queries that depends on nothing."""
    promised = dated(Commitment.objects.of_framework(framework).exclude(side=""), asked.day)
    links = _links(framework)
    found = Faces(
        faces=[],
        owed=_owed(framework, promised),
        blocked=_blocked(promised, links, asked),
        waiting=_waiting(links),
    )
    _lay_out(found, framework, promised, links, asked)
    return found


def _links(framework: Framework) -> list[Tie]:
    """Every dependence inside the text. What leaves it is put aside here: asked of the database, it makes SQLite join
    the text with itself.
    """
    found = CommitmentLink.objects.filter(kind=LinkKind.CONDITIONAL_ON, origin__framework=framework)
    columns = ("origin_id", "target_id", "origin__side", "target__side", "target__framework_id")
    rows = found.order_by("origin__position", "target__position").values_list(*columns)
    return [Tie(*row[:4]) for row in rows if row[4] == framework.pk]


def _owed(framework: Framework, promised: QuerySet[Any, Any]) -> dict[str, Standing]:
    """What each side promised, by level."""
    found = {side.value: Standing(framework) for side in Side}
    names = ("side", "shown_level", "shown_status")
    groups = promised.order_by().filter(counted=True).values_list(*names).annotate(many=Count("*"))
    for side, level, status, many in groups:
        counts, counted = found[side].by_level, counted_as(level, status)
        counts[counted] = counts.get(counted, 0) + many
    return found


def _waiting(links: Iterable[Tie]) -> dict[str, int]:
    """How many promises of the other side depend on each side's."""
    found: dict[str, set[int]] = {side.value: set() for side in Side}
    for link in links:
        if link.origin_side and link.target_side and link.origin_side != link.target_side:
            found[link.target_side].add(link.origin)
    return {side: len(origins) for side, origins in found.items()}


def _blocked(promised: QuerySet[Any, Any], links: Sequence[Tie], asked: Asked) -> list[Row]:
    """Promises that are not settled and that depend on one that stopped or has not begun; each says on whom."""
    stopped = set(promised.filter(shown_level__in=BLOCKING).values_list("pk", flat=True))
    pairs = [link for link in links if link.target in stopped][:MOST_BLOCKED]
    named = {link.origin for link in pairs} | {link.target for link in pairs}
    known = {row["pk"]: {**row, "blocked_by": []} for row in plain(promised.filter(pk__in=named), asked)}
    for link in pairs:
        if link.origin in known and link.target in known:
            word = signs.BY_CODE[known[link.target]["shown_level"]].word.lower()
            known[link.origin]["blocked_by"].append((known[link.target], word))
    return [row for row in known.values() if row["blocked_by"] and row["shown_level"] not in SETTLED]


def _lay_out(
    found: Faces,
    framework: Framework,
    promised: QuerySet[Any, Any],
    links: Sequence[Tie],
    asked: Asked,
) -> None:
    """Every part of a short text; of a long one, the part that the address asks, with links to the others."""
    many = dict(promised.order_by().values_list("heading_id").annotate(many=Count("*")))
    faces = {key: face for key, face in _faces(framework).items() if many.get(key)}
    shown = list(faces)
    if sum(many.values()) > MOST_ROWS:
        shown = [next((key for key in faces if faces[key].key == asked.get("partie")), shown[0])]
        found.parts = [(face.title, asked.address(partie=face.key), key in shown) for key, face in faces.items()]
        found.left_out = max(0, many[shown[0]] - MOST_ROWS)
        promised = promised.filter(heading=shown[0])
    pairs = [(link.origin, link.target) for link in links]
    for key, rows in _rows_by_part(framework, promised, asked, found.blocked).items():
        faces[key].knots = knots(rows, pairs)
    found.faces = [faces[key] for key in shown]


def _faces(framework: Framework) -> dict[int | None, Face]:
    found: dict[int | None, Face] = {}
    for one in framework.headings.order_by("position"):
        kicker = f"{one.get_kind_display()} {one.number}".strip()
        found[one.pk] = Face(one.key, french.typographie(one.title), kicker)
    found[None] = Face("hors-partie", "Sous aucun titre du texte", "")
    return found


def _rows_by_part(
    framework: Framework, promised: QuerySet[Any, Any], asked: Asked, blocked: Iterable[Row]
) -> dict[int | None, list[Row]]:
    reasons = {row["pk"]: row["blocked_by"] for row in blocked}
    found: dict[int | None, list[Row]] = {}
    shown = plain(promised, asked)[:MOST_ROWS]
    for row in completed(shown, before=framework.silent_before(asked.on), on=asked.on):
        found.setdefault(row["heading_id"], []).append({**row, "blocked_by": reasons.get(row["pk"], [])})
    return found


def knots(rows: Sequence[Row], links: Sequence[Link]) -> list[Knot]:
    """Rows of one part in knots: those that links join, however far, stand together; the others follow."""
    here = {row["pk"] for row in rows}
    inside = [link for link in links if link[0] in here and link[1] in here]
    root = {key: key for key in here}
    for origin, target in inside:
        old, new = root[origin], root[target]
        root = {key: new if value == old else value for key, value in root.items()}
    tied = {key for link in inside for key in link}
    found: dict[int, Knot] = {}
    for row in rows:
        key = root[row["pk"]] if row["pk"] in tied else -1
        knot = found.setdefault(key, Knot([], [], []))
        (knot.state if row["side"] == Side.STATE else knot.city).append(row)
    for link in inside:
        found[root[link[0]]].links.append(link)
    return sorted(found.values(), key=lambda knot: not knot.tied)
