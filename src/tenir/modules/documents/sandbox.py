"""Reads a received text in a child process with limits of memory and time, no network, no environment.

A hostile or monstrous file ends the child, never the site.
"""

from __future__ import annotations

import json
import subprocess
import sys

from tenir.core.errors import BadInput
from tenir.engines.documents import Reading
from tenir.modules.documents.exchange import from_text

MEMORY = 300 * 1024 * 1024  # bytes
SECONDS = 10
SPLIT = "Découpez le document, ou n'en gardez que la partie utile."


def read(data: bytes, *, name: str, memory: int = MEMORY, seconds: int = SECONDS) -> Reading:
    """The reading of one document; raises `BadInput` when it is unreadable or passes a limit."""
    command = [sys.executable, "-I", "-X", "utf8", "-m", "tenir.modules.documents.child"]
    try:
        ended = subprocess.run(  # noqa: S603  (our own interpreter and module; the name is one argument, never a shell's)
            [*command, name, str(memory), str(seconds)], input=data, capture_output=True, timeout=seconds, env={}
        )
    except subprocess.TimeoutExpired as error:
        raise BadInput(
            f"la lecture a duré plus de {seconds} secondes et a été arrêtée.", where=name, remedy=SPLIT
        ) from error
    if ended.returncode != 0:
        raise _death(ended, name)
    return _answer(ended.stdout.decode(), name)


def _answer(text: str, name: str) -> Reading:
    whole = json.loads(text)
    if "unreadable" in whole:
        told = whole["unreadable"]
        # The engine's sentence has the file as its subject: « plan.txt » est vide.
        raise BadInput(f"{told['where']} {told['sentence']}\u202f;", remedy=f"{told['remedy']}.")
    return from_text(json.dumps(whole["reading"]))


def _death(ended: subprocess.CompletedProcess[bytes], name: str) -> BadInput:
    """A killed child, or one out of memory, met a limit; any other failure is a defect of the reading."""
    if ended.returncode < 0 or b"MemoryError" in ended.stderr:
        megabytes = MEMORY // 1024 // 1024
        return BadInput(
            f"la lecture a dépassé ce qui lui est permis ({megabytes} Mo de mémoire, {SECONDS} secondes).",
            where=name,
            remedy=SPLIT,
        )
    last = ended.stderr.decode(errors="replace").strip().rsplit("\n", 1)[-1]
    return BadInput(
        f"la lecture a échoué par un défaut de Tenir ({last}).",
        where=name,
        remedy="Signalez-le avec le document\u202f; rien n'a été écrit.",
    )
