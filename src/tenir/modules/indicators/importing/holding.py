"""The values of a file held against what is stored: new, corrected, already there; and the periods that are closed.

Asked twice: for the preview, and again under the lock of the commit. Another state asks the person to look again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from tenir.core.web.french import typographie
from tenir.engines.rollup import periods
from tenir.modules.indicators.enums import State
from tenir.modules.indicators.importing.cells import CellError
from tenir.modules.indicators.importing.checking import MOST_ERRORS, Prepared, Row
from tenir.modules.indicators.importing.mapping import Chosen
from tenir.modules.indicators.models import Closing, Observation

# Places listed in a statement; of a larger file all those of its indicators and periods are read.
PLACES = 1000
Key = tuple[int, int, int]


class Stored(NamedTuple):
    """The last value of a key that was not withdrawn."""

    pk: int
    numerator: int | None
    denominator: int | None
    statement: str
    state: str


class Correction(NamedTuple):
    """A value of the file and the one that it corrects."""

    row: Row
    before: Stored


@dataclass
class Held:
    """What the commit would do."""

    new: list[Row] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    unchanged: int = 0
    errors: list[CellError] = field(default_factory=list)
    more_errors: int = 0

    @property
    def rows(self) -> list[Row]:
        """The values to keep, in the order of their keys."""
        return sorted([*self.new, *(one.row for one in self.corrections)], key=lambda row: (row[2], row[4], row[3]))

    @property
    def unexplained(self) -> int:
        """Corrections whose line gives no reason: one is asked for all of them."""
        return sum(not one.row.reason and one.before.state != State.SENT_BACK for one in self.corrections)

    @property
    def state(self) -> str:
        """Stands for what the person is shown."""
        told = hashlib.sha256(f"{len(self.new)} {self.unchanged}".encode())
        for one in sorted(self.corrections, key=lambda one: one.row.key):
            told.update(repr((one.row.key, one.row.value, one.before.pk)).encode())
        return told.hexdigest()[:32]


def hold(prepared: Prepared, chosen: Chosen) -> Held:
    """Two queries, whatever the file."""
    held = Held()
    stored, closed = _stored(prepared.rows), _closed(prepared)
    for row in prepared.rows:
        before = stored.get(row.key)
        if (row.indicator, row.period) in closed:
            _refuse(held, prepared, row, chosen)
        elif before is None:
            held.new.append(row)
        elif before.state != State.SENT_BACK and before[1:4] == row.value:
            held.unchanged += 1
        else:
            held.corrections.append(Correction(row, before))
    return held


def _stored(rows: list[Row]) -> dict[Key, Stored]:
    """The last value of each key of the file, by key."""
    keys = {row.key for row in rows}
    found = Observation.objects.exclude(state=State.WITHDRAWN).filter(
        indicator__in={row.indicator for row in rows}, period__in={row.period for row in rows}
    )
    places = {row.place for row in rows}
    found = found.filter(place__in=places) if len(places) < PLACES else found
    names = ("indicator_id", "place_id", "period", "id", "numerator", "denominator", "statement", "state")
    known: Iterable[tuple[int, ...]] = found.order_by("pk").values_list(*names).iterator(chunk_size=5000)
    return {told[:3]: Stored(*told[3:]) for told in known if told[:3] in keys}  # type: ignore[arg-type, misc]


def _closed(prepared: Prepared) -> set[tuple[int, int]]:
    rows = Closing.objects.filter(indicator__in=prepared.indicators)
    return set(rows.values_list("indicator_id", "period"))


def _refuse(held: Held, prepared: Prepared, row: Row, chosen: Chosen) -> None:
    if len(held.errors) >= MOST_ERRORS:
        held.more_errors += 1
        return
    label = periods.label(periods.from_id(row.period))
    told = f"la période « {label} » est close pour « {prepared.indicators[row.indicator].title} »."
    cell = prepared.cell(row, "period", chosen)
    held.errors.append(CellError(cell, typographie(f"{told} Demandez qu'elle soit rouverte, en disant pourquoi.")))
