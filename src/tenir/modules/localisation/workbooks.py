"""A workbook of people as the CSV of the columns that are counted. Runs in a child process that can write nothing.

The others are never looked at. Only the first sheet that holds something is read: the one that people see.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tenir.core import sandbox
from tenir.core.errors import BadInput
from tenir.core.workbooks import opened
from tenir.modules.localisation import titles

READER = "tenir.modules.localisation.workbooks:read"
# A workbook of 20 MB with a hundred thousand people.
MEMORY = 1024 * 1024 * 1024  # bytes
SECONDS = 60
SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
SAVE = "Enregistrez-le en CSV (UTF-8), puis envoyez ce fichier."
MOST_TITLES = 200


@dataclass(frozen=True)
class Kept:
    """What is counted of a file: its CSV; of a workbook, that of the columns to count, in UTF-8."""

    data: bytes
    # Titles that were there.
    titles: int
    notes: tuple[str, ...] = ()


def is_one(data: bytes) -> bool:
    """Whether bytes begin like a workbook (XLSX, ODS, XLS), or like any archive."""
    return data[:4] in SIGNATURES


def to_csv(data: bytes, asked: dict[str, str | None]) -> Kept:
    """Raises `BadInput` when it is no workbook, or has not the columns that are asked (`titles.columns`)."""
    split = "Découpez-le, ou envoyez-le en CSV."
    told = sandbox.run(READER, data, name="", told=(json.dumps(asked),), memory=MEMORY, seconds=SECONDS, split=split)
    return Kept(told["csv"].encode(), told["titles"], tuple(told["notes"]))


def read(data: bytes, asked: str) -> dict[str, Any]:
    """The child's side: `csv`, how many `titles`, `notes`."""
    if data[:2] == b"PK":
        sandbox.check_archive(data)
    name, rows, more = _first_sheet(data)
    skipped, found = next(((rank, row) for rank, row in enumerate(rows) if any(row)), (0, []))
    if not found:
        raise BadInput("ce classeur ne contient aucune ligne.", remedy="Vérifiez que c'est le bon fichier.")
    told = json.loads(asked)
    choose = titles.addressed if "address" in told else titles.columns
    wanted = choose([title for title in found if title][:MOST_TITLES], told).named
    places = [_place(found, title) for title in wanted]
    text = io.StringIO()
    # Lines keep the numbers that the sheet shows.
    text.write("\n" * skipped)
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(wanted)
    for row in rows[skipped + 1 :]:
        # A row without anything is nobody.
        text.write("\n") if not any(row) else writer.writerow([row[place] for place in places])
    notes = [f"Seul l'onglet «\u202f{name}\u202f» est lu, le premier des {more}."] if more > 1 else []
    return {"csv": text.getvalue(), "titles": sum(map(bool, found)), "notes": notes}


def _place(found: list[str], title: str) -> int:
    if found.count(title) > 1:
        sentence = f"deux colonnes se nomment «\u202f{title}\u202f»."
        raise BadInput(sentence, where="titres", remedy="Renommez l'une des deux.")
    return found.index(title)


def _first_sheet(data: bytes) -> tuple[str, list[list[str]], int]:
    """Its name, its cells as text, how many sheets there are."""
    with opened(data, save=SAVE) as book:
        for name in book.sheet_names:
            rows = list(_rows(book.get_sheet_by_name(name).to_python(skip_empty_area=False)))
            if any(map(any, rows)):
                return name, rows, len(book.sheet_names)
    return "", [], 0


def _rows(cells: Sequence[Sequence[Any]]) -> Iterator[list[str]]:
    return ([_text(cell) for cell in row] for row in cells)


def _text(cell: Any) -> str:
    """On one line: a line of the CSV is a row of the sheet."""
    if isinstance(cell, float):
        return repr(int(cell) if cell.is_integer() else cell)
    return " ".join(str(cell).split())
