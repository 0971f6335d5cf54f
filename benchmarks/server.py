"""A real server (gunicorn, two workers of its default kind) on a database of its own, and wrk to ask it."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).resolve().parent
STARTS_WITHIN_SECONDS = 30
# A view that does nothing, behind the same middleware as every page.
EMPTY = "/vide"


@dataclass(frozen=True)
class Measure:
    """What one address gave: requests per second, latencies in milliseconds, errors counted."""

    per_second: float
    p50: float
    p95: float
    errors: int


@contextmanager
def serving(*, uncached: bool) -> Iterator[str]:
    """Address of a running site, with or without its page cache."""
    port = _free_port()
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
    environment |= {"BENCHMARK_UNCACHED": "1"} if uncached else {}
    command = [sys.executable, "-m", "gunicorn", "tenir.config.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "2", "--log-level", "error"]
    server = subprocess.Popen(command, env=environment, cwd=HERE.parent, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address + EMPTY)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def ask(address: str, *, seconds: int = 5, connections: int = 8, etag: str = "") -> Measure:
    """Ask one address again and again; with `etag`, as a browser that already has the page."""
    wrk = shutil.which("wrk")
    if not wrk:
        raise SystemExit("wrk est introuvable : installez le paquet wrk.")
    command = [wrk, "--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s"]
    command += ["--script", str(HERE / "load.lua")] + (["--header", f"If-None-Match: {etag}"] if etag else [])
    printed = subprocess.run([*command, address], capture_output=True, text=True, check=True).stdout
    return Measure(**json.loads(printed.rsplit("JSON ", 1)[1]))


def seconds(address: str, path: str, **headers: str) -> float:
    """One request, from connection to last byte."""
    connected = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    start = time.perf_counter()
    connected.request("GET", path, headers=headers)
    answer = connected.getresponse()
    answer.read()
    taken = time.perf_counter() - start
    connected.close()
    assert answer.status in (200, 304), f"{path}: {answer.status}"
    return taken


def ratio(address: str, path: str, rounds: int = 40, **headers: str) -> float:
    """Median of a page over median of the empty view, asked in turn so that both meet the same noise."""
    for warm in (EMPTY, path, EMPTY, path):
        seconds(address, warm)
    pairs = [(seconds(address, path, **headers), seconds(address, EMPTY)) for _ in range(rounds)]
    return statistics.median(page for page, _ in pairs) / statistics.median(empty for _, empty in pairs)


def etag_of(address: str) -> str:
    """The ETag that the page has now."""
    with urllib.request.urlopen(address, timeout=20) as answer:
        return str(answer.headers["ETag"])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str) -> None:
    until = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("le serveur ne démarre pas.")
