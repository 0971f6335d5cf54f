"""What the streams of Word and OpenDocument have in common: what is left out, what is open, which cell it is in."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from tenir.engines.documents.readers.xml import End, Event, Start
from tenir.engines.documents.work import Cell

Held = TypeVar("Held")  # a paragraph while it is read
Told = TypeVar("Told")  # once it is done


@dataclass(slots=True)
class Table:
    """A table being read: its number, the row and the column reached, the columns that the cell takes."""

    number: int
    row: int = 0
    column: int = 0
    span: int = 1


class Stream(ABC, Generic[Held, Told]):
    """Follows the elements of a story; paragraphs come out when they end, those of a text box after their host."""

    left_out: frozenset[str]

    def __init__(self) -> None:
        self.open: list[Held] = []
        self.done: list[Told] = []
        self.tables: list[Table] = []
        self.table_count = self.skipped = 0

    def paragraphs(self, stream: Iterable[Event]) -> Iterator[Told]:
        """Every paragraph of the stream."""
        for event in stream:
            self.take(event)
            if self.done and not self.open:
                yield from (self.done[-1], *self.done[:-1])
                self.done.clear()

    def take(self, event: Event) -> None:
        """One event; what stands in an element that is left out only moves the count of its depth."""
        if isinstance(event, str):
            if self.open and not self.skipped:
                self.say(event)
        elif isinstance(event, Start):
            if self.skipped or event.name in self.left_out:
                self.skipped += 1
            else:
                self.start(event)
        elif self.skipped:
            self.skipped -= 1
        else:
            self.end(event)

    @abstractmethod
    def say(self, text: str) -> None:
        """Characters inside an open paragraph."""

    @abstractmethod
    def start(self, event: Start) -> None:
        """An element that begins."""

    @abstractmethod
    def end(self, event: End) -> None:
        """An element that ends."""

    def open_table(self, column: int) -> None:
        """A table begins, its columns counted from this one."""
        self.table_count += 1
        self.tables.append(Table(self.table_count, column=column))

    def cell(self) -> Cell | None:
        """The cell one stands in, that of the innermost table."""
        if not self.tables:
            return None
        table = self.tables[-1]
        return Cell(table.number, table.row, table.column)
