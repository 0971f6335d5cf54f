"""Reads a received document in a child process: limits of memory and time, no network, no environment.

A hostile or monstrous file ends the child, never the site (`core.sandbox`). A PDF has more time the more pages it has;
they are counted in a child of its own, for counting them is already reading the file.
"""

from __future__ import annotations

import json
from typing import Any

from tenir.core import sandbox
from tenir.core.errors import BadInput
from tenir.core.sandbox import MEMORY, SECONDS
from tenir.engines.documents import Reading
from tenir.engines.documents.readers.formats import is_pdf
from tenir.modules.documents.exchange import from_text

PAGES_A_SECOND = 10
SPLIT = "Découpez le document, ou n'en gardez que la partie utile."
_CHILD = "tenir.modules.documents.child"


def read(data: bytes, *, name: str, memory: int = MEMORY, seconds: int = SECONDS) -> Reading:
    """The reading of one document; raises `BadInput` when it is unreadable or passes a limit."""
    if is_pdf(data):
        pages = _run("count", data, name, memory, seconds)
        seconds += -(-pages // PAGES_A_SECOND)
    return from_text(json.dumps(_run("read", data, name, memory, seconds)))


def _run(function: str, data: bytes, name: str, memory: int, seconds: int) -> Any:
    whole = sandbox.run(
        f"{_CHILD}:{function}", data, name=name, told=(name,), memory=memory, seconds=seconds, split=SPLIT
    )
    if "unreadable" in whole:
        told = whole["unreadable"]
        # The engine's sentence has the file as its subject: « plan.txt » est vide.
        raise BadInput(f"{told['where']} {told['sentence']}\u202f;", remedy=f"{told['remedy']}.")
    return whole["answer"]
