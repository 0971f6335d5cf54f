"""Columns of whole numbers, and the engines that compute on them: DuckDB (the default), Polars, Spark.

A frame is a dictionary of arrays of 64-bit integers, one a column. There is no empty cell: `NO_DENOMINATOR` stands for
a denominator that is not there. DuckDB forgets the mask of a masked array without a word, and sums of nothing are
nothing here and zero there: a value that says it is the same on every engine.

Each engine takes columns in (`load`), holds what is used twice (`keep`) and gives columns back (`fetch`); what is
between is written once, with Narwhals, by `totals`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import narwhals as nw
import numpy as np
import numpy.typing as npt

from tenir.engines.rollup.model import Observation, Total

Column = npt.NDArray[np.int64]
Frame = Mapping[str, Column]
NO_DENOMINATOR = -1
OBSERVATION = ("indicator", "place", "period", "rank", "numerator", "denominator")
TOTAL = ("indicator", "place", "period", "numerator", "denominator", "answered", "expected")


class Engine(Protocol):
    """Where the computing is done."""

    def load(self, frame: Frame) -> nw.LazyFrame[Any]:
        """Columns as the engine reads them."""

    def keep(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """The same rows, computed once however often they are used."""

    def fetch(self, frame: nw.LazyFrame[Any]) -> Frame:
        """Computed columns, in the memory of this process; rows in no order."""

    def release(self) -> None:
        """Forget what was loaded and kept."""


class DuckDB:
    """One machine: `threads` (all cores by default), `memory` such as `1GB` (refused beyond, nothing goes to disk)."""

    def __init__(self, *, threads: int | None = None, memory: str | None = None) -> None:
        # Here, so that a web worker that reads totals does not carry it. Nothing is downloaded or written beside.
        import duckdb

        config: dict[str, Any] = {
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "preserve_insertion_order": False,
            "temp_directory": "",
        }
        config |= {"threads": threads} if threads else {}
        config |= {"memory_limit": memory} if memory else {}
        self._connection = duckdb.connect(":memory:", config=config)
        # Drawn on the standard output of an interactive session, where a command may be printing a table.
        self._connection.execute("SET enable_progress_bar = false")
        self._loaded: list[str] = []
        self._kept: list[str] = []

    def load(self, frame: Frame) -> nw.LazyFrame[Any]:
        self._loaded.append(name := f"loaded_{len(self._loaded)}")
        self._connection.register(name, dict(frame))
        return _lazy(self._connection.table(name))

    def keep(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        name = f"kept_{len(self._kept)}"
        frame.to_native().create(name)
        self._kept.append(name)
        return _lazy(self._connection.table(name))

    def fetch(self, frame: nw.LazyFrame[Any]) -> Frame:
        return {name: np.asarray(column) for name, column in frame.to_native().fetchnumpy().items()}

    def release(self) -> None:
        for name in self._loaded:
            self._connection.unregister(name)
        for name in self._kept:
            self._connection.execute(f"DROP TABLE {name}")
        self._loaded, self._kept = [], []

    def close(self) -> None:
        """Give the memory back."""
        self._connection.close()

    def __enter__(self) -> DuckDB:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Polars:
    """One machine, by the extra `polars`."""

    def load(self, frame: Frame) -> nw.LazyFrame[Any]:
        import polars

        return _lazy(polars.DataFrame(dict(frame)).lazy())

    def keep(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        return _lazy(frame.to_native().collect().lazy())

    def fetch(self, frame: nw.LazyFrame[Any]) -> Frame:
        return {column.name: column.to_numpy() for column in frame.to_native().collect()}

    def release(self) -> None:
        """Nothing is held here."""


class Spark:
    """Many machines, by the extra `spark`; `session` is a `pyspark.sql.SparkSession` that the caller opened."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._kept: list[Any] = []

    def load(self, frame: Frame) -> nw.LazyFrame[Any]:
        import pyarrow

        return _lazy(self._session.createDataFrame(pyarrow.table(dict(frame))))

    def keep(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        self._kept.append(native := frame.to_native().persist())
        return _lazy(native)

    def fetch(self, frame: nw.LazyFrame[Any]) -> Frame:
        table = frame.to_native().toArrow()
        return {name: table.column(name).to_numpy() for name in table.column_names}

    def release(self) -> None:
        for native in self._kept:
            native.unpersist()
        self._kept = []


def _lazy(native: Any) -> nw.LazyFrame[Any]:
    lazy: nw.LazyFrame[Any] = nw.from_native(native)
    return lazy


def frame(**columns: npt.ArrayLike) -> Frame:
    """Columns of one length."""
    return {name: np.asarray(column, dtype=np.int64) for name, column in columns.items()}


def of_observations(observations: Iterable[Observation]) -> Frame:
    """Columns of `OBSERVATION`."""
    rows: Sequence[tuple[int, ...]] = [
        (
            o.indicator,
            o.place,
            o.period,
            o.rank,
            o.numerator,
            NO_DENOMINATOR if o.denominator is None else o.denominator,
        )
        for o in observations
    ]
    table = np.array(rows, dtype=np.int64).reshape(-1, len(OBSERVATION))
    return {name: table[:, position].copy() for position, name in enumerate(OBSERVATION)}


def rows(totals: Frame) -> Iterator[Total]:
    """Totals one by one, out of columns of `TOTAL`."""
    for row in zip(*(totals[name].tolist() for name in TOTAL), strict=True):
        indicator, place, period, numerator, denominator, answered, expected = row
        parts = None if denominator == NO_DENOMINATOR else denominator
        yield Total(indicator, place, period, numerator, parts, answered, expected)
