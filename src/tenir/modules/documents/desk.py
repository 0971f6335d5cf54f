"""What somebody who reviews a draft has before them: the items in an order, the one at hand, the lines around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tenir.modules.documents.drafting import Placed, placed
from tenir.modules.documents.models import Draft, DraftChange, DraftItem
from tenir.modules.documents.proposal import SURE

ITEMS_A_PAGE = 200
# Lines of the text shown at once, around the item at hand: a contract of 40,000 lines would drown the browser.
WINDOW = 2000
MOST_QUOTED = 4
DOUBT, TEXT = "doute", "texte"
ORDERS = {DOUBT: "Les moins sûrs d'abord", TEXT: "Dans l'ordre du texte"}


@dataclass(frozen=True)
class SourceLine:
    """One line of the text, and whether the item at hand stands on it."""

    number: int
    words: str
    lit: bool


@dataclass
class Desk:
    """Built for one request; one query for the items, one for what others did."""

    draft: Draft
    actor: str
    order: str = DOUBT
    at: int | None = None
    # The draft's revision when the page was first shown.
    seen: int = 0
    page_asked: int | None = None
    tree: list[Placed] = field(init=False)

    def __post_init__(self) -> None:
        self.tree = placed(self.draft.items.defer("original"))
        self.seen = self.seen or self.draft.revision

    @cached_property
    def ordered(self) -> list[Placed]:
        """Every item in the order that was asked; it does not change as items are decided."""
        if self.order == TEXT:
            return self.tree
        return sorted(self.tree, key=lambda one: min(one.item.confidence, SURE))

    @cached_property
    def index(self) -> int:
        """Where the item at hand stands: the one that was asked, else the first one left to review."""
        asked = (i for i, one in enumerate(self.ordered) if one.item.pk == self.at)
        left = (i for i, one in enumerate(self.ordered) if one.to_review)
        if self.at is None and self.page_asked:
            return min((self.page_asked - 1) * ITEMS_A_PAGE, max(len(self.ordered) - 1, 0))
        return next(asked, next(left, 0))

    @property
    def current(self) -> Placed | None:
        """The item at hand; None in a draft without items."""
        return self.ordered[self.index] if self.ordered else None

    @property
    def before(self) -> int | None:
        """Key of the item before."""
        return self.ordered[self.index - 1].item.pk if self.index > 0 else None

    @property
    def after(self) -> int | None:
        """Key of the item after."""
        return self.ordered[self.index + 1].item.pk if self.index + 1 < len(self.ordered) else None

    @property
    def next_to_review(self) -> int | None:
        """Key of the next item that nobody reviewed, from the one at hand on, then from the top; itself at the end."""
        turned = self.ordered[self.index + 1 :] + self.ordered[: self.index + 1]
        left = next((one.item.pk for one in turned if one.to_review), None)
        return left or (self.current.item.pk if self.current else None)

    @property
    def shown(self) -> list[Placed]:
        """The items of the page."""
        start = (self.page_number - 1) * ITEMS_A_PAGE
        return self.ordered[start : start + ITEMS_A_PAGE]

    @property
    def page_number(self) -> int:
        """The page on which the item at hand stands."""
        return self.index // ITEMS_A_PAGE + 1

    @property
    def pages(self) -> int:
        """How many pages of items there are."""
        return max(1, -(-len(self.ordered) // ITEMS_A_PAGE))

    @property
    def total(self) -> int:
        """How many items there are."""
        return len(self.tree)

    @property
    def reviewed(self) -> int:
        """How many need nothing more from anybody."""
        return sum(not one.to_review for one in self.tree)

    @property
    def unsure(self) -> int:
        """How many are left among those of which the reading is not sure."""
        return sum(one.to_review and one.item.confidence < SURE for one in self.tree)

    @cached_property
    def others(self) -> list[DraftChange]:
        """What the others did since the page was first shown, the latest first."""
        if self.draft.revision <= self.seen:
            return []
        found = DraftChange.objects.filter(draft=self.draft, revision__gt=self.seen).exclude(actor=self.actor)
        return list(found.select_related("organisation", "item").order_by("-revision"))

    @cached_property
    def touched(self) -> dict[int, DraftChange]:
        """The latest of those by item."""
        return {one.item_id: one for one in reversed(self.others)}

    @cached_property
    def lines(self) -> list[str]:
        """The whole text."""
        return self.draft.source_lines

    @property
    def first_line(self) -> int:
        """The first line of the window."""
        if len(self.lines) <= WINDOW or self.current is None:
            return 1
        middle = (self.current.item.first_line or 1) - WINDOW // 2
        return max(1, min(middle, len(self.lines) - WINDOW + 1))

    @property
    def source(self) -> Iterator[SourceLine]:
        """The lines of the window."""
        item = self.current.item if self.current else None
        first, last = (item.first_line or 0, item.last_line or 0) if item else (0, 0)
        start = self.first_line
        for number, words in enumerate(self.lines[start - 1 : start - 1 + WINDOW], start=start):
            yield SourceLine(number, words.rstrip("\r"), first <= number <= last)

    def repaired(self, item: DraftItem) -> list[dict[str, Any]]:
        """The lines of an item that the reading mended or set aside, as printed and as read, with the reason."""
        first, last = item.first_line or 0, item.last_line or 0
        return [one for one in self.draft.repairs if first <= one["line"] <= last]

    def quoted(self, item: DraftItem) -> str:
        """The lines on which an item stands, the first few."""
        if item.first_line is None or item.last_line is None:
            return ""
        found = [line.strip() for line in self.lines[item.first_line - 1 : item.last_line] if line.strip()]
        return "\n".join(found[:MOST_QUOTED]) + ("\n…" if len(found) > MOST_QUOTED else "")
