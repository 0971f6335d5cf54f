"""Every kind of tampering that we could think of, as direct SQL, from a source of chance and the chain's length."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from tenir.core.journal.hashing import GENESIS, RowHash
from tenir.core.journal.models import Entry
from tenir.core.journal.tests.builders import as_json, rehash, row, run
from tenir.core.journal.verify import COLUMNS, stored_rows


@dataclass(frozen=True)
class Tampering:
    """What to do to the table; `needs_head` when the chain alone cannot show it."""

    name: str
    run: Callable[[random.Random, int, RowHash], None]
    needs_head: bool = False
    vendor: str = ""


def set_column(column: str, value: Any, sequence: int) -> None:
    """One column of one row."""
    run(f'UPDATE journal_entry SET "{column}" = %s WHERE sequence = %s', value, sequence)


def text_of(column: str) -> Callable[..., None]:
    """Another text in a column."""

    def alter(chance: random.Random, count: int, row_hash: RowHash) -> None:
        sequence = chance.randint(1, count)
        old = Entry.objects.values_list(column, flat=True).get(sequence=sequence)
        others = [old + " ", old + "x", old.upper(), old[1:], "", old.replace("e", "é"), old[::-1]]
        # `outcome` holds ten characters on PostgreSQL.
        fitting = [other[:10] if column == "outcome" else other for other in others]
        set_column(column, chance.choice([other for other in fitting if other != old]), sequence)

    return alter


def instant(chance: random.Random, count: int, row_hash: RowHash) -> None:
    """Another moment, be it by a microsecond or by an hour of time zone."""
    sequence = chance.randint(1, count)
    at = row(sequence)["at"]
    moved = [
        at.replace(microsecond=at.microsecond + 1),
        at.replace(microsecond=0),
        at.replace(hour=at.hour - 1),
        at.replace(year=2018),
        at.replace(second=59),
    ]
    set_column("at", chance.choice(moved).replace(tzinfo=None).isoformat(" ") + _utc(), sequence)


def _utc() -> str:
    return "+00" if connection.vendor == "postgresql" else ""


def json_of(column: str) -> Callable[..., None]:
    """Another JSON value, often one that looks the same."""

    def alter(chance: random.Random, count: int, row_hash: RowHash) -> None:
        sequence = chance.randint(1, count)
        old = row(sequence)[column]
        others = [as_json(other) for other in _lookalikes(old)] + [None if old is not None else "{}"]
        set_column(column, chance.choice(others), sequence)

    return alter


def _lookalikes(old: Any) -> list[Any]:
    """Values that are not `old` though a careless check would take some of them for it."""
    if old is None:
        return [{}, "", [], 0, False, None, "null"]
    count = old["count"]
    changed: list[dict[str, Any]] = [
        {**old, "count": str(count)},
        {**old, "count": float(count)},
        {**old, "count": -count},
        {**old, "count": 10**30},
        {**old, "late": int(old["late"])},
        {**old, "late": str(old["late"]).lower()},
        {**old, "": None},
        {**old, "count ": count},
        {key: value for key, value in old.items() if key != "late"},
        {**old, "late": None},
    ]
    if "title" in old:
        title = old["title"]
        changed += [{**old, "title": unicodedata.normalize("NFD", title)}, {**old, "title": title + "\u200b"}]
        changed += [{**old, "lines": [428, 427, {}]}, {**old, "lines": [427, 428, []]}, {**old, "lines": [427, 428]}]
    return [*changed, None, {}, [old], as_json(old)]


def digest_of(column: str) -> Callable[..., None]:
    """Another hash in one of the two columns of hashes."""

    def alter(chance: random.Random, count: int, row_hash: RowHash) -> None:
        sequence = chance.randint(1, count)
        old = Entry.objects.values_list(column, flat=True).get(sequence=sequence)
        place = chance.randrange(64)
        digit = chance.choice([d for d in "0123456789abcdef" if d != old[place]])
        others = [old[:place] + digit + old[place + 1 :], old[:-1], "f" * 64, "", "F" + old[1:]]
        set_column(column, chance.choice(others), sequence)

    return alter


def delete_first(chance: random.Random, count: int, row_hash: RowHash) -> None:
    run("DELETE FROM journal_entry WHERE sequence <= %s", chance.randint(1, count - 1))


def delete_middle(chance: random.Random, count: int, row_hash: RowHash) -> None:
    first = chance.randint(2, count - 1)
    run("DELETE FROM journal_entry WHERE sequence BETWEEN %s AND %s", first, chance.randint(first, count - 1))


def cut_tail(chance: random.Random, count: int, row_hash: RowHash) -> None:
    run("DELETE FROM journal_entry WHERE sequence > %s", chance.randint(0, count - 1))


def delete_and_renumber(chance: random.Random, count: int, row_hash: RowHash) -> None:
    gone = chance.randint(1, count - 1)
    run("DELETE FROM journal_entry WHERE sequence = %s", gone)
    for sequence in range(gone + 1, count + 1):
        set_column("sequence", sequence - 1, sequence)


def delete_renumber_and_rehash(chance: random.Random, count: int, row_hash: RowHash) -> None:
    """As above, each row with a right hash of its own, but the links as they were."""
    delete_and_renumber(chance, count, row_hash)
    _rehash_what_changed(count - 1, row_hash)


def _rehash_what_changed(count: int, row_hash: RowHash) -> None:
    for sequence in range(1, count + 1):
        rehash(sequence, row_hash=row_hash)


def renumber(chance: random.Random, count: int, row_hash: RowHash) -> None:
    first = chance.randint(1, count)
    for sequence in range(count, first - 1, -1):
        set_column("sequence", sequence + 1, sequence)


def swap(chance: random.Random, count: int, row_hash: RowHash) -> None:
    one, other = chance.sample(range(1, count + 1), 2)
    for old, new in ((one, -1), (other, one), (-1, other)):
        set_column("sequence", new, old)


def swap_contents(chance: random.Random, count: int, row_hash: RowHash) -> None:
    """The two rows keep their ranks, links and hashes."""
    one, other = chance.sample(range(1, count + 1), 2)
    run(
        'UPDATE journal_entry AS mine SET "after" = theirs."after", "at" = theirs."at" FROM'
        " (SELECT * FROM journal_entry) AS theirs WHERE (mine.sequence = %s AND theirs.sequence = %s)"
        " OR (mine.sequence = %s AND theirs.sequence = %s)",
        one, other, other, one,
    )  # fmt: skip


def insert_forged(chance: random.Random, count: int, row_hash: RowHash) -> None:
    """A copy before the first row, or after the last one without its link."""
    _copy(chance.randint(1, count), chance.choice([0, -chance.randint(1, 99), count + 1, count + 2]))


def insert_between(chance: random.Random, count: int, row_hash: RowHash) -> None:
    """A copy in the middle, the followers pushed on."""
    place = chance.randint(1, count)
    for sequence in range(count, place - 1, -1):
        set_column("sequence", sequence + 1, sequence)
    _copy(chance.choice([s for s in range(1, count + 2) if s != place]), place)


def _copy(sequence: int, to: int) -> None:
    others = ", ".join(f'"{name}"' for name in COLUMNS if name not in ("sequence", "hash"))
    # The column of hashes is unique: the copy gets the same digits, turned by one.
    run(
        f'INSERT INTO journal_entry ("sequence", {others}, "hash") SELECT {to}, {others},'
        f' substr("hash", 2) || substr("hash", 1, 1) FROM journal_entry WHERE sequence = {sequence}'
    )


def rewrite_row(chance: random.Random, count: int, row_hash: RowHash) -> None:
    """A row with another content and a right hash for it; its follower still seals what it was."""
    _rewrite(chance.randint(1, count - 1), row_hash)


def rewrite_last(chance: random.Random, count: int, row_hash: RowHash) -> None:
    """No follower speaks against it: only a published head does."""
    _rewrite(count, row_hash)


def _rewrite(sequence: int, row_hash: RowHash) -> None:
    set_column("after", as_json({**row(sequence)["after"], "count": 999_999}), sequence)
    set_column("at", "2019-02-02 02:02:02.020202" + _utc(), sequence)
    set_column("reason", "Réécrit", sequence)
    rehash(sequence, row_hash=row_hash)


def rebuild(chance: random.Random, count: int, row_hash: RowHash) -> None:
    """A chain that holds, from a row on, but is another one."""
    first = chance.randint(1, count)
    _rewrite(first, row_hash)
    hashes = {raw[0]: raw[-1] for raw in stored_rows()}
    previous = hashes.get(first - 1, GENESIS)
    for sequence in range(first, count + 1):
        previous = rehash(sequence, row_hash=row_hash, previous_hash=previous)


def rebuild_shorter(chance: random.Random, count: int, row_hash: RowHash) -> None:
    """A row taken out, the followers renumbered and chained again, an event added to keep the count."""
    gone = chance.randint(1, count - 1)
    run("DELETE FROM journal_entry WHERE sequence = %s", gone)
    for sequence in range(gone + 1, count + 1):
        set_column("sequence", sequence - 1, sequence)
    _copy(count - 1, count)
    hashes = {raw[0]: raw[-1] for raw in stored_rows()}
    previous = hashes.get(gone - 1, GENESIS)
    for sequence in range(gone, count + 1):
        previous = rehash(sequence, row_hash=row_hash, previous_hash=previous)


def rebuild_part(chance: random.Random, count: int, row_hash: RowHash) -> None:
    """Some rows rewritten and chained again, but not up to the end."""
    first = chance.randint(1, count - 1)
    last = chance.randint(first, count - 1)
    _rewrite(first, row_hash)
    hashes = {raw[0]: raw[-1] for raw in stored_rows()}
    previous = hashes.get(first - 1, GENESIS)
    for sequence in range(first, last + 1):
        previous = rehash(sequence, row_hash=row_hash, previous_hash=previous)


def odd_type(chance: random.Random, count: int, row_hash: RowHash) -> None:
    """What only SQLite lets in: bytes, text that is not UTF-8, other types, JSON with a key twice."""
    sequence = chance.randint(1, count)
    column, value = chance.choice(
        [
            ("actor", b"user:1"),
            ("sequence", sequence + 0.5),
            ("sequence", "douze"),
            ("at", "hier"),
            ("at", row(sequence)["at"].replace(tzinfo=None).isoformat(" ") + "9"),
            ("at", "2019-13-45 00:00:00"),
            ("at", 5),
            ("after", '{"count": 1, "count": 2}'),
            ("after", '{"count": 1e0}'),
            ("hash", b"0"),
        ]
    )
    set_column(column, value, sequence)


def not_utf8(chance: random.Random, count: int, row_hash: RowHash) -> None:
    column = chance.choice(["actor", "reason", "hash"])
    run(f"UPDATE journal_entry SET {column} = CAST(X'fffe' AS TEXT) WHERE sequence = %s", chance.randint(1, count))


def infinite(chance: random.Random, count: int, row_hash: RowHash) -> None:
    """Moments that only PostgreSQL knows."""
    set_column(
        "at", chance.choice(["infinity", "-infinity", "12019-01-01+00", "0044-03-15 BC"]), chance.randint(1, count)
    )


TEXTS = ("actor", "verb", "outcome", "object_type", "object_id", "reason")
KINDS = (
    *(Tampering(f"text of {name}", text_of(name)) for name in TEXTS),
    Tampering("instant", instant),
    Tampering("json of before", json_of("before")),
    Tampering("json of after", json_of("after")),
    Tampering("hash only", digest_of("hash")),
    Tampering("previous hash only", digest_of("previous_hash")),
    Tampering("delete first", delete_first),
    Tampering("delete middle", delete_middle),
    Tampering("delete and renumber", delete_and_renumber),
    Tampering("delete, renumber and rehash", delete_renumber_and_rehash),
    Tampering("renumber", renumber),
    Tampering("swap", swap),
    Tampering("swap contents", swap_contents),
    Tampering("insert forged", insert_forged),
    Tampering("insert between", insert_between),
    Tampering("rewrite row", rewrite_row),
    Tampering("rebuild part", rebuild_part),
    Tampering("rewrite last", rewrite_last, needs_head=True),
    Tampering("rebuild", rebuild, needs_head=True),
    Tampering("rebuild shorter", rebuild_shorter, needs_head=True),
    Tampering("cut tail", cut_tail, needs_head=True),
    Tampering("odd type", odd_type, vendor="sqlite"),
    Tampering("not UTF-8", not_utf8, vendor="sqlite"),
    Tampering("infinite", infinite, vendor="postgresql"),
)
