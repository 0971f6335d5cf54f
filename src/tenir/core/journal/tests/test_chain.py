"""Adding to the journal, alone and with others writing at once."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import close_old_connections, connection, transaction
from django.db.transaction import TransactionManagementError

from tenir.core.actions import System
from tenir.core.journal import chain
from tenir.core.journal.hashing import GENESIS
from tenir.core.journal.models import Entry, JournalIsAppendOnly
from tenir.core.journal.tests.builders import write_chain
from tenir.core.journal.verify import verify

ME = System("test")


@pytest.mark.django_db
def test_records_follow_one_another() -> None:
    with transaction.atomic():
        chain.record_all([chain.Event("a.one"), chain.Event("a.two")], by=ME)
        last = chain.record(chain.Event("a.three"), by=ME)
    assert list(Entry.objects.values_list("sequence", "verb")) == [(1, "a.one"), (2, "a.two"), (3, "a.three")]
    assert chain.head() == chain.Head(3, last.hash, last.at)


@pytest.mark.django_db
def test_hash_of_the_head_alone_is_the_heads() -> None:
    assert chain.head_hash() == chain.head().hash == GENESIS
    write_chain(3)
    assert chain.head_hash() == chain.head().hash != GENESIS


@pytest.mark.django_db(transaction=True)
def test_record_outside_a_transaction_is_refused() -> None:
    with pytest.raises(TransactionManagementError):
        chain.record(chain.Event("a.one"), by=ME)


@pytest.mark.django_db
def test_orm_refuses_to_change_rows() -> None:
    write_chain(1)
    entry = Entry.objects.get()
    for attempt in (entry.save, entry.delete, Entry.objects.all().delete, lambda: Entry.objects.update(actor="x")):
        with pytest.raises(JournalIsAppendOnly):
            attempt()
    with pytest.raises(JournalIsAppendOnly):
        Entry.objects.bulk_update([entry], ["actor"])


@pytest.mark.django_db(transaction=True)
def test_aborted_transaction_leaves_no_trace() -> None:
    def abort() -> None:
        with transaction.atomic():
            chain.record(chain.Event("a.aborted"), by=ME)
            raise LookupError

    with pytest.raises(LookupError):
        abort()
    with transaction.atomic():
        chain.record(chain.Event("a.kept"), by=ME)
    assert list(Entry.objects.values_list("sequence", "verb")) == [(1, "a.kept")]


def at_once(work: Callable[[int], None], times: int) -> None:
    """Run `work` in as many threads, each with its own connection."""
    start, troubles = threading.Barrier(times), []

    def run(number: int) -> None:
        try:
            start.wait()
            work(number)
        except Exception as error:
            troubles.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    assert troubles == []


def write_and_sometimes_abort(number: int) -> None:
    for turn in range(10):
        try:
            with transaction.atomic():
                chain.record_all([chain.Event(f"writer.{number}"), chain.Event(f"writer.{number}")], by=ME)
                if turn % 3 == 0:
                    raise LookupError
        except LookupError:
            continue


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_leave_no_hole_and_no_fork() -> None:
    at_once(write_and_sometimes_abort, times=6)
    # Six writers, ten turns of two events, four turns of each aborted.
    assert verify().head.count == 6 * 6 * 2
    assert verify().broken is None


# On SQLite the write lock is the database's own and cannot be taken away.
@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_writers_at_once_collide(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard of the test above: were the lock not needed, this would pass without it."""
    monkeypatch.setattr(chain, "_lock", lambda: None)
    with pytest.raises(AssertionError, match="IntegrityError"):
        at_once(write_and_sometimes_abort, times=6)


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_sqlite_transaction_takes_the_write_lock_at_its_start() -> None:
    """A reader that would become a writer later could otherwise read a head that is no more the last row."""
    connection.ensure_connection()
    seen: list[str] = []
    connection.connection.set_trace_callback(seen.append)
    with transaction.atomic():
        pass
    connection.connection.set_trace_callback(None)
    assert seen[0] == "BEGIN IMMEDIATE"
