"""The child process that reads one document: `python -I -m tenir.modules.documents.child NAME MEMORY SECONDS`.

Bytes come in on standard input; one JSON object goes out: `{"reading": …}` or `{"unreadable": {…}}`. Before a byte is
read, memory and processor time are limited, no file can grow, and opening a socket, a program or a file for writing
raises. It knows no Django and gets no environment: no secret is in reach of a hostile document.
"""

from __future__ import annotations

import json
import resource
import sys

from tenir.engines.documents import UnreadableDocument, read
from tenir.modules.documents.exchange import to_text

_CLOSED = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "ctypes.")


def main(name: str, memory: int, seconds: int) -> None:
    """Limit, read, answer."""
    limit(memory, seconds)
    sys.addaudithook(refuse)
    try:
        answer = f'{{"reading": {to_text(read(sys.stdin.buffer.read(), name=name))}}}'
    except UnreadableDocument as error:
        told = {"sentence": error.sentence, "where": error.where, "remedy": error.remedy}
        answer = json.dumps({"unreadable": told}, ensure_ascii=False)
    sys.stdout.write(answer)


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


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
