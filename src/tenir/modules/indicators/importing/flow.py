"""The way of a file, the same for the screens, the command and the API: read, choose, look."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tenir.core import sandbox
from tenir.core.actions import Actor
from tenir.core.errors import BadInput
from tenir.modules.indicators.actions.imports import Received
from tenir.modules.indicators.importing import mapping, staging
from tenir.modules.indicators.importing.cells import CellError
from tenir.modules.indicators.importing.checking import Prepared, prepare
from tenir.modules.indicators.importing.ground import Ground, reach
from tenir.modules.indicators.importing.holding import Held, hold
from tenir.modules.indicators.importing.mapping import Chosen
from tenir.modules.indicators.importing.table import Table
from tenir.modules.indicators.permissions import DECLARE

READER = "tenir.modules.indicators.importing.reading:read"
LARGEST = 20 * 1024 * 1024  # bytes
# 100,000 lines take two of them.
SECONDS = 30


@dataclass(frozen=True)
class Look:
    """A file read and held against what is stored."""

    prepared: Prepared
    held: Held

    @property
    def errors(self) -> list[CellError]:
        """What must be corrected first: cells that cannot be, then periods that are closed."""
        return [*self.prepared.errors, *self.held.errors]

    def stage(self, *, accept: bool, advance: staging.Advance = staging.nobody_told) -> staging.Staged:
        """Lay out the values, and know their content, before the transaction that keeps them."""
        _ = self.prepared.content
        return staging.stage(self.held.rows, accept=accept, advance=advance)

    @property
    def error_count(self) -> int:
        """How many, shown or not."""
        return self.prepared.wrong_cells + len(self.held.errors) + self.held.more_errors


def received(data: bytes, name: str) -> Received:
    """The cells of a file, read in the child process. Raises `BadInput`."""
    if len(data) > LARGEST:
        raise BadInput(
            f"ce fichier dépasse {LARGEST // 1024 // 1024} Mo.", where=name, remedy="Découpez-le en plusieurs."
        )
    sheets = sandbox.run(READER, data, name=name, seconds=SECONDS)["sheets"]
    return Received(name, hashlib.sha256(data).hexdigest(), sheets)


def chosen(sheets: list[dict[str, Any]], remembered: Mapping[str, Any], **said: Any) -> Chosen:
    """How a file is read: what is said, else what was remembered of such a file, else what its titles tell.

    What a person accepted once (codes completed, formulas) is never remembered: it is asked of each file.
    """
    known = replace(Chosen.of_json(remembered), complete_codes=False, take_formulas=False)
    columns = known.columns or mapping.guess(titles(sheets))
    columns = {**columns, **said.pop("columns", {})}
    return replace(known, columns=columns, **{name: value for name, value in said.items() if value})


def titles(sheets: list[dict[str, Any]]) -> list[str]:
    """The titles of columns of all sheets, those of the one that tells most first."""
    best = best_table(sheets)
    others = [Table.of(sheet, several=False).head for sheet in sheets]
    return [title for title in dict.fromkeys([*best.head, *(one for head in others for one in head)]) if title]


def best_table(sheets: list[dict[str, Any]]) -> Table:
    """The sheet whose titles tell most."""
    made = [Table.of(sheet, several=len(sheets) > 1) for sheet in sheets]
    return max(made, key=lambda table: len(mapping.guess(table.head)))


def look(by: Actor, sheets: list[dict[str, Any]], chosen: Chosen) -> Look:
    """Read every cell and hold what they say against what is stored; nothing is written."""
    prepared = prepare(sheets, chosen, Ground.load(), reach(by, DECLARE))
    return Look(prepared, hold(prepared, chosen))
