"""Two drafts of one text face to face: what a person has before them who keeps the better words of two copies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from tenir.core.errors import BadInput
from tenir.engines.documents import pairing
from tenir.engines.documents.around import Disagreement
from tenir.engines.documents.pairing import Difference, Pair, Part, Sort
from tenir.modules.documents.copies import SORTS, attribute
from tenir.modules.documents.drafting import Placed, items_of, placed
from tenir.modules.documents.models import Draft, DraftItem

# Items of one draft that a page compares: two of 2,000 take 2.6 s, and four times more for twice as many.
MOST_ITEMS = 2000
ROWS_A_PAGE = 40
# Texts offered for comparison, the latest, and the share of words in common from which one is likely a copy.
MOST_OFFERED, LIKELY = 50, 0.25
ALL, SAME, HERE, THERE, AROUND = "tout", "pareil", "ici", "ailleurs", "autour"
FILTERS = {
    ALL: "Tout",
    SORTS[Sort.FACT]: "Faits",
    SORTS[Sort.WORDS]: "Mots",
    SORTS[Sort.MISREAD]: "Lecture",
    SAME: "Pareil",
    HERE: "Ici seulement",
    THERE: "Dans l'autre seulement",
    AROUND: "Autour",
}


@dataclass(frozen=True)
class Facing:
    """One thing as each draft says it; either side may be missing. `after`: the item of ours that it would follow."""

    sort: str
    ours: DraftItem | None
    theirs: DraftItem | None
    left: list[Part]
    right: list[Part]
    likeness: float | None = None
    attributes: tuple[tuple[str, str, str], ...] = ()
    after: int | None = None

    @property
    def key(self) -> str:
        """Where it stands on the page."""
        return f"p{self.ours.pk}" if self.ours else f"q{self.theirs.pk}" if self.theirs else ""

    @property
    def name(self) -> str:
        """« engagement 14 », by ours when there is one."""
        item = self.ours or self.theirs
        return item.name if item else ""


@dataclass
class Sheet:
    """Built for one request: two queries for the items, the rest is computed. Raises `BadInput` on too many items."""

    draft: Draft
    other: Draft
    asked: str = ALL
    page: int = 1

    @cached_property
    def found(self) -> pairing.Comparison:
        """The comparison whole. Of the other draft only what is kept; of ours also what was refused, told as such."""
        ours, theirs = items_of(self.trees[0]), items_of(one for one in self.trees[1] if one.kept)
        return pairing.compare(ours, theirs, self.draft.source_lines, self.other.source_lines)

    @cached_property
    def trees(self) -> tuple[list[Placed], list[Placed]]:
        """Both drafts in the order of their trees."""
        ours, theirs = (list(one.items.all()) for one in (self.draft, self.other))
        if max(len(ours), len(theirs)) > MOST_ITEMS:
            raise BadInput(
                f"une page compare au plus {MOST_ITEMS} éléments.",
                where=str(self.draft if len(ours) > MOST_ITEMS else self.other),
                remedy="Comparez les fichiers par la commande tenir documents compare.",
            )
        return placed(ours), placed(theirs)

    @cached_property
    def rows(self) -> list[Facing]:
        """Pairs in the order of our text, then what one alone says."""
        ours, theirs = ({one.item.key: one.item for one in tree} for tree in self.trees)
        pairs = [_facing(pair, ours[pair.left.id], theirs[pair.right.id]) for pair in self.found.pairs]
        here = [_alone(HERE, ours[item.id], None) for item in self.found.left_only]
        return [*pairs, *here, *self._missing(ours, theirs)]

    def _missing(self, ours: dict[str, DraftItem], theirs: dict[str, DraftItem]) -> Iterable[Facing]:
        """What the copy alone says, with the item of ours that pairs with what stands before it there."""
        paired = {pair.right.id: ours[pair.left.id].pk for pair in self.found.pairs}
        missing, after = {item.id for item in self.found.right_only}, None
        for one in self.trees[1]:
            after = paired.get(one.item.key, after)
            if one.item.key in missing:
                yield _alone(THERE, None, theirs[one.item.key], after)

    @cached_property
    def counts(self) -> Counter[str]:
        """How many rows of each filter."""
        counts = Counter(row.sort for row in self.rows)
        return counts + Counter({ALL: len(self.rows), AROUND: len(self.found.around)})

    @cached_property
    def filtered(self) -> list[Facing]:
        """The rows that were asked for; what disagrees on a fact comes first when all are."""
        if self.asked == ALL:
            return sorted(self.rows, key=lambda row: row.sort != SORTS[Sort.FACT])
        return [row for row in self.rows if row.sort == self.asked]

    @property
    def shown(self) -> list[Facing]:
        """Those of the page."""
        return self.filtered[(self.page - 1) * ROWS_A_PAGE : self.page * ROWS_A_PAGE]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-len(self.filtered) // ROWS_A_PAGE))

    @property
    def around(self) -> tuple[Disagreement, ...]:
        """Facts outside the items, where they are asked for, and at the head of all."""
        return self.found.around if self.asked == AROUND or (self.asked == ALL and self.page == 1) else ()

    @property
    def left_to_keep(self) -> int:
        """Pairs of which nobody said yet which words stay."""
        return sum(
            row.ours is not None and row.theirs is not None and row.ours.decision == "pending" for row in self.rows
        )


def _facing(pair: Pair, ours: DraftItem, theirs: DraftItem) -> Facing:
    left, right = pairing.marked(pair.left.text, pair.right.text)
    told = tuple(attribute(one) for one in pair.differences if one.field != "text")
    return Facing(_sort(pair.differences), ours, theirs, left, right, pair.likeness, told)


def _sort(differences: Iterable[Difference]) -> str:
    """The gravest: a fact, then words, then a fault of reading."""
    return next((SORTS[one.sort] for one in differences), SAME)


def _alone(sort: str, ours: DraftItem | None, theirs: DraftItem | None, after: int | None = None) -> Facing:
    left, right = ([Part(one.text)] if one else [] for one in (ours, theirs))
    return Facing(sort, ours, theirs, left, right, after=after)


@dataclass(frozen=True)
class Offered:
    """A text to compare with, and how much of the shorter one both have."""

    draft: Draft
    common: float

    @property
    def is_likely(self) -> bool:
        """Whether it is probably a copy."""
        return self.common >= LIKELY


def offered(draft: Draft, others: Iterable[Draft]) -> list[Offered]:
    """Other texts, the most alike first; one query for the words of all of them."""
    others = list(others)
    words: dict[int, list[str]] = {one.pk: [] for one in (draft, *others)}
    rows = DraftItem.objects.filter(draft__in=words).order_by("draft", "position")
    for pk, text in rows.values_list("draft", "text"):
        words[pk].append(text)
    ours = pairing.phrases(words[draft.pk])
    found = [Offered(one, pairing.in_common(ours, pairing.phrases(words[one.pk]))) for one in others]
    return sorted(found, key=lambda one: -one.common)
