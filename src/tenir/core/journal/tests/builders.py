"""Chains written straight into the table, and direct SQL on them: what the tests of the journal stand on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from tenir.core.journal import hashing
from tenir.core.journal.chain import Head
from tenir.core.journal.hashing import GENESIS, RowHash
from tenir.core.journal.models import Entry
from tenir.core.journal.verify import readable, stored_rows

START = datetime(2019, 1, 22, 9, 0, 0, 123456, tzinfo=UTC)


def row(sequence: int) -> dict[str, Any]:
    """An invented event, with something of every JSON type in it."""
    return {
        "sequence": sequence,
        "at": START + timedelta(minutes=sequence, microseconds=sequence),
        "actor": f"user:{sequence % 7}",
        "verb": "commitments.change",
        "outcome": "done",
        "object_type": "commitments.commitment",
        "object_id": str(sequence % 11),
        "before": None if sequence % 3 == 0 else {"level": None, "count": sequence, "late": False},
        "after": {"title": "Réussite éducative à l'été", "count": sequence + 1, "late": True, "lines": [427, 428, {}]},
        "reason": "Relu avec la préfecture",
    }


def write_chain(count: int, *, row_hash: RowHash = hashing.row_hash) -> Head:
    """`count` rows from rank 1, chained by `row_hash`; returns the head."""
    Entry.objects.bulk_create(_chained(count, row_hash), batch_size=500)
    return head()


def head() -> Head:
    """Count and hash as they are stored."""
    last = Entry.objects.order_by("-sequence").values_list("sequence", "hash").first()
    return Head(*last) if last else Head(0, GENESIS)


def rehash(sequence: int, *, row_hash: RowHash, previous_hash: str | None = None) -> str:
    """Give a row, as it now is, a hash of its own (and another link); returns the hash."""
    raw = next(found for found in stored_rows() if found[0] == sequence)
    values = readable(raw)
    link = values["previous_hash"] if previous_hash is None else previous_hash
    digest = row_hash(values, previous_hash=link)
    run("UPDATE journal_entry SET previous_hash = %s, hash = %s WHERE sequence = %s", link, digest, sequence)
    return digest


def run(sql: str, *parameters: Any) -> None:
    """One statement, past every guard of the ORM."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def as_json(value: Any) -> str:
    """What somebody would type to replace a JSON value."""
    return json.dumps(value, ensure_ascii=False)


def become_owner_of_the_database() -> None:
    """Do what the owner of the tables can and the application cannot: put the trigger to sleep, until rolled back."""
    if connection.vendor == "postgresql":
        run("ALTER TABLE journal_entry DISABLE TRIGGER USER")


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside leaves no trace."""
    mark = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(mark)


def _chained(count: int, row_hash: RowHash) -> Iterator[Entry]:
    previous = GENESIS
    for sequence in range(1, count + 1):
        values = row(sequence)
        digest = row_hash(values, previous_hash=previous)
        yield Entry(**values, previous_hash=previous, hash=digest)
        previous = digest
