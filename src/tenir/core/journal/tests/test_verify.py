"""Which row is named, and what is said of it."""

from __future__ import annotations

import pytest
from django.test.utils import CaptureQueriesContext

from tenir.core.journal import hashing
from tenir.core.journal.chain import Head
from tenir.core.journal.hashing import GENESIS
from tenir.core.journal.tests.builders import become_owner_of_the_database, rehash, run, write_chain
from tenir.core.journal.tests.tamperings import set_column
from tenir.core.journal.verify import Break, Trouble, check, stored_rows, verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def published() -> Head:
    """Six sound rows that a test may tamper with."""
    become_owner_of_the_database()
    return write_chain(6)


def broken(published: Head | None = None) -> tuple[int, Trouble]:
    """Rank and trouble of the first break."""
    found = verify(published).broken
    assert isinstance(found, Break)
    return found.sequence, found.trouble


def test_sound_chain_gives_its_head(published: Head) -> None:
    report = verify(published)
    assert (report.head.count, report.head.hash, report.broken) == (6, published.hash, None)


def test_empty_journal_is_sound() -> None:
    assert verify().head == Head(0, GENESIS)
    assert verify(Head(0, GENESIS)).broken is None


def test_altered_content_is_named(published: Head) -> None:
    set_column("reason", "autre", 3)
    found = verify().broken
    assert found == Break(
        3, Trouble.CONTENT, "le contenu du rang 3 a été altéré\u202f: il ne donne plus l'empreinte gardée."
    )


def test_altered_hash_is_told_from_altered_content(published: Head) -> None:
    set_column("hash", "a" * 64, 3)
    assert broken() == (3, Trouble.HASH)


def test_last_row_is_told_by_the_published_head(published: Head) -> None:
    set_column("hash", "a" * 64, 6)
    assert broken(published) == (6, Trouble.HASH)
    assert broken() == (6, Trouble.CONTENT)


def test_altered_link_is_named(published: Head) -> None:
    set_column("previous_hash", "a" * 64, 4)
    assert broken() == (4, Trouble.LINK)


def test_missing_first_middle_and_several_rows_are_named(published: Head) -> None:
    run("DELETE FROM journal_entry WHERE sequence IN (3, 4)")
    assert verify().broken == Break(3, Trouble.MISSING, "les rangs 3 à 4 manquent\u202f: supprimés, ou renumérotés.")
    run("DELETE FROM journal_entry WHERE sequence = 1")
    assert broken() == (1, Trouble.MISSING)


def test_row_rewritten_with_its_hash_is_named_not_its_follower(published: Head) -> None:
    set_column("reason", "autre", 3)
    rehash(3, row_hash=hashing.row_hash)
    assert broken() == (3, Trouble.LINK)


def test_rewritten_last_row_needs_the_head(published: Head) -> None:
    set_column("reason", "autre", 6)
    rehash(6, row_hash=hashing.row_hash)
    assert verify().broken is None
    assert broken(published) == (6, Trouble.REBUILT)


def test_cut_tail_needs_the_head(published: Head) -> None:
    run("DELETE FROM journal_entry WHERE sequence > 4")
    assert verify().broken is None
    assert broken(published) == (5, Trouble.CUT)


def test_journal_emptied_needs_the_head(published: Head) -> None:
    run("DELETE FROM journal_entry")
    assert broken(published) == (1, Trouble.CUT)


def test_old_head_still_verifies_after_new_events(published: Head) -> None:
    third = next(raw for raw in stored_rows() if raw[0] == 3)
    assert verify(Head(3, third[-1])).broken is None


def test_duplicate_rank_is_named(published: Head) -> None:
    # The primary key forbids it in the table: given as rows.
    rows = list(stored_rows())
    found = check([*rows[:3], rows[2], *rows[3:]]).broken
    assert found is not None
    assert (found.sequence, found.trouble) == (3, Trouble.DUPLICATE)


def test_row_before_the_first_is_named(published: Head) -> None:
    set_column("sequence", 0, 2)
    assert broken() == (0, Trouble.DUPLICATE)


def test_key_order_and_spaces_are_no_tampering(published: Head) -> None:
    set_column("before", '{ "late" : false, "count": 4,\n"level": null}', 4)
    assert verify(published).broken is None


@pytest.mark.sqlite
def test_row_that_sqlite_cannot_decode_is_named(published: Head) -> None:
    run("UPDATE journal_entry SET reason = CAST(X'ff' AS TEXT) WHERE sequence = 5")
    found = verify().broken
    assert found is not None
    assert (found.sequence, found.trouble) == (5, Trouble.UNREADABLE)
    assert verify().head.count == 4


def test_clock_that_went_back_is_told_without_breaking() -> None:
    become_owner_of_the_database()
    write_chain(3)
    set_column("at", "2018-01-01 00:00:00", 2)
    link = rehash(2, row_hash=hashing.row_hash)
    rehash(3, row_hash=hashing.row_hash, previous_hash=link)
    report = verify()
    assert (report.broken, report.clock_back_at) == (None, 2)


def test_rows_are_read_by_pages(published: Head, django_assert_num_queries: CaptureQueriesContext) -> None:
    # Is the table there, six rows by pages of four, and the count that ends the verification.
    with django_assert_num_queries(4):
        assert verify(page=4).head.count == 6
