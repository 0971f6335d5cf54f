"""A thousand random tamperings of every kind, each undone before the next, all of them caught."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from django.db import connection

from tenir.core.journal import hashing
from tenir.core.journal.hashing import RowHash
from tenir.core.journal.tests.builders import become_owner_of_the_database, undone, write_chain
from tenir.core.journal.tests.tamperings import KINDS
from tenir.core.journal.verify import stored_rows, verify

pytestmark = pytest.mark.django_db
LENGTH = 6
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def survivors(times: int, *, row_hash: RowHash, seed: int) -> list[str]:
    """Names of the tamperings that the verification did not see."""
    chance = random.Random(seed)
    kinds = [kind for kind in KINDS if kind.vendor in ("", connection.vendor)]
    head = write_chain(LENGTH, row_hash=row_hash)
    sound = list(stored_rows())
    missed = []
    become_owner_of_the_database()
    for turn in range(times):
        kind = kinds[turn % len(kinds)]
        with undone():
            kind.run(chance, LENGTH, row_hash)
            assert _stored_now() != sound, f"{kind.name} changed nothing"
            published = head if kind.needs_head or chance.random() < 0.5 else None
            if verify(published, row_hash=row_hash).broken is None:
                missed.append(kind.name)
    assert verify(head, row_hash=row_hash).broken is None
    return missed


def _stored_now() -> object:
    """The rows, or None when one of them cannot even be read."""
    try:
        return list(stored_rows())
    except Exception:
        return None


def test_thousand_tamperings_are_all_caught() -> None:
    assert survivors(1000, row_hash=hashing.row_hash, seed=6057) == []


@pytest.mark.parametrize("ignored", [name for name in hashing.FIELDS if name != "sequence"])
def test_hash_that_ignores_a_field_lets_tamperings_through(ignored: str) -> None:
    def weakened(row: dict[str, object], *, previous_hash: str) -> str:
        return hashing.row_hash({**row, ignored: EPOCH if ignored == "at" else ""}, previous_hash=previous_hash)

    assert survivors(200, row_hash=weakened, seed=1) != []


def test_hash_that_ignores_the_row_before_lets_tamperings_through() -> None:
    def weakened(row: dict[str, object], *, previous_hash: str) -> str:
        return hashing.row_hash(row, previous_hash="")

    assert set(survivors(200, row_hash=weakened, seed=1)) >= {"rebuild"}
