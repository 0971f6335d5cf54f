"""Totals of millions of answers: over places, then over periods; the same rows on every engine.

    found = totals(indicators, observations, edges=edges, members=members)   # columns of `TOTAL`
    for total in rows(found): ...

Written once with Narwhals, within what every engine does alike: integers only, equal joins, sums and counts.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import narwhals as nw
import numpy as np

from tenir.engines.rollup import periods
from tenir.engines.rollup.checking import checked
from tenir.engines.rollup.frames import NO_DENOMINATOR, TOTAL, DuckDB, Engine, Frame
from tenir.engines.rollup.model import Edge, Indicator, Member
from tenir.engines.rollup.plan import Plan, plan

_KEY = ["indicator", "place", "period"]
_SUMS = ["numerator", "denominator", "answered"]
Lazy = nw.LazyFrame[Any]


def totals(
    indicators: Collection[Indicator],
    observations: Frame,
    *,
    edges: Collection[Edge],
    members: Collection[Member],
    engine: Engine | None = None,
) -> Frame:
    """Every total that has an answer, as columns of `TOTAL` in no order, on `engine` (DuckDB by default).

    `observations` has the columns of `OBSERVATION` (`of_observations` makes them), filtered to what counts on the day
    that is asked about; ranks differ within a key. Rows of another indicator, of a place that is not in the panel on
    the last day of the period or of a sort of period that is not asked enter nothing. ValueError: two rows of one key
    with one rank, a ratio without its denominator, a count with one. OverflowError: sums beyond 64 bits.
    """
    if engine is None:
        with DuckDB() as own:
            return totals(indicators, observations, edges=edges, members=members, engine=own)
    given = checked(indicators, observations)
    asked = [periods.from_id(number) for number in np.unique(given["period"]).tolist()]
    made = plan(indicators, edges, members, asked)
    try:
        return _named(engine.fetch(computed(engine, engine.load(given), made)), made)
    finally:
        engine.release()


def computed(engine: Engine, observations: Lazy, made: Plan) -> Lazy:
    """The same on frames that the engine holds, with the number of a cell for place and period; nothing is checked."""
    reach, spans = _halves(engine.load(made.reach)), _halves(engine.load(made.spans))
    scoped = engine.keep(_counted(observations).join(engine.load(made.indicators), on="indicator"))
    answers = [scoped.join(half, on=["scope", "place", "period"]) for half in reach]
    own = engine.keep(_added(answers[0], answers[1], "cell"))
    longer = [own.join(half, on="cell") for half in spans]
    return nw.concat([own, _added(longer[0], longer[1], "longer").rename({"longer": "cell"})])


def named(engine: Engine, found: Lazy, made: Plan) -> Lazy:
    """`computed` with columns of `TOTAL`, where it stays on the engine: to be written from many machines."""
    return found.join(engine.load(made.cells), on="cell").select(*TOTAL)


def _named(found: Frame, made: Plan) -> Frame:
    """The same here: a number of a cell is its row, so that nothing is looked for."""
    cell = found["cell"]
    return {name: found[name] if name in found else made.cells[name][cell] for name in TOTAL}


def _counted(observations: Lazy) -> Lazy:
    """The rows of the highest rank of their key."""
    highest = observations.group_by(*_KEY).agg(nw.col("rank").max())
    return observations.join(highest, on=[*_KEY, "rank"]).drop("rank").with_columns(answered=nw.lit(1, nw.Int64))


def _halves(frame: Lazy) -> tuple[Lazy, Lazy]:
    """Where one answer only enters, and where several do."""
    return frame.filter(nw.col("single") == 1), frame.filter(nw.col("single") == 0)


def _added(single: Lazy, several: Lazy, cell: str) -> Lazy:
    """What enters a cell, added up where there is anything to add. Engines widen sums: they are cast back."""
    columns = ["indicator", cell, *_SUMS]
    # Sums of answers that have no denominator are so many times the value that says it.
    whole = nw.col("denominator").clip(lower_bound=NO_DENOMINATOR)
    sums = several.group_by("indicator", cell).agg(*(nw.col(name).sum().cast(nw.Int64) for name in _SUMS))
    return nw.concat([single.select(*columns), sums.with_columns(whole).select(*columns)])
