"""What `test_sandbox` runs in the child process."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
from pathlib import Path

from tenir.core.errors import BadInput


def size(data: bytes) -> dict[str, int]:
    return {"octets": len(data)}


def refuse(data: bytes) -> None:
    raise BadInput("ce fichier ne convient pas.", remedy="Essayez-en un autre.")


def open_socket(data: bytes) -> None:
    socket.create_connection(("127.0.0.1", 9))


def write_file(data: bytes) -> None:
    Path("/tmp/tenir-never").write_text("x")


def run_program(data: bytes) -> None:
    subprocess.run(["true"], check=False)


def load_library(data: bytes) -> None:
    ctypes.CDLL(None)


def words(data: bytes, first: str, second: str) -> list[str]:
    return [data.decode(), first, second]


def environment(data: bytes) -> list[str]:
    return sorted(os.environ)


def swell(data: bytes) -> int:
    return len(b"x" * 400 * 1024 * 1024)


def turn(data: bytes) -> None:
    while True:
        pass
