"""From a reading to the items of a draft, and from reviewed items back to a reading that can be described.

Nothing here writes. An untouched draft gives back exactly the reading that it came from (tests hold it).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tenir.core.errors import BadInput
from tenir.engines.documents import Item, Kind, Reading, Source
from tenir.engines.documents import Level as PrintedLevel
from tenir.engines.documents.readers.formats import FORMATS, carries_more
from tenir.modules.documents.enums import Decision
from tenir.modules.documents.exchange import item_from, plain_of
from tenir.modules.documents.models import Draft, DraftItem

STEP = 1000
# What only announces: refusing it says nothing against the promises under it.
TITLES = (Kind.HEADING, Kind.OBJECTIVE)
LARGEST = 2 * 1024 * 1024  # bytes of text; the largest contracts with all their annexes are under it
LARGEST_FILE = 20 * 1024 * 1024  # bytes; a PDF or a Word document carries its pictures and fonts


@dataclass(frozen=True)
class Placed:
    """An item where it stands: how deep, under which others, and whether one of those takes it along when refused."""

    item: DraftItem
    depth: int
    above: tuple[DraftItem, ...]

    @property
    def set_aside(self) -> bool:
        """Whether it goes with something refused above it; a refused title or objective lets what it holds go up."""
        return any(one.decision == Decision.REFUSED and one.kind not in TITLES for one in self.above)

    @property
    def to_review(self) -> bool:
        """Whether somebody still has to say something of it."""
        return self.item.decision == Decision.PENDING and not self.set_aside

    @property
    def kept(self) -> bool:
        """Whether it goes into the framework, once nothing is left to review."""
        return self.item.decision != Decision.REFUSED and not self.set_aside


def text_of(data: bytes, reading: Reading) -> str:
    """The text that was read, its lines counted as the reading counted them."""
    if reading.source.lines is None:
        refuse_large(reading.text.encode(), reading.source.name)
        return reading.text
    return data.decode(reading.encoding).removeprefix("\ufeff")


def refuse_large(data: bytes, name: str) -> None:
    """Raise `BadInput` on a text that a screen could not show; what carries more than text is looked at once read."""
    if len(data) > LARGEST and not carries_more(data):
        raise BadInput(
            f"le texte «\u202f{name}\u202f» pèse plus de {LARGEST // 1024 // 1024} Mo.",
            remedy="Découpez-le, ou n'en gardez que la partie qui porte des engagements.",
        )


def rows_of(reading: Reading, draft: Draft) -> list[DraftItem]:
    """The items of a new draft, parents by `key` still to be tied (`parents_of`)."""
    return [_row(item, draft, rank * STEP) for rank, item in enumerate(reading.items, start=1)]


def _row(item: Item, draft: Draft, position: int) -> DraftItem:
    first, last = item.lines or (None, None)
    return DraftItem(
        draft=draft,
        key=item.id,
        kind=item.kind.value,
        number=(item.number or "")[:20],
        text=item.text,
        level=item.level.value if item.level else "",
        side=item.side or "",
        first_line=first,
        last_line=last,
        page=item.page,
        printed_at=(item.where or "")[:200],
        confidence=item.confidence,
        why=item.why,
        original=plain_of(item),
        position=position,
    )


def tie(rows: Iterable[DraftItem]) -> list[DraftItem]:
    """Give saved rows their parents; the rows that changed."""
    rows = list(rows)
    by_key = {row.key: row for row in rows}
    tied = [row for row in rows if row.original.get("parent") in by_key]
    for row in tied:
        row.parent = by_key[row.original["parent"]]
    return tied


def room(draft: Draft, start: int) -> int:
    """A free place right after `start`, or at the end when there is none."""
    taken = set(draft.items.values_list("position", flat=True))
    free = next((place for place in range(start + 1, start + STEP) if place not in taken), None)
    return free or max(taken, default=0) + STEP


def placed(items: Iterable[DraftItem]) -> list[Placed]:
    """Every item in the order of the tree, what it holds right after it."""
    under: dict[int | None, list[DraftItem]] = {}
    for item in sorted(items, key=lambda one: (one.position, one.pk)):
        under.setdefault(item.parent_id, []).append(item)
    return list(_walk(under))


def _walk(under: dict[int | None, list[DraftItem]]) -> Iterator[Placed]:
    """Without recursion: a hostile text may nest as deep as it likes."""
    waiting: list[tuple[DraftItem, tuple[DraftItem, ...]]] = [(one, ()) for one in reversed(under.get(None, []))]
    while waiting:
        item, above = waiting.pop()
        yield Placed(item, len(above), above)
        waiting += [(one, (*above, item)) for one in reversed(under.get(item.pk, []))]


def items_of(tree: Iterable[Placed]) -> list[Item]:
    """Every item as a person corrected it, those refused included."""
    return [_item(one) for one in tree]


def reading_of(draft: Draft, tree: list[Placed]) -> Reading:
    """What was kept, as a reading: `proposal.describe` makes a framework of it."""
    return Reading(
        source=_source(draft),
        items=tuple(_item(one) for one in tree if one.kept),
        encoding=draft.encoding,
    )


def _source(draft: Draft) -> Source:
    """A text has the lines of its file; those of anything else were made by its reading."""
    lines = None if draft.encoding in FORMATS else draft.lines
    return Source(draft.file_name, draft.sha256, lines=lines)


def _item(one: Placed) -> Item:
    row = one.item
    parent = next((above for above in reversed(one.above) if above.decision != Decision.REFUSED), None)
    corrected = {
        "kind": Kind(row.kind),
        "number": row.number or None,
        "text": row.text,
        "parent": parent.key if parent else None,
        "level": PrintedLevel(row.level) if row.level else None,
        "side": row.side or None,
        "lines": (row.first_line, row.last_line) if row.first_line and row.last_line else None,
    }
    return replace(_origin(row), **corrected)  # type: ignore[arg-type]


def _origin(row: DraftItem) -> Item:
    if row.original:
        return item_from(row.original)
    return Item(id=row.key, kind=Kind(row.kind), text=row.text, lines=None, confidence=row.confidence, why=row.why)
