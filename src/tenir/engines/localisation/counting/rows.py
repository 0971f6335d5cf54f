"""Records of a block as columns: longitudes, latitudes, sexes, ages, and the records that gave no pair of numbers.

DuckDB reads a block from memory, the named columns only. What it refuses (a record with a column too many, quotes in
disorder) is read again by the csv module, slower and record by record. Both say the same (tests/test_counting.py).
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from tenir.engines.localisation.counting.model import SEXES, WRITTEN, Fault
from tenir.engines.localisation.counting.text import Block
from tenir.engines.localisation.zones import Floats, Wide

# Of DuckDB, which refuses beyond; a block and its columns take a tenth of it.
MEMORY = "512MB"
UNSAID = len(SEXES) - 1
Texts = tuple[str | None, str | None]
WORDS = {word: rank for rank, sex in enumerate(SEXES) for word in sex.words}


@dataclass(frozen=True)
class Rows:
    """Columns of one length; `line` counts from the block's first; `faults` are for records without two numbers."""

    lon: Floats
    lat: Floats
    sex: npt.NDArray[np.int8]
    age: Floats
    line: Wide
    faults: dict[Fault, Wide]
    # Metres, 0 where none is said.
    precision: Floats


@dataclass(frozen=True)
class Wanted:
    """Where the columns are among the titles; -1 for one that is not asked."""

    titles: tuple[str, ...]
    separator: str
    lon: int
    lat: int
    sex: int = -1
    age: int = -1
    precision: int = -1


class Reader:
    """Reads blocks of one file."""

    def __init__(self, wanted: Wanted) -> None:
        import duckdb

        self._wanted = wanted
        config = {
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "memory_limit": MEMORY,
            "temp_directory": "",
        }
        self._duckdb_error = duckdb.Error
        self._connection = duckdb.connect(":memory:", config=config)
        self._connection.execute("SET enable_progress_bar = false")
        # Memory with a name: DuckDB opens files. Only Linux has it; elsewhere the csv module reads all.
        self._memory = os.memfd_create("people") if hasattr(os, "memfd_create") else -1
        path = f"/proc/self/fd/{self._memory}"
        # Where all is numbers, DuckDB turns them into values as it cuts the lines: half the time.
        self._queries = [_query(wanted, _source(wanted, path, kind)) for kind in ("DOUBLE", "VARCHAR")]
        self._texts_query = _texts_query(wanted, _source(wanted, path, "VARCHAR"))

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()
        if self._memory >= 0:
            os.close(self._memory)

    def read(self, block: Block) -> Rows:
        """The records of a block."""
        found = self._quickly(block) if self._memory >= 0 else None
        return slowly(self._wanted, block) if found is None else found

    def _quickly(self, block: Block) -> Rows | None:
        """None when some line did not give one record."""
        os.ftruncate(self._memory, 0)
        _write(self._memory, block.data)
        for query in self._queries:
            with contextlib.suppress(self._duckdb_error):
                found = self._connection.execute(query).fetchnumpy()
                return _rows(found, self._wanted, self._texts) if len(found["lon"]) == block.lines else None
        return None

    def _texts(self) -> list[Texts]:
        """What is written where no two numbers are, in the order of the file."""
        found: list[Texts] = self._connection.execute(self._texts_query).fetchall()
        return found


def _write(memory: int, data: bytes) -> None:
    view, done = memoryview(data), 0
    while done < len(view):
        done += os.pwrite(memory, view[done:], done)


def _source(wanted: Wanted, path: str, kind: str) -> str:
    """Every column as text but those of numbers, which are of `kind`; none is looked at before it is asked."""
    numbers = (wanted.lon, wanted.lat, wanted.age, wanted.precision)
    kinds = [kind if rank in numbers else "VARCHAR" for rank in range(len(wanted.titles))]
    columns = ", ".join(f"'c{rank}': '{one}'" for rank, one in enumerate(kinds))
    options = f"delim='{wanted.separator}', quote='\"', escape='\"', header=false, auto_detect=false"
    return f"read_csv('{path}', {options}, columns={{{columns}}})"


def _number(column: int) -> str:
    """A number with a comma is no number to DuckDB at first."""
    return f"coalesce(TRY_CAST(c{column} AS DOUBLE), TRY_CAST(replace(c{column}, ',', '.') AS DOUBLE))"


def _query(wanted: Wanted, source: str) -> str:
    """Only the named columns are turned into values; sexes are numbers before they leave DuckDB."""
    asked = [f"{_value(wanted.lon, source)} AS lon", f"{_value(wanted.lat, source)} AS lat"]
    if wanted.sex >= 0:
        cases = " ".join(f"WHEN '{word}' THEN {rank}" for word, rank in WORDS.items())
        asked.append(f"CAST(CASE lower(trim(c{wanted.sex})) {cases} ELSE {UNSAID} END AS TINYINT) AS sex")
    if wanted.age >= 0:
        asked.append(f"{_value(wanted.age, source)} AS age")
    if wanted.precision >= 0:
        asked.append(f"{_value(wanted.precision, source)} AS precision")
    return f"SELECT {', '.join(asked)} FROM {source}"  # noqa: S608 words and ranks of ours


