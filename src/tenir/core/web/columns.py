"""A column, declared once for the screen and for exports: what it holds, how it sorts, how it is searched."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tenir.core.web import signs
from tenir.core.web.quantities import NO_UNIT, Unit

YES_NO = {True: "oui", False: "non"}
Kind = Literal["text", "number", "date", "level", "link"]


def fold(text: str) -> str:
    """Text without case or accents, for searching and sorting: « Évry » and « EVRY » are the same.

    A module that wants its table searched by the database keeps a column written with this function
    (`Column.search`): SQL has no accent folding that SQLite and PostgreSQL share.
    """
    plain = text.replace("œ", "oe").replace("Œ", "oe").replace("’", "'")
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).lower()


@dataclass(frozen=True)
class Column:
    """One column of a table.

    `value` is a path from the row (`holder__name`, attributes or keys) or a function of the row; empty: `key`.
    `order` is the ORM path that sorts a QuerySet; empty: `value` when it is a path. `search` is the ORM path of a
    column kept with `fold`, needed to filter a QuerySet by text. `choices` makes the filter a list of (code, word).
    """

    key: str
    title: str
    kind: Kind = "text"
    sortable: bool = False
    filterable: bool = False
    value: str | Callable[[Any], Any] = ""
    url: Callable[[Any], str] | None = None
    order: str = ""
    search: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    unit: Unit = NO_UNIT

    def __post_init__(self) -> None:
        if self.filterable and self.kind in ("number", "date"):
            raise ValueError(f"{self.key}: only text, link and level columns are filtered")
        if self.sortable and callable(self.value) and not self.order:
            raise ValueError(f"{self.key}: say with `order` what sorts a computed column")

    @property
    def path(self) -> str:
        """ORM path that holds the value, empty for a computed column."""
        return "" if callable(self.value) else self.value or self.key

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """What the filter offers, empty for free text."""
        levels = tuple((level.code, level.word) for level in signs.LEVELS)
        return levels if self.kind == "level" and not self.choices else self.choices

    def of(self, row: Any) -> Any:
        """The value in `row`, None when it, or something on the way to it, is missing."""
        value = self.value(row) if callable(self.value) else follow(row, self.path)
        return YES_NO[value] if isinstance(value, bool) else value


def follow(row: Any, path: str) -> Any:
    """What stands at the end of `a__b` from a row, by keys or attributes; None where the way ends."""
    for name in path.split("__"):
        if row is None:
            return None
        row = row.get(name) if isinstance(row, Mapping) else getattr(row, name)
    return row
