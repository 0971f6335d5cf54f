"""Figures that the README claims about the journal."""

from __future__ import annotations

import time
import tracemalloc

import pytest

from tenir.core.journal.tests.builders import write_chain
from tenir.core.journal.verify import stored_rows, verify

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.alone
def test_hundred_thousand_rows_verify_in_thirty_seconds(record_property: pytest.RecordProperty) -> None:
    head = write_chain(100_000)
    start = time.perf_counter()
    report = verify(head)
    took = time.perf_counter() - start
    record_property("seconds", round(took, 2))
    print(f"100 000 rows verified in {took:.1f} s")  # noqa: T201
    assert (report.head.count, report.broken) == (100_000, None)
    assert took < 30


def test_memory_does_not_grow_with_the_journal() -> None:
    write_chain(20_000)
    tracemalloc.start()
    for _ in stored_rows():
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # One page of 2 000 rows, and the page before it not yet given back; 20 000 rows at once take about 40 MB.
    assert peak < 12 * 1024 * 1024
