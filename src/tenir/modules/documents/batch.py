"""Reading a folder of texts into a folder of readings: one JSON file a text, shown as it goes, resumed where it was.

A text whose reading is already there is not read again: the reading names the SHA-256 of the bytes that it was made of,
and the version of Tenir that made it. Each file is written whole or not at all.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tenir
from tenir.core.errors import BadInput
from tenir.modules.documents import sandbox
from tenir.modules.documents.files import bytes_of


@dataclass
class Batch:
    """What became of each text: read now, kept from an earlier run, refused with its sentence."""

    read: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    refused: list[tuple[Path, str]] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """« 3 lus, 12 déjà lus, 1 refusé »."""
        done = f"{len(self.read)} lu(s), {len(self.kept)} déjà lu(s)"
        return f"{done}, {len(self.refused)} refusé(s)."


def run(files: Iterable[Path], into: Path, tell: Callable[[Path, int], None]) -> Batch:
    """Read each file into `into`; `tell` hears the file about to be read and how many came before it."""
    _folder(into)
    batch = Batch()
    for rank, file in enumerate(files):
        tell(file, rank)
        _one(file, into / f"{file.name}.json", batch)
    return batch


def _one(file: Path, target: Path, batch: Batch) -> None:
    try:
        data = bytes_of(file)
        if _made_of(target) == (hashlib.sha256(data).hexdigest(), tenir.__version__):
            batch.kept.append(file)
            return
        reading = sandbox.read(data, name=file.name).to_json()
    except BadInput as refusal:
        batch.refused.append((file, str(refusal)))
        return
    text = json.dumps({**reading, "read_with": tenir.__version__}, ensure_ascii=False, indent=2)
    _write(target, text + "\n")
    batch.read.append(file)


def _made_of(target: Path) -> tuple[Any, Any]:
    """The bytes and the version that an earlier reading was made of; nothing when there is none that holds."""
    try:
        known = json.loads(target.read_text(encoding="utf-8"))
        return known["source"]["sha256"], known["read_with"]
    except (OSError, ValueError, TypeError, KeyError):
        return None, None


def _write(target: Path, text: str) -> None:
    """Beside, then in place at once: a reading that was cut short is never taken for one."""
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise BadInput(
            f"la lecture ne peut pas être écrite ({error.strerror}).",
            where=str(target),
            remedy="Faites de la place, puis relancez\u202f: ce qui est déjà lu ne le sera pas deux fois.",
        ) from error


def _folder(into: Path) -> None:
    try:
        into.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(
            f"ce dossier ne peut pas être créé ({error.strerror}).", where=str(into), remedy="Nommez-en un autre."
        ) from error
