"""A file with addresses as one with coordinates: each address asked once of the service that the owner chose.

Only addresses go there, never what stands beside them. What comes out has no address any more: a point with its
precision, or why there is none, and the columns to count by. Lines keep their numbers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO

from tenir.core.errors import BadInput
from tenir.engines.localisation.counting import Columns, Fault
from tenir.engines.localisation.counting.text import Block, Sheet
from tenir.modules.localisation import addresses
from tenir.modules.localisation.addresses import Point
from tenir.modules.localisation.titles import Addressed

LON, LAT, PRECISION, SEX, AGE = "longitude", "latitude", "precision", "sexe", "age"
# Records held together while their addresses are asked.
TOGETHER = 1000
Place = tuple[str, str, str]
NOT_FOUND: Place = (Fault.NOT_FOUND.value, "-", "")
DOUBTFUL: Place = (Fault.DOUBTFUL.value, "-", "")
EMPTY: Place = ("", "", "")
Progress = Callable[[int], None]


def columns(asked: Addressed) -> Columns:
    """Titles of what comes out."""
    return Columns(LON, LAT, SEX if asked.sex else "", AGE if asked.age else "", PRECISION)


def located(
    stream: BinaryIO, asked: Addressed, *, most: int | None = None, progress: Progress = lambda _: None
) -> bytes:
    """A CSV of `columns(asked)`. Raises `BadInput` beyond `most` addresses, `addresses.Away`."""
    sheet, out, known = Sheet(stream), io.StringIO(), _Known(most)
    parts = [(sheet.titles.index(title), title == asked.postcode) for title in asked.address]
    kept = [sheet.titles.index(title) for title in (asked.sex, asked.age) if title]
    writer, line = csv.writer(out, delimiter=";", lineterminator="\n"), 1
    for records in _together(sheet):
        known.learn([_address(record, parts) for _, record in records])
        for begins, record in records:
            # The titles stand just above the first record, and blank lines wherever a record had several.
            if line == 1:
                line = _blank(out, line, begins - 1)
                line = _write(writer, columns(asked).named, line)
            line = _blank(out, line, begins)
            cells = [record[place] if place < len(record) else "" for place in kept]
            point = known.place(_address(record, parts))
            line = _write(writer, (point[0], point[1], *cells, point[2]), line)
        progress(line)
    return out.getvalue().encode() or (";".join(columns(asked).named) + "\n").encode()


def _blank(out: io.StringIO, line: int, until: int) -> int:
    out.write("\n" * max(0, until - line))
    return max(line, until)


def _write(writer: Any, cells: Sequence[str], line: int) -> int:
    writer.writerow([" ".join(cell.split()) for cell in cells])
    return line + 1


def _together(sheet: Sheet) -> Iterator[list[tuple[int, list[str]]]]:
    """Records with the line on which each begins."""
    found: list[tuple[int, list[str]]] = []
    for block in sheet.blocks():
        for one in _records(block, sheet.separator):
            found.append(one)
            if len(found) == TOGETHER:
                yield found
                found = []
    if found:
        yield found


def _records(block: Block, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader, begins = csv.reader(io.StringIO(block.data.decode(), newline="\n"), delimiter=separator), 0
    for record in reader:
        if any(cell.strip() for cell in record):
            yield block.line + begins, record
        begins = reader.line_num


def _address(record: list[str], parts: Sequence[tuple[int, bool]]) -> str:
    """Its parts on one line; empty when nothing is written."""
    cells = [_part(record[place], is_postcode) for place, is_postcode in parts if place < len(record)]
    return " ".join(" ".join(cells).split())


def _part(cell: str, is_postcode: bool) -> str:
    """As written, but for the zero that a spreadsheet takes from 01000: nine départements begin by one."""
    written = cell.strip()
    return f"0{written}" if is_postcode and len(written) == 4 and written.isdecimal() else cell


class _Known:
    """What the service said of each address, once."""

    def __init__(self, most: int | None) -> None:
        self._most = most
        self._places: dict[str, Place] = {"": EMPTY}

    def learn(self, asked: Sequence[str]) -> None:
        new = [one for one in dict.fromkeys(asked) if one not in self._places]
        if self._most is not None and len(self._places) + len(new) > self._most + 1:
            remedy = "Découpez-le, ou comptez-le sur votre propre ordinateur par tenir localisation count --address."
            raise BadInput(f"ce fichier a plus de {self._most} adresses différentes.", remedy=remedy)
        self._places |= zip(new, map(_place, addresses.find_all(new)), strict=True)

    def place(self, address: str) -> Place:
        return self._places[address]


def _place(point: Point | None) -> Place:
    if point is None:
        return NOT_FOUND
    if point.doubt:
        return DOUBTFUL
    return repr(point.longitude), repr(point.latitude), repr(point.precision)
