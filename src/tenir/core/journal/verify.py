"""Checks the chain row by row, and says in French which row is the first broken one and what is wrong with it.

Alone, the chain shows any change that was not followed by recomputing every hash after it. Against a head published
earlier (count and hash), it also shows a cut tail and a chain rebuilt up to the end. What no chain can show: a false
event properly appended after the last published head; hence the advice to publish the head often.

Rows come in pages ordered by rank, never all at once: memory is constant, and on SQLite the read lock is given back
between two pages, so that a long verification does not stand in the way of writers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from django.db import DatabaseError
from django.db.models import TextField
from django.db.models.functions import Cast

from tenir.core.journal.chain import Head
from tenir.core.journal.hashing import FIELDS, GENESIS, NotStorable, RowHash, row_hash, storable
from tenir.core.journal.models import Entry

PAGE = 2000
COLUMNS = (*FIELDS, "previous_hash", "hash")
# As both databases print an instant in UTC; six decimals at most, so that no digit escapes the hash.
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?(\+00)?", re.ASCII)

RawRow = tuple[Any, ...]


class Trouble(StrEnum):
    """What can be wrong with a row."""

    MISSING = "rang manquant"
    DUPLICATE = "rang en double"
    UNREADABLE = "ligne illisible"
    CONTENT = "contenu altéré"
    HASH = "empreinte fausse"
    LINK = "lien rompu"
    CUT = "fin coupée"
    REBUILT = "chaîne reconstruite"


@dataclass(frozen=True)
class Break:
    """The first broken row: its rank, what is wrong, and the sentence that a person reads."""

    sequence: int
    trouble: Trouble
    sentence: str


@dataclass(frozen=True)
class Report:
    """What was verified: `head` of the sound part, the first break if any, and where the clock first went back."""

    head: Head
    broken: Break | None = None
    # Not a break (a machine's clock may be set back, and the hash covers `at`), but worth a look.
    clock_back_at: int | None = None


class _Unreadable(ValueError):
    """A row that no part of Tenir can have written."""


def verify(published: Head | None = None, *, row_hash: RowHash = row_hash, page: int = PAGE) -> Report:
    """Verify the whole journal, against a published head when one is given; stops at the first broken row."""
    Entry.objects.exists()  # a base that does not answer, or has no journal, is an error and not a broken row
    report = check(stored_rows(page), published, row_hash=row_hash)
    if report.broken is None and _hidden(report.head.count):
        sentence = f"un rang inférieur ou égal à {report.head.count} est porté par plusieurs lignes."
        return Report(report.head, Break(report.head.count, Trouble.DUPLICATE, sentence))
    return report


def check(rows: Iterable[RawRow], published: Head | None = None, *, row_hash: RowHash = row_hash) -> Report:
    """Verify rows given in the order of their ranks, each with the `COLUMNS` as the database stores them."""
    walk = _Walk(row_hash, published)
    remaining = iter(rows)
    try:
        for raw in remaining:
            broken = walk.step(raw, remaining)
            if broken:
                return walk.report(broken)
    except DatabaseError as error:
        return walk.report(_not_returned(walk.count, error))
    return walk.report(walk.against_head())


def stored_rows(page: int = PAGE, *, after: Any = None) -> Iterator[RawRow]:
    """Rows by rank, JSON and instants as stored text: what was altered must be seen as it is, not as it is parsed."""
    while True:
        rows, after = _page(after, page)
        yield from rows
        if after is None:
            return


class _Walk:
    """The chain up to the last sound row."""

    def __init__(self, row_hash: RowHash, published: Head | None) -> None:
        self.row_hash = row_hash
        self.published = published
        self.count = 0
        self.hash = GENESIS
        self.at: datetime | None = None
        self.clock_back_at: int | None = None

    def step(self, raw: RawRow, following: Iterator[RawRow]) -> Break | None:
        """Take one row in, or say what is wrong with it; `following` is only looked at to say it better."""
        rank = _rank_trouble(raw[0], self.count + 1)
        if rank:
            return rank
        try:
            row = readable(raw)
        except _Unreadable as error:
            return Break(raw[0], Trouble.UNREADABLE, f"le rang {raw[0]} est illisible\u202f: {error}.")
        own = self._seal(row, row["previous_hash"])
        if own != row["hash"] or row["previous_hash"] != self.hash:
            return self._diagnose(row, own, self._sealed_by(following, row["sequence"]))
        return self._accept(row)

    def report(self, broken: Break | None) -> Report:
        """What is known at this point."""
        return Report(Head(self.count, self.hash, self.at), broken, self.clock_back_at)

    def against_head(self) -> Break | None:
        """A journal that ends before the published head."""
        if self.published is None or self.published.count <= self.count:
            return None
        sentence = (
            f"le journal s'arrête au rang {self.count}, mais la tête publiée en compte {self.published.count}\u202f: "
            "la fin a été coupée."
        )
        return Break(self.count + 1, Trouble.CUT, sentence)

    def _accept(self, row: dict[str, Any]) -> Break | None:
        if self.at is not None and row["at"] < self.at and self.clock_back_at is None:
            self.clock_back_at = row["sequence"]
        self.count, self.hash, self.at = row["sequence"], row["hash"], row["at"]
        if self.published and self.published.count == self.count and self.published.hash != self.hash:
            sentence = (
                f"la chaîne se tient, mais le rang {self.count} n'a pas l'empreinte publiée\u202f: "
                "le journal a été reconstruit à ce rang ou avant."
            )
            return Break(self.count, Trouble.REBUILT, sentence)
        return None

    def _seal(self, row: dict[str, Any], previous_hash: str) -> str:
        return self.row_hash(row, previous_hash=previous_hash)

    def _sealed_by(self, following: Iterator[RawRow], sequence: int) -> str | None:
        """The hash of row `sequence` as witnessed elsewhere: by the published head, or by the row that follows."""
        if self.published and self.published.count == sequence:
            return self.published.hash
        try:
            after = next(following, None)
        except DatabaseError:
            return None
        return after[-2] if after and after[0] == sequence + 1 else None

    def _diagnose(self, row: dict[str, Any], own: str, witness: str | None) -> Break:
        rank = row["sequence"]
        if row["previous_hash"] == self.hash:
            return _content_or_hash(rank, row["hash"], own, witness)
        if own == row["hash"]:
            return _unlinked(rank, witness_agrees=witness in (None, row["hash"]))
        if self._seal(row, self.hash) == row["hash"]:
            sentence = f"le lien du rang {rank} vers {_before(rank)} a été altéré\u202f; son contenu est intact."
            return Break(rank, Trouble.LINK, sentence)
        sentence = f"le rang {rank} porte le contenu d'une autre ligne, ou un contenu et un lien altérés."
        return Break(rank, Trouble.CONTENT, sentence)


def readable(raw: RawRow) -> dict[str, Any]:
    """The row as it is hashed, from what is stored; raises `ValueError` for what `chain.record` cannot have written."""
    row = dict(zip(COLUMNS, raw, strict=True))
    for name in COLUMNS:
        if name not in ("sequence", "before", "after") and not isinstance(row[name], str):
            raise _Unreadable(f"«\u202f{name}\u202f» n'est pas un texte")
    row["at"] = _instant(row["at"])
    row["before"] = _json("before", row["before"])
    row["after"] = _json("after", row["after"])
    return row


def _rank_trouble(found: Any, expected: int) -> Break | None:
    if type(found) is not int:  # SQLite keeps any type in any column
        sentence = f"le rang {expected} est attendu, une ligne porte un rang qui n'est pas un nombre entier."
        return Break(expected, Trouble.UNREADABLE, sentence)
    if found > expected:
        last = found - 1
        words = f"le rang {expected} manque" if last == expected else f"les rangs {expected} à {last} manquent"
        return Break(expected, Trouble.MISSING, f"{words}\u202f: supprimés, ou renumérotés.")
    if found < expected:
        words = "le rang {} est porté deux fois." if found > 0 else "une ligne porte le rang {}, avant le premier."
        return Break(found, Trouble.DUPLICATE, words.format(found))
    return None


def _content_or_hash(rank: int, stored: str, own: str, witness: str | None) -> Break:
    if witness == own:
        sentence = f"l'empreinte du rang {rank} a été altérée\u202f; son contenu est intact."
        return Break(rank, Trouble.HASH, sentence)
    if witness == stored:
        sentence = f"le contenu du rang {rank} a été altéré\u202f: il ne donne plus l'empreinte gardée."
        return Break(rank, Trouble.CONTENT, sentence)
    sentence = f"le contenu ou l'empreinte du rang {rank} a été altéré\u202f: l'un ne donne pas l'autre."
    return Break(rank, Trouble.CONTENT, sentence)


def _unlinked(rank: int, *, witness_agrees: bool) -> Break:
    """A row sound in itself that does not hold the hash of the row before: one of the two was rewritten."""
    if rank == 1:
        sentence = "le rang 1 garde l'empreinte d'un rang précédent\u202f: le début a été coupé ou réécrit."
        return Break(1, Trouble.LINK, sentence)
    if witness_agrees:
        sentence = (
            f"le rang {rank - 1} a été réécrit, et peut-être d'autres avant lui\u202f: "
            f"le rang {rank} garde l'empreinte de ce qu'il était."
        )
        return Break(rank - 1, Trouble.LINK, sentence)
    sentence = f"le rang {rank} a été réécrit\u202f: il n'est lié ni au rang {rank - 1} ni au rang {rank + 1}."
    return Break(rank, Trouble.LINK, sentence)


def _before(rank: int) -> str:
    return "le début" if rank == 1 else f"le rang {rank - 1}"


def _not_returned(count: int, error: DatabaseError) -> Break:
    # Only the kind of error: its text may quote the row.
    sentence = f"la base ne rend pas la ligne qui suit le rang {count} ({type(error).__name__})."
    return Break(count + 1, Trouble.UNREADABLE, sentence)


def _instant(stored: str) -> datetime:
    if not _INSTANT.fullmatch(stored):
        raise _Unreadable("la date n'est pas écrite comme Tenir l'écrit")
    try:
        return datetime.fromisoformat(stored).replace(tzinfo=UTC)
    except ValueError as error:
        raise _Unreadable("la date n'existe pas") from error


def _json(name: str, stored: Any) -> Any:
    if stored is None:
        return None
    try:
        value = _decode(stored)
    except (TypeError, ValueError, RecursionError) as error:
        raise _Unreadable(f"«\u202f{name}\u202f» n'est pas ce que Tenir écrit") from error
    if value is None:  # absent is NULL: the word `null` would read the same and was put there by somebody else
        raise _Unreadable(f"«\u202f{name}\u202f» n'est pas ce que Tenir écrit")
    return value


def _decode(stored: str) -> Any:
    return storable(_decoder.decode(stored))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotStorable("the same key twice: readers would not agree on its value")
    return found


def _no_float(digits: str) -> Any:
    raise NotStorable(f"{digits} is not written as the journal writes numbers")


_decoder = json.JSONDecoder(object_pairs_hook=_once, parse_float=_no_float, parse_constant=_no_float)


def _page(after: Any, size: int) -> tuple[Iterable[RawRow], Any]:
    """One page and the rank to go on from, None at the end."""
    try:
        rows = list(_raw().filter(**({} if after is None else {"sequence__gt": after}))[:size])
    except DatabaseError:
        if size == 1:
            raise
        # SQLite refuses the whole page for one row that is not UTF-8: go row by row to name it.
        return stored_rows(1, after=after), None
    return rows, rows[-1][0] if len(rows) == size else None


def _raw() -> Any:
    return (
        Entry.objects.annotate(
            at_text=Cast("at", TextField()),
            before_text=Cast("before", TextField()),
            after_text=Cast("after", TextField()),
        )
        .order_by("sequence")
        .values_list(*(f"{name}_text" if name in ("at", "before", "after") else name for name in COLUMNS))
    )


def _hidden(last: int) -> bool:
    """Whether more rows than ranks lie up to `last`: only where somebody removed the primary key."""
    return Entry.objects.exclude(sequence__gt=last).count() != last
