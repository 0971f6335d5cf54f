"""Files of proof on the disk, among the uploads that a backup keeps: each under the fingerprint of its bytes.

A file is written whole or not at all, and never changes: two proofs with the same bytes share it. What no proof needs
any more is removed by a job, after a delay that covers a file stored by a transaction that has not ended.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings

FOLDER = "preuves"
GRACE = timedelta(days=1)
CHUNK = 64 * 1024
_NAME = re.compile(r"[0-9a-f]{64}")
_PART = ".part"


def folder() -> Path:
    """Where files of proof are, below the uploads."""
    return Path(settings.MEDIA_ROOT) / FOLDER


def path_of(sha256: str) -> Path:
    """Where the file of a fingerprint is; raises `ValueError` on anything that is no fingerprint."""
    if not _NAME.fullmatch(sha256):
        raise ValueError("not a SHA-256 in hexadecimal")
    return folder() / sha256[:2] / sha256


def store(data: bytes) -> str:
    """Keep bytes; their fingerprint. The file takes its name only once its bytes are on the disk."""
    sha256 = hashlib.sha256(data).hexdigest()
    target = path_of(sha256)
    target.parent.mkdir(parents=True, exist_ok=True)
    if not _kept_already(target, len(data)):
        _write(target, data)
    return sha256


def chunks(sha256: str) -> Iterator[bytes]:
    """The bytes of a file, piece by piece; raises `FileNotFoundError`."""
    with path_of(sha256).open("rb") as file:
        while piece := file.read(CHUNK):
            yield piece


def stored() -> Iterator[Path]:
    """Every file of proof, and what a death left half written."""
    return (found for found in sorted(folder().glob("??/*")) if found.is_file())


def is_old(file: Path) -> bool:
    """Whether no transaction under way can still be about to need it."""
    try:
        return file.stat().st_mtime < time.time() - GRACE.total_seconds()
    except FileNotFoundError:
        return False


def to_disk(path: Path) -> None:
    """Return once a file or a folder is on the disk, not in memory."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def erase(file: Path) -> bool:
    """Remove an old file unless somebody just stored the same bytes again; whether it went.

    It is put aside first: whoever stores it from then on finds it missing and writes it anew.
    """
    aside = file.with_name(_part_name(file))
    try:
        file.rename(aside)
    except FileNotFoundError:
        return False
    if not is_old(aside):
        aside.replace(file)
        return False
    aside.unlink()
    return True


def _kept_already(target: Path, length: int) -> bool:
    """Whether the bytes are there; they are then young again, so that the job leaves them to their new owner."""
    try:
        if target.stat().st_size != length:
            return False
        os.utime(target)
    except FileNotFoundError:
        return False
    return True


def _part_name(target: Path) -> str:
    return f".{target.name}.{secrets.token_hex(8)}{_PART}"


def _write(target: Path, data: bytes) -> None:
    part = target.with_name(_part_name(target))
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
        to_disk(target.parent)
    finally:
        part.unlink(missing_ok=True)
