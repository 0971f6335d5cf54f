"""What the steps of lists hand to one another. Places are positions in `Work.lines`."""

from enum import StrEnum
from typing import NamedTuple


class Sort(StrEnum):
    """What a line announces."""

    OBJECTIVES = "objectives"
    ACTIONS = "actions"
    SIDE = "side"


class Opener(NamedTuple):
    """A line, or the end of a sentence over several, that opens a list; `sure` when no word of it was guessed.

    `Action 2.1 : planter` holds its one item itself: `inline` is the column where the words begin.
    """

    first: int
    last: int
    sort: Sort
    side: str | None
    words: str
    sure: bool = True
    inline: int = -1
    number: str | None = None


class Entry(NamedTuple):
    """An item of a list: its text, the places of its first and last line, its mark and number, what it details."""

    text: str
    first: int
    last: int
    mark: str
    number: str | None
    sub_items: tuple[str, ...]


class Notes(NamedTuple):
    """What labelled lines say of items: `Partenaires : …`, `Échéance : …`, `Moyens : …`."""

    partners: tuple[str, ...] = ()
    levers: tuple[str, ...] = ()
    due: str | None = None
    periodicity: str | None = None


class Section(NamedTuple):
    """A list read: what opened it, the places of the title above it when there is one, its items.

    `notes` are those of each item, in the same order.
    """

    opener: Opener
    title: tuple[int, int] | None
    entries: tuple[Entry, ...]
    notes: tuple[Notes, ...] = ()
