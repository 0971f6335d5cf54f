"""Last guards that keep people out of technical logs, whatever a message was made of."""

from __future__ import annotations

import re
import traceback

# Wider than the norm on purpose: a log loses nothing by hiding what only looks like an address.
_ADDRESS = re.compile(r"[^\s@<>\"'(),;:=\[\]]+(?:@|%40)[^\s@<>\"'(),;:=\[\]]+", re.IGNORECASE)
HIDDEN = "(adresse)"


def without_addresses(text: str) -> str:
    """`text` with every e-mail address replaced."""
    return _ADDRESS.sub(HIDDEN, text)


def traceback_without_values(error: BaseException) -> str:
    """Where the exception came from: files, lines, and the first line of each message.

    PostgreSQL puts the refused row's values on the second line of its messages (DETAIL); local variables and request
    data are never shown.
    """
    lines: list[str] = []
    for part in traceback.TracebackException.from_exception(error, capture_locals=False).format(chain=True):
        lines += _first_line_of_message(part)
    return without_addresses("\n".join(lines))


def _first_line_of_message(part: str) -> list[str]:
    """Frames (indented) whole, an exception's message cut after its first line."""
    lines = part.rstrip("\n").split("\n")
    return lines if part.startswith((" ", "\n", "Traceback")) else lines[:1]
