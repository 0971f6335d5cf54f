"""Adding to the journal, and its head.

One writer at a time: SQLite's write lock (`BEGIN IMMEDIATE`) on one side, an advisory lock held to the end of the
transaction on the other. So `sequence` has no holes and an aborted transaction leaves no trace.

PostgreSQL gives the lock back after the commit is visible, and at READ COMMITTED (Django's default) the head is read
by a statement that starts after the lock was taken, so it sees the row of the writer before. At a stricter isolation
the primary key on `sequence` would refuse the second writer: an error, never a fork. Record last in an action: the
lock is held to the end of its transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, models, transaction
from django.utils import timezone

from tenir.core.disclosure import snapshot
from tenir.core.journal.hashing import GENESIS, row_hash, storable, text
from tenir.core.journal.models import Entry, Outcome

if TYPE_CHECKING:
    from tenir.core.actions import Actor

# Any constant does, as long as nothing else of Tenir takes the same advisory lock: "tenir" in ASCII.
_ADVISORY_LOCK = 0x74656E6972
# Text columns and their lengths (None: no limit).
_TEXTS = {
    name: getattr(Entry._meta.get_field(name), "max_length", None)
    for name in ("actor", "verb", "outcome", "object_type", "object_id", "reason")
}
_watched: ContextVar[Watched | None] = ContextVar("watched", default=None)


@dataclass
class Watched:
    """What an action recorded so far, its inner actions included; `is_outermost`: no other action is round it."""

    is_outermost: bool
    anything: bool = False
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Head:
    """The last row: how many rows there are, the hash that stands for all of them, and when it was written."""

    count: int
    hash: str
    at: datetime | None = None


@dataclass(frozen=True)
class Event:
    """What an action tells of one object; `on` must be saved, so that it has its identifier."""

    verb: str
    on: models.Model | None = None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    reason: str = ""
    outcome: str = Outcome.DONE


def head() -> Head:
    """Count and hash of the last row; an empty journal has the genesis hash."""
    last = Entry.objects.order_by("-sequence").values_list("sequence", "hash", "at").first()
    return Head(*last) if last else Head(0, GENESIS)


def head_hash() -> str:
    """The head's hash alone, in plain SQL: every public page asks, and building the query would cost more than it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT hash FROM journal_entry ORDER BY sequence DESC LIMIT 1")
        last = cursor.fetchone()
    return str(last[0]) if last else GENESIS


def created(verb: str, instance: models.Model, *, reason: str = "") -> Event:
    """The event of a new row, with its journalled fields as they now are."""
    return Event(verb, on=instance, after=snapshot(instance), reason=reason)


def changed(verb: str, instance: models.Model, *, before: dict[str, Any], reason: str = "") -> Event:
    """The event of an amended row: `before` is the `snapshot` taken before; only what differs is kept."""
    after = snapshot(instance)
    names = [name for name in after if after[name] != before.get(name)]
    return Event(
        verb,
        on=instance,
        before={name: before.get(name) for name in names},
        after={name: after[name] for name in names},
        reason=reason,
    )


def record(event: Event, *, by: Actor) -> Entry:
    """Append one event. Must run inside the transaction of the write that it tells."""
    return record_all([event], by=by)[0]


def record_all(events: Iterable[Event], *, by: Actor) -> list[Entry]:
    """Append events in their order, in one insert."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("journal events belong inside the transaction of their write")
    _lock()
    entries = list(_linked(events, by=by))
    Entry.objects.bulk_create(entries, batch_size=500)
    _note(entries)
    return entries


def nothing_to_record() -> None:
    """Said by an action that found everything already as asked: repeating it is allowed and leaves no event."""
    _note([], anything=True)


@contextmanager
def watch() -> Iterator[Watched]:
    """Yield what is recorded from now on; used by `@action`."""
    outer = _watched.get()
    mine = Watched(is_outermost=outer is None)
    token = _watched.set(mine)
    try:
        yield mine
    finally:
        _watched.reset(token)
    # Only here: what an action recorded before it failed was rolled back, and is no event of the one around it.
    _note(mine.entries, anything=mine.anything)


def _note(entries: list[Entry], *, anything: bool = False) -> None:
    watched = _watched.get()
    if watched is not None:
        watched.anything |= anything or bool(entries)
        watched.entries += entries


def _lock() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ADVISORY_LOCK])


def _linked(events: Iterable[Event], *, by: Actor) -> Iterator[Entry]:
    last = head()
    sequence, previous = last.count, last.hash
    for event in events:
        sequence += 1
        row = _row(event, sequence=sequence, actor=by.identifier)
        digest = row_hash(row, previous_hash=previous)
        yield Entry(**row, previous_hash=previous, hash=digest)
        previous = digest


def _row(event: Event, *, sequence: int, actor: str) -> dict[str, Any]:
    row = {
        "sequence": sequence,
        "at": timezone.now(),
        "actor": actor,
        "verb": event.verb,
        "outcome": event.outcome,
        "object_type": event.on._meta.label_lower if event.on is not None else "",
        "object_id": str(event.on.pk) if event.on is not None else "",
        "before": storable(event.before),
        "after": storable(event.after),
        "reason": event.reason,
    }
    # SQLite would take any length: the hash would then hold on one database only.
    return row | {name: text(row[name], longest=longest) for name, longest in _TEXTS.items()}
