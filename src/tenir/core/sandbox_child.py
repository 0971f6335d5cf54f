"""The child side of `core.sandbox`: bytes come in on standard input, one JSON object goes out.

Before a byte is read, memory and processor time are limited, no file can grow, and opening a socket, a program or a
file for writing raises. It knows no Django and gets no environment: no secret is in reach of a hostile file.
"""

from __future__ import annotations

import json
import resource
import sys
from importlib import import_module

from tenir.core.errors import BadInput

_CLOSED = (
    *("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system"),
    # A library loaded before the doors close is called through ctypes; after, none is loaded, no function is sought,
    # no address is read.
    *("ctypes.dlopen", "ctypes.dlsym", "ctypes.call_function", "ctypes.cdata", "ctypes.string_at", "ctypes.wstring_at"),
)


def main(function: str, memory: str, seconds: str, *told: str) -> None:
    """Load, limit, run, answer."""
    module, _, name = function.partition(":")
    work = getattr(import_module(module), name)
    limit(int(memory), int(seconds))
    sys.addaudithook(refuse)
    try:
        answer = {"answer": work(sys.stdin.buffer.read(), *told)}
    except BadInput as error:
        answer = {"refused": {"sentence": error.sentence, "remedy": error.remedy}}
    sys.stdout.write(json.dumps(answer, ensure_ascii=False))


def limit(memory: int, seconds: int) -> None:
    """Bytes of address space, seconds of processor; no core dump, no file written."""
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))


def refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Python's audit hook: cannot be removed once it is set."""
    if event.startswith(_CLOSED) or (event == "open" and _writes(arguments[1])):
        raise PermissionError(event)


def _writes(mode: object) -> bool:
    return isinstance(mode, str) and bool(set(mode) & set("wax+"))
