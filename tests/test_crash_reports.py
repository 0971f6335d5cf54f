"""kill -9 of the server while people report: what was acknowledged is there, once, and the journal's chain holds.

`make test-crash` kills it 500 times on each database; here 25 times (`TENIR_KILLS`).
"""

from __future__ import annotations

import http.client
import itertools
import os
import random
import re
import signal
import subprocess
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction

from tenir.core.actions import System
from tenir.core.journal import chain
from tenir.core.journal.models import Entry
from tenir.core.journal.verify import verify
from tenir.core.operations.tests.test_serving import free_port
from tenir.core.people import links
from tenir.core.rights import Role
from tenir.modules.commitments.enums import Level
from tenir.modules.commitments.models import LevelRecord, ProgressReport
from tenir.modules.commitments.reporting.letters import REPORT
from tenir.modules.commitments.tests.builders import france
from tenir.modules.commitments.tests.reporting import Cast
from tests.builders import a_member
from tests.running import address_of_test_database, command, environment, sessions, settle

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
KILLS = int(os.environ.get("TENIR_KILLS", "25"))
PROMISES = ("v1", "v2", "v3")
REPORTED = "commitments.report_progress"


@dataclass
class Writer:
    """Somebody who reports on one promise again and again; what was not acknowledged is sent again with its key."""

    port: int
    address: str
    name: str
    acknowledged: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def run(self, stop: threading.Event) -> None:
        keys = (f"{self.name}-{number}" for number in itertools.count())
        key = next(keys)
        while not stop.is_set():
            try:
                if self._sent(key):
                    self.acknowledged.append(key)
                    key = next(keys)
            except (OSError, http.client.HTTPException):
                time.sleep(0.02)  # the server is dead, or not born yet

    def _sent(self, key: str) -> bool:
        """Whether the server said that it has it."""
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            wire.request("GET", self.address)
            page = wire.getresponse()
            cookie, form = str(page.getheader("Set-Cookie")).split(";")[0], page.read().decode()
            found = re.search(r'csrfmiddlewaretoken" value="(\w+)"', form)
            assert found, form
            told = {"csrfmiddlewaretoken": found[1], "key": key, "seen": "0", "level": Level.ROLLED_OUT}
            told["seen"] = re.search(r'name="seen" value="(\d+)"', form)[1]  # type: ignore[index]
            headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
            began = time.monotonic()
            wire.request("POST", self.address, urlencode(told), headers)
            status = wire.getresponse().status
            self.seconds.append(time.monotonic() - began)
            # 422: it was written before a kill, and so is the latest report: the page had to show it.
            assert status in (302, 422), status
            return status == 302
        finally:
            wire.close()


@pytest.fixture
def writers() -> list[Writer]:
    port = free_port()
    with transaction.atomic(), chain.watch():
        cast = Cast()
        user = a_member(Role.PARTNER, france(), organisation=cast.holder("v1"))
        secret = links.give(by=System("test"), user=user, verb=REPORT, lasting=timedelta(days=1))[1]
    home = f"/avancement/lien/{secret}/engagements/contrat-invente"
    return [Writer(port, f"{home}/{slug}/", slug) for slug in PROMISES]


def served(folder: Path, port: int) -> subprocess.Popen[str]:
    """A server that answers."""
    process = subprocess.Popen(
        command("serve", "--port", str(port)),
        env=environment(folder, address_of_test_database()),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    while "Ctrl+C" not in (line := process.stdout.readline()):
        assert line, "the server ended before it answered"
    return process


def test_killed_server_loses_and_doubles_nothing(writers: list[Writer], tmp_path: Path) -> None:
    stop, dice = threading.Event(), random.Random(6)
    threads = [threading.Thread(target=one.run, args=(stop,)) for one in writers]
    for thread in threads:
        thread.start()
    try:
        for _ in range(KILLS):
            before = sessions()
            process = served(tmp_path, writers[0].port)
            wait_for(writers, told(writers) + dice.randrange(1, 4))
            time.sleep(dice.random() / 20)
            os.kill(process.pid, signal.SIGKILL)
            process.communicate()
            settle(before)
            assert verify().broken is None
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    acknowledged = {key for one in writers for key in one.acknowledged}
    assert len(acknowledged) >= KILLS  # else the kills fell on an idle server, and this test showed nothing
    kept = list(ProgressReport.objects.values_list("key", flat=True))
    assert acknowledged <= set(kept)
    assert once_each() == (len(kept), len(kept), 1)


def told(writers: list[Writer]) -> int:
    """How many reports were acknowledged so far."""
    return sum(len(one.acknowledged) for one in writers)


def wait_for(writers: list[Writer], count: int) -> None:
    """Until so many are acknowledged: a kill falls while people are writing, however slow the machine."""
    until = time.monotonic() + 60
    while told(writers) < count:
        assert time.monotonic() < until, "nobody's report was acknowledged in a minute"
        time.sleep(0.01)


def once_each() -> tuple[int, int, int]:
    """Declared levels, journal events, and how often the most repeated report declares a level."""
    declared: Any = LevelRecord.objects.filter(report__isnull=False).values_list("report", flat=True)
    events = Entry.objects.filter(verb=REPORTED).values("object_id").distinct().count()
    return len(declared), events, max(Counter(declared).values())
