"""A real addok in its own process, with a Redis of its own that forgets everything."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.geocoder.streets import lines

STARTS_WITHIN_SECONDS = 60
_CONF = """
REDIS = {{"unix_socket_path": {socket!r}, "db_indexes": {{"indexes": 0, "documents": 1}}}}
LOG_DIR = {folder!r}
"""


@contextmanager
def addok(folder: Path) -> Iterator[str]:
    """Address of a service that knows the invented town."""
    redis = folder / "redis.sock"
    configured, streets, port = folder / "addok.py", folder / "streets.json", _free_port()
    configured.write_text(_CONF.format(socket=str(redis), folder=str(folder)), encoding="utf-8")
    streets.write_text(lines(), encoding="utf-8")
    kept = ["--port", "0", "--unixsocket", str(redis), "--save", "", "--appendonly", "no", "--dir", str(folder)]
    with _program([_redis_server(), *kept]):
        _wait(redis.exists)
        for command in (["batch", str(streets)], ["ngrams"]):
            subprocess.run([*_addok(configured), *command], check=True, capture_output=True, timeout=60)
        with _program([*_addok(configured), "serve", "--port", str(port)]):
            address = f"http://127.0.0.1:{port}"
            _wait(lambda: _is_healthy(address))
            yield address


def _addok(configured: Path) -> list[str]:
    return [str(Path(sys.executable).with_name("addok")), "--config", str(configured)]


def _redis_server() -> str:
    found = shutil.which("redis-server")
    if not found:
        raise RuntimeError("redis-server est introuvable : lancez tools/prepare-tests, qui l'installe.")
    return found


@contextmanager
def _program(command: list[str]) -> Iterator[None]:
    """Runs while the block lasts, with whatever it started."""
    quiet = subprocess.DEVNULL
    running = subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        yield
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(timeout=30)


def _is_healthy(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _wait(ready: object) -> None:
    until = time.monotonic() + STARTS_WITHIN_SECONDS
    while not ready():  # type: ignore[operator]
        if time.monotonic() > until:
            raise RuntimeError("addok ne démarre pas")
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
