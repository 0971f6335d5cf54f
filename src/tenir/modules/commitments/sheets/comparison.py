"""A sheet that came back, held against what is stored: what is new, what changes, what stays, what is wrong where.

Nothing is written here. The same sheet against the same rows gives the same answer, so a preview can be made again
under the lock of the commit and held against what the person saw.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from tenir.core.errors import BadInput
from tenir.core.web.columns import fold
from tenir.modules.commitments.editing import addresses, contents, rules
from tenir.modules.commitments.editing.contents import LABELS, CommitmentContent, PartyLine
from tenir.modules.commitments.editing.ground import Ground, Known
from tenir.modules.commitments.enums import PartyRole
from tenir.modules.commitments.forms import names
from tenir.modules.commitments.models import Commitment, Framework
from tenir.modules.commitments.sheets.columns import (
    ADDRESS,
    BY_TITLE,
    REVISION,
    Names,
    SheetColumn,
    parts,
    read,
)

ORDER = {role: rank for rank, role in enumerate(PartyRole.values)}


@dataclass(frozen=True)
class CellError:
    """What is wrong in one cell."""

    cell: str
    sentence: str


@dataclass(frozen=True)
class Change:
    """One field, in words."""

    field: str
    before: str
    after: str


@dataclass
class Line:
    """One row of the sheet: the promise it speaks of (None: a new one) and what it makes of it."""

    number: int
    slug: str
    row: Commitment | None
    content: CommitmentContent
    old: CommitmentContent
    changes: tuple[Change, ...] = ()
    # The promise was amended since the sheet was written: the person must choose.
    is_stale: bool = False

    @property
    def title(self) -> str:
        """« 14 Ouvrir un lieu »."""
        return f"{self.content.number} {self.content.title}".strip()


@dataclass
class Comparison:
    """All of a sheet; nothing may be committed while there are errors."""

    sheet: str
    errors: list[CellError] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    unchanged: int = 0
    absent: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    @property
    def new(self) -> list[Line]:
        """Promises to create."""
        return [line for line in self.lines if line.row is None]

    @property
    def amended(self) -> list[Line]:
        """Promises to amend that nobody else touched."""
        return [line for line in self.lines if line.row is not None and not line.is_stale]

    @property
    def stale(self) -> list[Line]:
        """Promises that somebody else amended since."""
        return [line for line in self.lines if line.is_stale]

    @property
    def state(self) -> str:
        """Stands for what the person is shown: another state asks to look again."""
        seen = [(line.slug, line.row.revision if line.row else 0, line.changes) for line in self.lines]
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:32]


def compare(
    framework: Framework, sheet: str, rows: list[list[str]], *, leaving: frozenset[str] = frozenset()
) -> Comparison:
    """Hold the rows of a sheet, heading first, against the framework; every fault is named by its cell.

    The promises of `leaving` stay as they are stored, whatever their rows say.
    """
    found = Comparison(sheet)
    if not rows:
        found.errors.append(CellError(f"{sheet}!A1", "la feuille est vide."))
        return found
    reading = _Reading(framework, found, rows)
    if not found.errors:
        reading.lines(leaving)
        reading.judge()
    return found


class _Reading:
    """One comparison under way."""

    def __init__(self, framework: Framework, found: Comparison, rows: list[list[str]]) -> None:
        self.framework, self.found = framework, found
        self.columns: dict[int, SheetColumn] = {}
        self.known_cells: dict[int, dict[str, Any]] = {}
        self.address = self.revision = -1
        self._head(rows[0])
        self.rows = [(number, row) for number, row in enumerate(rows[1:], start=2) if any(row)]
        self.by_line = dict(self.rows)
        stored, self.said = contents.of_framework(framework)
        self.stored = {row.slug: row for row in stored}
        self.ground = Ground.of(framework)
        self.names = self._names()
        self.by_number = {one.number: slug for slug, one in self._contents() if one.number}
        self.by_title = {one.title: slug for slug, one in self._contents() if not one.number}
        self.taken = set(self.stored)

    def _contents(self) -> Iterator[tuple[str, CommitmentContent]]:
        return ((slug, self.said[row.pk]) for slug, row in self.stored.items())

    def _head(self, head: list[str]) -> None:
        for rank, title in enumerate(head):
            if fold(title) == fold(ADDRESS):
                self.address = rank
            elif fold(title) == fold(REVISION):
                self.revision = rank
            elif fold(title) in BY_TITLE:
                self._column(rank, BY_TITLE[fold(title)])
            elif title:
                self.found.ignored.append(title)
        if not any(column.field == "title" for column in self.columns.values()):
            self._wrong(1, 0, "la colonne « Intitulé » manque\u202f: repartez d'une feuille téléchargée ici.")

    def _column(self, rank: int, column: SheetColumn) -> None:
        if column in self.columns.values():
            self._wrong(1, rank, f"la colonne « {column.title} » est là deux fois.")
        self.columns[rank] = column

    def _names(self) -> Names:
        organisations, places = set(), set()
        for rank, column in self.columns.items():
            cells = {row[rank] for _, row in self.rows if rank < len(row)}
            if column.role:
                organisations |= {piece for cell in cells for piece in parts(cell)}
            elif column.field == "places":
                places |= {piece for cell in cells for piece in parts(cell)}
        headings = self.framework.headings.order_by("-position").values_list("key", "number", "title")
        known = {fold(title): key for key, _, title in headings} | {key: key for key, _, _ in headings}
        return Names(names.organisations(organisations), known, self._numbered(), names.places(places))

    def _numbered(self) -> dict[str, str]:
        """Addresses by address, and by number where one promise alone bears it; those of new rows included."""
        counts = Counter(self.ground.numbers.values())
        by_number = {number: slug for slug, number in self.ground.numbers.items() if counts[number] == 1}
        return by_number | {slug: slug for slug in self.ground.numbers}

    def lines(self, leaving: frozenset[str]) -> None:
        """Each row read, matched and compared."""
        seen: dict[str, int] = {}
        read_rows = [line for number, row in self.rows if (line := self._line(number, row))]
        self._hang(read_rows)
        self.organisations = contents.names_of([one for line in read_rows for one in (line.old, line.content)])
        for line in read_rows:
            if line.slug in seen:
                self._wrong(
                    line.number,
                    self.address,
                    f"l'adresse «\u202f{line.slug}\u202f» est déjà à la ligne {seen[line.slug]}.",
                )
            seen[line.slug] = line.number
            if line.slug not in leaving:
                self._keep(line)
        self.found.absent = [slug for slug in self.stored if slug not in seen]

    def _line(self, number: int, row: list[str]) -> Line | None:
        slug = self._cell(row, self.address)
        if slug and slug not in self.stored:
            self._wrong(number, self.address, f"aucun engagement de ce cadre n'a l'adresse «\u202f{slug}\u202f».")
            return None
        values = self._values(number, row)
        if values is None:
            return None
        # Without its address, a row that says a promise word for word is that promise: sent twice, it adds nothing.
        known = slug or self._same(values)
        stored = self.stored.get(known)
        old = self.said[stored.pk] if stored else CommitmentContent()
        content = replace(old, **self._merged(values, old))
        if stored is None:
            known = addresses.of_commitment(content.number, content.title, self.taken)
            self.taken.add(known)
        return Line(number, known, stored, content, old, is_stale=self._is_stale(number, row, stored))

    def _same(self, values: dict[str, Any]) -> str:
        slug = self.by_number.get(values.get("number", "")) or self.by_title.get(values.get("title", ""), "")
        return slug if slug and self.said[self.stored[slug].pk].title == values.get("title") else ""

    def _values(self, number: int, row: list[str]) -> dict[str, Any] | None:
        """The fields that the row says; None when a cell cannot be read."""
        values: dict[str, Any] = {}
        errors = len(self.found.errors)
        for rank, column in self.columns.items():
            try:
                value = self._read(rank, column, self._cell(row, rank))
            except BadInput as error:
                self._wrong(number, rank, f"{error.sentence} {error.remedy}".strip())
                continue
            if column.role:
                values.setdefault("roles", {})[column.role] = value
            else:
                values[column.field] = value
        return values if len(self.found.errors) == errors else None

    def _read(self, rank: int, column: SheetColumn, cell: str) -> Any:
        """What a cell says; one that says the same as another of its column is not read again."""
        known = self.known_cells.setdefault(rank, {})
        if cell not in known:
            known[cell] = read(column, cell, self.names)
        return known[cell]

    def _merged(self, values: dict[str, Any], content: CommitmentContent) -> dict[str, Any]:
        """Roles whose column is not in the sheet stay, and so does the order of those who keep theirs."""
        told = values.pop("roles", None)
        if told is None:
            return values
        old = content.parties
        wanted: set[PartyLine] = {line for lines in told.values() for line in lines}
        kept = [line for line in old if line.role not in told or line in wanted]
        added = [line for role in sorted(told, key=ORDER.__getitem__) for line in told[role] if line not in old]
        return {**values, "parties": (*kept, *added)}

    def _is_stale(self, number: int, row: list[str], stored: Commitment | None) -> bool:
        told = self._cell(row, self.revision)
        if told and not told.isdigit():
            self._wrong(
                number, self.revision, f"«\u202f{told}\u202f» n'est pas une révision\u202f: laissez cette colonne."
            )
            return False
        return bool(told) and stored is not None and int(told) != stored.revision

    def _hang(self, lines: list[Line]) -> None:
        """A parent named by the number of a row that is new."""
        fresh = {line.content.number: line.slug for line in lines if line.row is None and line.content.number}
        for line in lines:
            if line.content.parent in fresh and line.content.parent not in self.stored:
                line.content = replace(line.content, parent=fresh[line.content.parent])

    def _keep(self, line: Line) -> None:
        differing = contents.differing(line.old, line.content)
        if line.row is not None and not differing:
            self.found.unchanged += 1
            return
        line.changes = tuple(_change(name, line, self.organisations) for name in differing)
        self.found.lines.append(line)

    def judge(self) -> None:
        """What each row that changes may say, with the framework as it will be."""
        written = {line.slug: line.content for line in self.found.lines}
        ground, known = self.ground.with_contents(written), Known.named_in(list(written.values()))
        for line in self.found.lines:
            changed = contents.NAMES if line.row is None else contents.differing(line.old, line.content)
            for fault in rules.faults(line.content, line.slug, ground, known, changed=changed):
                self._wrong(line.number, self._rank(line.number, fault), fault.sentence)
        self.found.errors.sort(key=lambda error: _order(error.cell))

    def _rank(self, number: int, fault: rules.Fault) -> int:
        """The column where the fault was typed: of several roles, the one whose cell holds what is told."""
        ranks = [rank for rank, column in self.columns.items() if column.field == fault.field]
        row = self.by_line[number]
        holding = (
            rank
            for rank in ranks
            if any(f"«\u202f{one}\u202f»" in fault.sentence for one in parts(self._cell(row, rank)))
        )
        return next(holding, ranks[0] if ranks else max(self.address, 0))

    def _cell(self, row: list[str], rank: int) -> str:
        return row[rank].strip() if 0 <= rank < len(row) else ""

    def _wrong(self, number: int, rank: int, sentence: str) -> None:
        self.found.errors.append(CellError(f"{self.found.sheet}!{xl_col_to_name(max(rank, 0))}{number}", sentence))


def _change(name: str, line: Line, known: Mapping[str, str]) -> Change:
    before, after = (contents.words(name, getattr(one, name), known) for one in (line.old, line.content))
    return Change(LABELS[name], before, after)


def _order(cell: str) -> tuple[int, int, str]:
    column = cell.rpartition("!")[2]
    letters = column.rstrip("0123456789")
    return (int(column[len(letters) :]), len(letters), letters)
