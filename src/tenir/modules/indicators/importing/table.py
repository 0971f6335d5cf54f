"""One sheet as a table: its heading, its lines, and what keeps it from being one.

The heading is the first line with two filled cells at least: a title may stand above it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tenir.core.web.columns import fold
from tenir.modules.indicators.importing.cells import CellError, name, position

TITLES_AT_LEAST = 2


@dataclass(frozen=True)
class Table:
    """A sheet as `reading` gives it; `prefix` stands before the names of its cells where there are several sheets."""

    sheet: str
    cells: list[list[str]]
    prefix: str = ""
    formulas: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    short: tuple[int, ...] = ()

    @classmethod
    def of(cls, sheet: dict[str, Any], *, several: bool) -> Table:
        """The table of a sheet."""
        marks = {key: tuple(sheet[key]) for key in ("formulas", "merged", "short")}
        return cls(sheet["name"], sheet["rows"], f"{sheet['name']}!" if several else "", **marks)

    @cached_property
    def first(self) -> int:
        """The number of the heading's line, from 1."""
        for number, row in enumerate(self.cells, start=1):
            if sum(map(bool, row)) >= TITLES_AT_LEAST:
                return number
        return 1

    @cached_property
    def head(self) -> list[str]:
        """The titles of columns, as printed."""
        return [" ".join(cell.split()) for cell in self.cells[self.first - 1]] if self.cells else []

    @cached_property
    def by_title(self) -> dict[str, int]:
        """The rank of each title, without case nor accents; the first of two that are the same."""
        return {fold(title): rank for rank, title in reversed(list(enumerate(self.head))) if title}

    @property
    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """The lines below the heading that hold something, with their numbers."""
        for number, row in enumerate(self.cells[self.first :], start=self.first + 1):
            if any(row):
                yield number, row

    def named(self, row: int, column: int) -> str:
        """The name of a cell as errors say it."""
        return f"{self.prefix}{name(row, column)}"

    def faults(self, ranks: set[int], *, take_formulas: bool) -> Iterator[CellError]:
        """What keeps the sheet from being one plain table; `ranks` are the columns that are read."""
        yield from self._heading_faults(ranks)
        yield from self._two_tables()
        yield from self._ragged()
        yield from self._merges(ranks)
        if not take_formulas:
            yield from self._formulas(ranks)

    def _heading_faults(self, ranks: set[int]) -> Iterator[CellError]:
        for rank, title in enumerate(self.head):
            known = self.by_title.get(fold(title), rank)
            if known != rank and known in ranks:
                told = f"deux colonnes s'appellent « {title} ». Renommez celle qui ne compte pas."
                yield CellError(self.named(self.first, rank), told)

    def _two_tables(self) -> Iterator[CellError]:
        """A second table below, after an empty line, or beside, after an empty column."""
        told = "un second tableau semble commencer ici. Ne gardez qu'un tableau par onglet, sans {} vide."
        for number in range(self.first + 1, len(self.cells)):
            if not any(self.cells[number - 1]) and any(self.cells[number]):
                rank = next(rank for rank, cell in enumerate(self.cells[number]) if cell)
                yield CellError(self.named(number + 1, rank), told.format("ligne"))
                break
        if "" in self.head:
            gap = self.head.index("")
            beyond = next((rank for rank, title in enumerate(self.head) if rank > gap and title), None)
            if beyond is not None and gap > 0:
                yield CellError(self.named(self.first, beyond), told.format("colonne"))

    def _ragged(self) -> Iterator[CellError]:
        """A line with more cells than titles, or fewer than the other lines of a text."""
        for number, row in self.lines:
            if len(row) > len(self.head):
                told = "cette case est au-delà de l'en-tête : la ligne a trop de cases, ou il manque un titre."
                yield CellError(self.named(number, len(self.head)), told)
        for number in self.short:
            if number > self.first:
                told = "cette ligne a moins de cases que les autres : un séparateur manque."
                yield CellError(self.named(number, max(len(self.cells[number - 1]) - 1, 0)), told)

    def _merges(self, ranks: set[int]) -> Iterator[CellError]:
        for merged in self.merged:
            start, _, end = merged.partition(":")
            (top, left), (bottom, right) = position(start), position(end or start)
            if bottom >= self.first and any(left <= rank <= right for rank in ranks):
                told = f"les cases {merged} sont fusionnées. Défusionnez-les et écrivez la valeur dans chacune."
                yield CellError(self.named(top, left), told)

    def _formulas(self, ranks: set[int]) -> Iterator[CellError]:
        for cell in self.formulas:
            row, column = position(cell)
            if row > self.first and column in ranks:
                told = (
                    "cette case contient une formule. Collez sa valeur, ou cochez "
                    "« prendre les valeurs calculées par les formules »."
                )
                yield CellError(f"{self.prefix}{cell}", told)
