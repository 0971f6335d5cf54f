"""Reading the official lists that ship with Tenir: CSV files of `tenir/referentials/`, each row with its source.

    for row in referentials.read("places/places.csv", ("kind", "code", "name", "source")):
        row.text("name"), row.day("since"), row.where

A cell that cannot be used is told as `file, line, column`, so that whoever edits a list finds it at once.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from importlib import resources

from tenir.core.errors import BadInput


@dataclass(frozen=True)
class Row:
    """One line of an official list: its cells by column, and where it stands."""

    cells: dict[str, str]
    where: str

    def text(self, column: str) -> str:
        """A cell that must say something."""
        value = self.cells[column].strip()
        if not value:
            raise self.wrong(column, "cette case est vide.")
        return value

    def day(self, column: str) -> date | None:
        """A date written `2016-01-01`; None when the cell is empty (not known, or still)."""
        value = self.cells[column].strip()
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            raise self.wrong(column, f"«\u202f{value}\u202f» n'est pas une date (AAAA-MM-JJ).") from None

    def number(self, column: str) -> Decimal | None:
        """A number with a decimal point; None when the cell is empty (not known, which is not zero)."""
        value = self.cells[column].strip()
        try:
            return Decimal(value) if value else None
        except InvalidOperation:
            raise self.wrong(column, f"«\u202f{value}\u202f» n'est pas un nombre.") from None

    def wrong(self, column: str, sentence: str) -> BadInput:
        """The error of one cell, to raise."""
        return BadInput(sentence, where=f"{self.where}, colonne {column}", remedy="Corrigez le fichier et recommencez.")


OFFICIAL = "referentials"
# What only `tenir demo` reads: everything in it is invented.
INVENTED = "demonstration"


def read(path: str, columns: tuple[str, ...], *, folder: str = OFFICIAL) -> Iterator[Row]:
    """Rows of `tenir/<folder>/<path>`, a CSV in UTF-8 whose header is exactly `columns`.

    Raises `BadInput` when the header differs or a line has too few or too many cells.
    """
    text = resources.files("tenir").joinpath(folder, path).read_text(encoding="utf-8")
    yield from parse(text, columns, name=path)


def parse(text: str, columns: tuple[str, ...], *, name: str) -> Iterator[Row]:
    """The same from a text; `name` is what errors call it."""
    reader = csv.reader(io.StringIO(text), strict=True)
    if tuple(next(reader, [])) != columns:
        expected = ", ".join(columns)
        raise BadInput(f"l'en-tête doit être\u202f: {expected}.", where=f"{name}, ligne 1")
    for cells in reader:
        where = f"{name}, ligne {reader.line_num}"
        if len(cells) != len(columns):
            raise BadInput(f"{len(cells)} cases au lieu de {len(columns)}.", where=where)
        yield Row(dict(zip(columns, cells, strict=True)), where)
