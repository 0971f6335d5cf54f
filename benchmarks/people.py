"""What people wait for who pause between two pages: one alone, then twenty while somebody writes.

Gate (asserted in tests/test_load.py): p95 of each of the twenty at most 3 times that of one person alone, and no error.
A person connects when they ask and not before: a client that keeps a connection open while it pauses holds a worker.
"""

from __future__ import annotations

import http.client
import random
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from benchmarks import load

# Seconds between two pages, at random up to this.
PAUSE = 1.0
SECONDS_ALONE, SECONDS_TOGETHER = 18, 15


@dataclass(frozen=True)
class Waited:
    """Milliseconds that people waited for their pages, and how many pages failed."""

    milliseconds: tuple[float, ...]
    errors: int

    @property
    def p95(self) -> float:
        """All but one page in twenty came sooner."""
        return statistics.quantiles(self.milliseconds, n=20)[-1]


@dataclass(frozen=True)
class Crowd:
    """One person alone, then each of twenty with the writer."""

    alone: Waited
    together: Waited
    writes: int

    @property
    def ratio(self) -> float:
        """How many times longer, p95."""
        return self.together.p95 / self.alone.p95


def measure(site: str) -> Crowd:
    """The same pages as `load_mix.lua` asks, by people."""
    read(site, count=load.READERS, seconds=3, seed=0)
    alone = read(site, count=1, seconds=SECONDS_ALONE, seed=100)
    with load.writing() as told:
        together = read(site, count=load.READERS, seconds=SECONDS_TOGETHER, seed=200)
    return Crowd(alone, together, told[0])


def read(site: str, *, count: int, seconds: float, seed: int) -> Waited:
    """`count` people at once, for so long."""
    end = time.monotonic() + seconds
    return read_while(site, lambda: time.monotonic() < end, count=count, seed=seed, path=_path)


def read_while(
    site: str, going: Callable[[], bool], *, count: int, seed: int, path: Callable[[random.Random], str]
) -> Waited:
    """`count` people at once, each in a thread of their own, who ask for what `path` draws."""
    answers: list[tuple[float, int]] = []
    told = (site, going, path, answers)
    people = [threading.Thread(target=_person, args=(*told, random.Random(seed + n))) for n in range(count)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    return Waited(tuple(taken for taken, _ in answers), sum(status >= 400 for _, status in answers))


def _person(
    site: str,
    going: Callable[[], bool],
    path: Callable[[random.Random], str],
    answers: list[tuple[float, int]],
    chance: random.Random,
) -> None:
    while going():
        time.sleep(chance.random() * PAUSE)
        began = time.perf_counter()
        connected = http.client.HTTPConnection(urlsplit(site).netloc, timeout=30)
        connected.request("GET", path(chance))
        answer = connected.getresponse()
        answer.read()
        connected.close()
        answers.append(((time.perf_counter() - began) * 1000, answer.status))


def _path(chance: random.Random) -> str:
    board = "/cadres/cadre-invente/"
    pages = (
        (0.15, "/"),
        (0.35, board),
        (0.45, f"{board}?page={chance.randint(2, 20)}"),
        (0.55, "/lieux/departement/21/"),
        (0.65, f"{board}?intitule={chance.randint(1, 200)}"),
        (1.0, f"{board}{chance.randint(1, load.COMMITMENTS)}/"),
    )
    drawn = chance.random()
    return next(path for most, path in pages if drawn < most)
