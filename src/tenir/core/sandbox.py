"""Runs one pure function on received bytes in a child process: limits of memory and time, no network, no environment.

A hostile or monstrous file ends the child, never the site. The function is named by its dotted path; it takes the
bytes, knows no Django, and answers what JSON can hold, or raises `BadInput`.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import tenir
from tenir.core.errors import BadInput

MEMORY = 300 * 1024 * 1024  # bytes
SECONDS = 10
SPLIT = "Découpez le fichier, ou n'en gardez que la partie utile."
# What a workbook of 20,000 rows needs several times over; a bomb needs more.
MOST_PARTS = 2_000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_RATIO = 200
# An isolated interpreter does not look where this one found Tenir: it is told.
_ROOT = str(Path(tenir.__file__).resolve().parent.parent)
_START = "import sys; sys.path.insert(0, sys.argv[1]); from tenir.core.sandbox_child import main; main(*sys.argv[2:])"


def run(
    function: str,
    data: bytes,
    *,
    name: str,
    told: tuple[str, ...] = (),
    memory: int = MEMORY,
    seconds: int = SECONDS,
    split: str = SPLIT,
) -> Any:
    """What `function` (`package.module:name`) answers to `data`; raises `BadInput` when it does, or at a limit.

    `told` are further words given to the function, `split` the advice when a limit was met.
    """
    limits = (str(memory), str(seconds))
    command = [sys.executable, "-I", "-X", "utf8", "-c", _START, _ROOT, function, *limits, *told]
    try:
        ended = subprocess.run(  # noqa: S603  (our own interpreter and code; nothing of it comes from the file)
            command, input=data, capture_output=True, timeout=seconds, env={}
        )
    except subprocess.TimeoutExpired as error:
        raise BadInput(
            f"la lecture a duré plus de {seconds} secondes et a été arrêtée.", where=name, remedy=split
        ) from error
    if ended.returncode != 0:
        raise _death(ended, name, memory, seconds, split)
    whole = json.loads(ended.stdout)
    if "refused" in whole:
        raise BadInput(whole["refused"]["sentence"], where=name, remedy=whole["refused"]["remedy"])
    return whole["answer"]


def damaged() -> BadInput:
    """What is told of a file that breaks off, or whose parts do not fit."""
    return BadInput("le fichier est abîmé.", remedy="Enregistrez-le de nouveau, puis renvoyez-le.")


def check_archive(data: bytes) -> None:
    """Raise `BadInput` unless the directory of a ZIP is one of a plain document; nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise damaged() from error
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(len(data), 1):
        raise BadInput("le fichier se déploierait bien au-delà de ce qui est permis.", remedy=SPLIT)
    if any(part.flag_bits & 1 for part in parts):
        raise BadInput("le fichier est protégé par un mot de passe.", remedy="Enregistrez-le sans mot de passe.")


def _death(ended: subprocess.CompletedProcess[bytes], name: str, memory: int, seconds: int, split: str) -> BadInput:
    """A killed child, or one out of memory, met a limit; any other failure is a defect of the reading."""
    if ended.returncode < 0 or b"MemoryError" in ended.stderr:
        megabytes = memory // 1024 // 1024
        return BadInput(
            f"la lecture a dépassé ce qui lui est permis ({megabytes} Mo de mémoire, {seconds} secondes).",
            where=name,
            remedy=split,
        )
    last = ended.stderr.decode(errors="replace").strip().rsplit("\n", 1)[-1]
    return BadInput(
        f"la lecture a échoué par un défaut de Tenir ({last[:200]}).",
        where=name,
        remedy="Signalez-le avec le fichier\u202f; rien n'a été écrit.",
    )
