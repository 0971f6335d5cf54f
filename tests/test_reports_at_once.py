"""Many at once: one effect for two sendings, one winner of two edits; and what happens without what holds it.

`make test-crash` sends a thousand times and edits two hundred times; here a tenth (`TENIR_KILLS` above 25).
"""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from tenir.core.journal.verify import verify
from tenir.core.people.models import User
from tenir.modules.commitments import tallies
from tenir.modules.commitments.actions import ReportedMeanwhile, reports
from tenir.modules.commitments.models import Framework, LevelRecord, ProgressReport
from tenir.modules.commitments.tests.reporting import Cast, report

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
WHOLE = int(os.environ.get("TENIR_KILLS", "25")) > 25
DOUBLES = 1000 if WHOLE else 100
EDITS = 200 if WHOLE else 20


def at_once(one: Callable[[int], str], times: int, hands: int = 2) -> list[Counter[str]]:
    """`one(number)` by as many hands at the same moment, again and again: what came of each time."""
    start, found = threading.Barrier(hands), [Counter[str]() for _ in range(times)]
    lock = threading.Lock()

    def work() -> None:
        for number in range(times):
            start.wait(timeout=60)
            came = one(number)
            with lock:
                found[number][came] += 1
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.fixture
def cast() -> Cast:
    return Cast()


def send(cast: Cast, by: User, **more: Any) -> str:
    """What came of one report."""
    try:
        report(cast, "v1", by=by, **more)
    except ReportedMeanwhile:
        return "second"
    except Exception as error:
        return type(error).__name__
    return "sent"


def test_double_submissions_have_one_effect(cast: Cast) -> None:
    partner = cast.partner("v1")
    found = at_once(lambda number: send(cast, partner, key=f"double-{number}"), DOUBLES)
    assert found == [Counter(sent=2)] * DOUBLES
    assert (ProgressReport.objects.count(), LevelRecord.objects.filter(report__isnull=False).count()) == (
        DOUBLES,
        DOUBLES,
    )
    assert verify().broken is None


def test_of_two_edits_one_wins_and_the_other_is_told(cast: Cast) -> None:
    partner, seen = cast.partner("v1"), [0] * EDITS

    def edit(number: int) -> str:
        return send(cast, partner, seen=seen[number])

    for number in range(EDITS):
        seen[number] = ProgressReport.objects.order_by("-id").values_list("id", flat=True).first() or 0
        assert at_once(lambda _, number=number: edit(number), 1) == [Counter(sent=1, second=1)]  # type: ignore[misc]


@pytest.mark.postgres
def test_without_the_lock_nobody_is_told_of_the_other(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite has one writer at a time whatever the lock: there, its transactions are what holds."""
    monkeypatch.setattr(tallies, "lock", lambda key: Framework.objects.get(pk=key))
    partner, gate, asked = cast.partner("v1"), threading.Barrier(2), reports._refuse_unseen

    def after_both_have_looked(*told: Any) -> None:
        asked(*told)
        gate.wait(timeout=20)

    monkeypatch.setattr(reports, "_refuse_unseen", after_both_have_looked)
    (found,) = at_once(lambda _: send(cast, partner, seen=0), 1)
    assert (found["second"], found["BrokenBarrierError"]) == (0, 0)
    assert found["sent"] >= 1
