"""kill -9 while a text is adopted leaves all or nothing; two adoptions at once have one effect."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tenir.core.journal.models import Entry
from tenir.core.journal.verify import verify
from tenir.modules.commitments.models import AnnouncedIndicator, Commitment, Framework, LevelRecord
from tenir.modules.commitments.tests.builders import france
from tenir.modules.documents.tests.samples import table
from tests.running import address_of_test_database, command, environment, sessions, settle

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
MEASURES = 600
NOTHING = (0, 0, 0, 0, 0)
# A framework, its commitments, levels and indicators, and one journal event each.
WHOLE = (1, MEASURES, MEASURES, MEASURES, 3 * MEASURES + 1)


def state(slug: str, events: int) -> tuple[int, ...]:
    """Rows of the framework, table by table, and journal rows since `events`."""
    return (
        Framework.objects.filter(slug=slug).count(),
        Commitment.objects.filter(framework__slug=slug).count(),
        LevelRecord.objects.filter(commitment__framework__slug=slug).count(),
        AnnouncedIndicator.objects.filter(commitment__framework__slug=slug).count(),
        Entry.objects.count() - events,
    )


def start(folder: Path, slug: str) -> subprocess.Popen[str]:
    """An adoption, returned at the moment when it begins to write."""
    file = folder / "suivi.txt"
    file.write_text(table(MEASURES), encoding="utf-8")
    process = subprocess.Popen(
        command("documents", "adopt", str(file), "--framework", slug, "--yes"),
        env=environment(folder / "data", address_of_test_database()),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("Écriture"):
            return process
    raise AssertionError("the adoption never began to write")


def adopt_whole(folder: Path, slug: str) -> float:
    """Let an adoption end; seconds that its write takes here."""
    process = start(folder, slug)
    began = time.monotonic()
    process.communicate()
    assert process.returncode == 0
    return time.monotonic() - began


def test_killed_adoption_leaves_all_or_nothing(tmp_path: Path) -> None:
    """Kills fall all along the write, its commit and the end of the process."""
    france()
    whole = adopt_whole(tmp_path, "premier")
    seen = []
    for step in range(10):
        events, slug, before = Entry.objects.count(), f"essai-{step}", sessions()
        process = start(tmp_path, slug)
        time.sleep(whole * step / 8)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        settle(before)
        seen.append(state(slug, events))
        assert seen[-1] in (NOTHING, WHOLE), f"killed at {step}/8 of the write"
    assert NOTHING in seen  # else no kill fell inside the write, and this test showed nothing
    assert verify().broken is None
    events, slug = Entry.objects.count(), f"essai-{seen.index(NOTHING)}"
    adopt_whole(tmp_path, slug)
    assert state(slug, events) == WHOLE


def test_two_adoptions_at_once_have_one_effect(tmp_path: Path) -> None:
    france()
    adopt_whole(tmp_path, "premier")
    events = Entry.objects.count()
    first, second = start(tmp_path, "essai"), start(tmp_path, "essai")
    said = [process.communicate()[0] for process in (first, second)]
    assert (first.returncode, second.returncode) == (0, 0)
    assert sum("déjà adopté à l'identique" in one for one in said) == 1
    assert state("essai", events) == WHOLE
    assert verify().broken is None
