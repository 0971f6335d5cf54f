"""The tree of headings of a board, of any depth, with what stands under each: promises, and what the text says beside.

A short board shows every promise. A long one (more than `MOST_ROWS`) shows its upper headings with their counts, and
the promises of the one that the address opens (`?partie=`), page by page, so that 20,000 promises stay readable.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, QuerySet, Sum
from django.utils.safestring import SafeString

from tenir.core.web import french, signs
from tenir.modules.commitments.board import asides, drawing
from tenir.modules.commitments.board.asked import Asked, dated, narrowed
from tenir.modules.commitments.board.rows import Row, completed, plain
from tenir.modules.commitments.enums import HeadingKind, State
from tenir.modules.commitments.models import Commitment, Framework
from tenir.modules.commitments.standing import counted_as

MOST_ROWS = 80
ROWS_A_PAGE = 40
MOST_INSCRIBED = 200
# Deeper parts of a board with more lines than this are folded.
FOLDED_FROM = 40
# The key of what stands under no heading.
ELSEWHERE = "hors-partie"
TITLE_LEVELS = (3, 4, 5, 6)


@dataclass(eq=False)
class Part:
    """A heading with what stands under it; `counts` and `lines` are those of the whole branch."""

    key: str
    title: str
    kicker: str = ""
    # The keys of the heading and of the one above it; empty for what stands under none.
    pk: int | None = None
    parent: int | None = None
    depth: int = 0
    children: list[Part] = field(default_factory=list)
    own_counts: dict[str, int] = field(default_factory=dict)
    own_lines: int = 0
    rows: list[Row] = field(default_factory=list)
    said: asides.Said = field(default_factory=asides.Said)
    # Empty: its promises are here, or it has none; else the address that opens it.
    url: str = ""
    folded: bool = False
    noun: str = ""
    place: str = ""

    def branch(self) -> Iterator[Part]:
        """Itself and all below."""
        yield self
        for child in self.children:
            yield from child.branch()

    @property
    def counts(self) -> dict[str, int]:
        """How many counted promises at each level."""
        found: dict[str, int] = {}
        for part in self.branch():
            for level, count in part.own_counts.items():
                found[level] = found.get(level, 0) + count
        return found

    @property
    def lines(self) -> int:
        """How many promises, those that do not count included."""
        return sum(part.own_lines for part in self.branch())

    @property
    def tag(self) -> str:
        """`h3` for an upper heading, and so on down to `h6`."""
        return f"h{TITLE_LEVELS[min(self.depth, len(TITLE_LEVELS) - 1)]}"

    @property
    def bar(self) -> SafeString:
        """Its counts, drawn."""
        return drawing.mini_bar(self.counts)

    @property
    def sentence(self) -> str:
        """« 8 engagements : 5 en cours de déploiement, 3 sans niveau connu »."""
        counts = self.counts
        total = sum(counts.values())
        if not total:
            return ""
        words = [(level.word.lower(), counts.get(level.code, 0)) for level in (*signs.LEVELS, signs.DECLARED)]
        words.append(("sans niveau connu", counts.get("", 0)))
        said = ", ".join(f"{french.nombre(count)} {word}" for word, count in words if count)
        return f"{french.accord(total, self.noun)}\u202f: {said}"

    @property
    def drawn(self) -> SafeString:
        """Its own promises as list items."""
        return drawing.lines(self.rows, self.place)


@dataclass
class Tree:
    """The parts to show, and the pages of the open one when the board is long."""

    parts: list[Part]
    count: int
    long: bool = False
    open: Part | None = None
    page: int = 1
    pages: int = 1
    more_inscribed: int = 0


def grown(framework: Framework, asked: Asked, page: int = 1) -> Tree:
    """The tree that the address asks for, in a number of queries that depends on nothing."""
    found = narrowed(dated(Commitment.objects.filter(framework=framework), asked.day), asked, framework)
    parts = _parts(framework, asked)
    _count(parts, _kept(framework) if _whole(asked) else _counted(found))
    # The lines that answer, without those inscribed from elsewhere, which belong to their own frameworks.
    tree = Tree(_nested(parts), count=sum(part.own_lines for part in parts.values()))
    tree.long = tree.count > MOST_ROWS
    rows = _rows_of_page(tree, found, asked, page) if tree.long else found
    _fill(tree, parts, framework, asked, rows)
    asides.put(framework, parts, shown=not asked.narrows and not tree.long)
    tree.parts = [part for part in tree.parts if _worth_showing(part, asked)]
    _unfold(tree, asked)
    return tree


def _parts(framework: Framework, asked: Asked) -> dict[int | None, Part]:
    """Every heading by its key, in the order of the text; None is what stands under none."""
    place = asked.place.name if asked.place else ""
    # Plain values: a long text has a hundred headings of which ten are shown.
    columns = ("pk", "parent_id", "key", "kind", "number", "title")
    rows = framework.headings.order_by("position").values_list(*columns)
    parts: dict[int | None, Part] = {
        pk: Part(key, title, _kicker(kind, number), pk, parent, noun=framework.noun, place=place)
        for pk, parent, key, kind, number, title in rows
    }
    title = "Sous aucun titre du texte" if parts else ""
    parts[None] = Part(key=ELSEWHERE, title=title, noun=framework.noun, place=place)
    return parts


def _kicker(kind: str, number: str) -> str:
    """« Axe 1 »; a plain section is told by its number alone."""
    return number if kind == HeadingKind.SECTION else f"{HeadingKind(kind).label} {number}".strip()


# A heading, whether they count, their level, whether it is verified, how many.
Counts = Iterable[tuple[int | None, bool, str, str, int]]


def _whole(asked: Asked) -> bool:
    """Whether the address asks for the whole board of today, whose counts each write keeps."""
    return asked.day is None and not asked.narrows


def _kept(framework: Framework) -> Counts:
    names = ("heading", "counted", "level", "level_status")
    groups: Counts = framework.tallies.order_by().values_list(*names).annotate(Sum("count"))
    return groups


def _counted(found: QuerySet[Any, Any]) -> Counts:
    names = ("heading_id", "counted", "shown_level", "shown_status")
    groups: Counts = found.order_by().values_list(*names).annotate(many=Count("*"))
    return groups


def _count(parts: dict[int | None, Part], counts: Counts) -> None:
    for heading, counted, said, status, many in counts:
        part, level = parts[heading], counted_as(said, status)
        part.own_lines += many
        if counted:
            part.own_counts[level] = part.own_counts.get(level, 0) + many


def _nested(parts: dict[int | None, Part]) -> list[Part]:
    roots: list[Part] = []
    for part in parts.values():
        above = parts[part.parent] if part.parent else None
        (above.children if above else roots).append(part)
    for root in roots:
        _deepen(root, 0)
    return roots


def _deepen(part: Part, depth: int) -> None:
    part.depth = depth
    for child in part.children:
        _deepen(child, depth + 1)


def _rows_of_page(tree: Tree, found: QuerySet[Any, Any], asked: Asked, page: int) -> QuerySet[Any, Any]:
    """Of a long board, one page of the part that the address opens."""
    every = [part for root in tree.parts for part in root.branch()]
    alone = every[0] if len(every) == 1 else None
    tree.open = alone or next((part for part in every if part.key == asked.get("partie")), None)
    if tree.open is None:
        return found.none()
    tree.pages = max(1, -(-tree.open.own_lines // ROWS_A_PAGE))
    tree.page = page if 1 <= page <= tree.pages else 1
    start = (tree.page - 1) * ROWS_A_PAGE
    of_part = found.filter(heading=tree.open.pk) if tree.open.pk else found.filter(heading__isnull=True)
    return of_part.order_by("position")[start : start + ROWS_A_PAGE]


def _fill(
    tree: Tree, parts: dict[int | None, Part], framework: Framework, asked: Asked, rows: QuerySet[Any, Any]
) -> None:
    own = plain(rows if rows.query.is_sliced else rows.order_by("position"), asked)
    inscribed = [] if tree.long else _inscribed(framework, asked)
    tree.more_inscribed = max(0, len(inscribed) - MOST_INSCRIBED)
    shown = [*own, *inscribed[:MOST_INSCRIBED]]
    for row in completed(shown, before=framework.silent_before(asked.on), on=asked.on):
        parts[row.get("here_id", row["heading_id"])].rows.append(row)


def _inscribed(framework: Framework, asked: Asked) -> list[Row]:
    """Promises of other public frameworks that stand in this tree too; they are counted in their own."""
    found = Commitment.objects.filter(inscriptions__framework=framework, framework__state=State.PUBLIC)
    rows = plain(
        narrowed(dated(found, asked.day), asked, framework).order_by("inscriptions__id"),
        asked,
        here_id=F("inscriptions__heading_id"),
        here_number=F("inscriptions__number"),
        elsewhere_slug=F("framework__slug"),
        elsewhere_title=F("framework__short_title"),
    )
    cut: list[Row] = list(rows[: MOST_INSCRIBED + 1])
    return [{**row, "number": row["here_number"] or row["number"]} for row in cut]


def _worth_showing(part: Part, asked: Asked) -> bool:
    """Not an empty « sous aucun titre », and only what answers when filters are set; prunes the branch."""
    part.children = [child for child in part.children if _worth_showing(child, asked)]
    if part.pk is None or asked.narrows:
        return bool(part.children or part.rows or part.own_lines or part.said)
    return True


def _unfold(tree: Tree, asked: Asked) -> None:
    """A long board shows its upper headings and the way to the open one; a shorter one folds what lies deep."""
    if tree.long:
        way = _way(tree.parts, tree.open)
        for root in tree.parts:
            _cut(root, way)
            for part in root.branch():
                part.url = "" if part is tree.open else f"{asked.address(partie=part.key)}#{part.key}"
        return
    deep = tree.count > FOLDED_FROM and not asked.narrows
    for root in tree.parts:
        for part in root.branch():
            part.folded = deep and part.depth >= 1


def _way(parts: list[Part], wanted: Part | None) -> set[str]:
    return {part.key for root in parts for part in root.branch() if wanted and wanted in list(part.branch())}


def _cut(part: Part, way: set[str]) -> None:
    counts, lines = part.counts, part.lines
    if part.key not in way and part.children:
        # What is cut away still counts.
        part.own_counts, part.own_lines, part.children = counts, lines, []
    for child in part.children:
        _cut(child, way)