def _value(column: int, source: str) -> str:
    return f"c{column}" if "'DOUBLE'" in source else _number(column)


def _texts_query(wanted: Wanted, source: str) -> str:
    both = f"isfinite({_number(wanted.lon)}) AND isfinite({_number(wanted.lat)})"
    return f"SELECT c{wanted.lon}, c{wanted.lat} FROM {source} WHERE NOT coalesce({both}, false)"  # noqa: S608 as above


def _rows(found: dict[str, Any], wanted: Wanted, texts: Callable[[], Iterable[Texts]]) -> Rows:
    """Columns of the records that have two numbers, and why the others have not."""
    values = {name: np.ma.filled(column.astype(np.float64), np.nan) for name, column in found.items()}
    lon, lat = values["lon"], values["lat"]
    good = np.isfinite(lon) & np.isfinite(lat)
    line = np.arange(len(lon))
    faults = {} if good.all() else _explained(wanted, texts(), line[~good])
    sex = values.get("sex", np.full(len(lon), UNSAID)).astype(np.int8)
    age = values.get("age", np.full(len(lon), np.nan))
    precision = np.nan_to_num(values.get("precision", np.zeros(len(lon))))
    return Rows(lon[good], lat[good], sex[good], age[good], line[good], faults, precision[good])


def _explained(wanted: Wanted, texts: Iterable[Texts], lines: Wide) -> dict[Fault, Wide]:
    why: dict[Fault, list[int]] = {}
    for (lon, lat), line in zip(texts, lines.tolist(), strict=True):
        why.setdefault(_fault(wanted, lon, lat), []).append(line)
    return {fault: np.array(found) for fault, found in why.items()}


def _fault(wanted: Wanted, lon: str | None, lat: str | None) -> Fault:
    if not (lon or "").strip() or not (lat or "").strip():
        return Fault.EMPTY
    if lon in WRITTEN:
        return WRITTEN[lon]
    repeated = (lon, lat) == (wanted.titles[wanted.lon], wanted.titles[wanted.lat])
    return Fault.REPEATED if repeated else Fault.NO_NUMBER


def slowly(wanted: Wanted, block: Block) -> Rows:
    """The same by the csv module, record by record."""
    reader = csv.reader(io.StringIO(block.data.decode(), newline="\n"), delimiter=wanted.separator)
    records: list[list[str]] = []
    lines, malformed, begins = [], [], 0
    for record in reader:
        # A separator at the end of each line is a habit of some programs, and no column.
        if len(record) == len(wanted.titles) + 1 and not record[-1]:
            record.pop()
        if record and len(record) != len(wanted.titles):
            malformed.append(begins)
        elif record:
            records.append([record[rank] for rank in _places(wanted).values()])
            lines.append(begins)
        begins = reader.line_num
    return _placed(_of_records(wanted, records), np.array(lines, dtype=np.int64), malformed)


def _places(wanted: Wanted) -> dict[str, int]:
    """Where each column is that is asked."""
    places = {name: getattr(wanted, name) for name in ("lon", "lat", "sex", "age", "precision")}
    return {name: place for name, place in places.items() if place >= 0}


def _of_records(wanted: Wanted, records: list[list[str]]) -> Rows:
    names = list(_places(wanted))
    columns = dict(zip(names, zip(*records, strict=True), strict=True)) if records else dict.fromkeys(names, ())
    found = {name: (_sexes if name == "sex" else _floats)(column) for name, column in columns.items()}
    good = np.isfinite(found["lon"]) & np.isfinite(found["lat"])
    texts = [(record[0], record[1]) for record, fine in zip(records, good, strict=True) if not fine]
    return _rows(found, wanted, lambda: texts)


def _placed(rows: Rows, lines: Wide, malformed: list[int]) -> Rows:
    """Ranks of records become lines."""
    faults = {fault: lines[ranks] for fault, ranks in rows.faults.items()}
    if malformed:
        faults[Fault.MALFORMED] = np.array(malformed)
    return replace(rows, line=lines[rows.line], faults=faults)


def _floats(texts: Iterable[str]) -> Floats:
    return np.array([_float(text) for text in texts], dtype=np.float64)


def _float(text: str) -> float:
    try:
        return float("nan" if "_" in text else text.replace(",", "."))
    except ValueError:
        return float("nan")


def _sexes(texts: Iterable[str]) -> Floats:
    return np.array([WORDS.get(text.strip().lower(), UNSAID) for text in texts], dtype=np.float64)
