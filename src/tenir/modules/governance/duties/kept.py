"""Documents handed in for duties: checked, kept once under their hash below `MEDIA_ROOT`, never served in place."""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from django.conf import settings

from tenir.core.errors import BadInput

FOLDER = "obligations"
LARGEST = 20 * 1024 * 1024
_ZIP = b"PK\x03\x04"
# What a file of each sort begins with: a name alone proves nothing.
SIGNATURES = {".pdf": b"%PDF-", ".odt": _ZIP, ".ods": _ZIP, ".docx": _ZIP, ".xlsx": _ZIP}
SORTS = "PDF, ODT, ODS, DOCX ou XLSX"


@dataclass(frozen=True)
class KeptFile:
    """A document once kept."""

    name: str
    sha256: str
    size: int  # bytes


def keep(content: bytes, name: str) -> KeptFile:
    """Check a document and keep its bytes. Raises `BadInput` on a size or a sort that is not taken.

    Written before the transaction ends: a file that no row names is only lost room, a row without its file a lie.
    """
    name = _plain(name)
    _refuse(content, name)
    kept = KeptFile(name, hashlib.sha256(content).hexdigest(), len(content))
    target = path_of(kept.sha256)
    if not target.exists():
        _write(target, content)
    return kept


def path_of(sha256: str) -> Path:
    """Where the bytes of a hash stand."""
    return Path(settings.MEDIA_ROOT) / FOLDER / sha256[:2] / sha256


def _plain(name: str) -> str:
    """The name without any folder, whatever the system it comes from."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    return "".join(letter for letter in last if letter.isprintable())[-200:]


def _refuse(content: bytes, name: str) -> None:
    if not content:
        raise BadInput("ce document est vide.", where=name, remedy="Choisissez-en un autre.")
    if len(content) > LARGEST:
        raise BadInput(
            f"ce document pèse plus de {LARGEST // 1024 // 1024}\u202fMo.",
            where=name,
            remedy="Allégez-le, ou donnez un lien.",
        )
    signature = SIGNATURES.get(Path(name).suffix.lower())
    if signature is None or not content.startswith(signature):
        raise BadInput(
            f"ce document n'est pas un {SORTS}.", where=name, remedy="Enregistrez-le dans l'un de ces formats."
        )


def _write(target: Path, content: bytes) -> None:
    """Whole or not at all, also when the machine stops in between."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as half:
        half.write(content)
        half.flush()
        os.fsync(half.fileno())
    Path(half.name).replace(target)
