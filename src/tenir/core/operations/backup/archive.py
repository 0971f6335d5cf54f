"""The file itself: an ordinary ZIP whose comment is the SHA-256 of every byte before it.

Any altered, missing or added byte breaks that seal, wherever it is (a ZIP alone has bytes that nobody checks). The
seal says that the file is whole, not who made it: restore only what you made yourself.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tenir.core.errors import BadInput, CheckFailed
from tenir.core.operations.backup.manifest import DATABASE, UPLOADS, Manifest, Part

MANIFEST = "manifest.json"
SEAL_LENGTH = 64
LARGEST_MANIFEST = 64 * 1024 * 1024
CHUNK = 1024 * 1024
_PLACEHOLDER = b"0" * SEAL_LENGTH


@contextmanager
def draft(target: Path) -> Iterator[Path]:
    """A file beside `target` that takes its name only when the block ends well and its bytes are on the disk."""
    file = target.parent / f".{target.name}.{secrets.token_hex(8)}.part"
    # Made inside the `try`: a Ctrl+C right after its creation removes it too.
    try:
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        yield file
        _to_disk(file)
        file.replace(target)
        _to_disk(target.parent)
    finally:
        file.unlink(missing_ok=True)


def add(archive: zipfile.ZipFile, name: str, source: Path) -> Part:
    """Copy a file into the archive, counting and hashing the very bytes that were copied."""
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as reader, archive.open(name, "w", force_zip64=True) as writer:
        while chunk := reader.read(CHUNK):
            writer.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return Part(digest.hexdigest(), size)


@contextmanager
def writing(file: Path) -> Iterator[zipfile.ZipFile]:
    """An archive to fill; sealed when the block ends."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        yield archive
        archive.comment = _PLACEHOLDER
    seal(file)


def seal(file: Path) -> None:
    """Replace the last 64 bytes by the digest of all the others."""
    digest = _digest(file)
    with file.open("r+b") as handle:
        handle.seek(-SEAL_LENGTH, os.SEEK_END)
        handle.write(digest)


@contextmanager
def reading(file: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """A checked archive and its manifest; raises `BadInput` for an absent file, `CheckFailed` for any other trouble."""
    _check_seal(file)
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive, _checked_manifest(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        raise CheckFailed("la sauvegarde n'est pas une archive lisible.") from error


def unpack(archive: zipfile.ZipFile, manifest: Manifest, folder: Path) -> None:
    """Write every part below `folder`, each checked against its digest as it is written."""
    wanted = sum(part.bytes for part in manifest.parts.values())
    if wanted > shutil.disk_usage(folder).free:
        raise BadInput(
            f"il manque de la place dans {folder} ({wanted // 1_000_000 + 1} Mo sont nécessaires).",
            remedy="Libérez de la place, rien n'a été changé.",
        )
    for name, part in manifest.parts.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as writer:
            check_part(archive, name, part, writer)


def check_part(archive: zipfile.ZipFile, name: str, part: Part, writer: IO[bytes] | None = None) -> None:
    """Read a part to its end, and copy it when asked; raises `CheckFailed` when it is not what the manifest says."""
    digest, size = hashlib.sha256(), 0
    with archive.open(name) as reader:
        while chunk := reader.read(CHUNK):
            size += len(chunk)
            if size > part.bytes:
                break
            digest.update(chunk)
            if writer:
                writer.write(chunk)
    if size != part.bytes or digest.hexdigest() != part.sha256:
        raise CheckFailed(f"la partie «\u202f{name}\u202f» n'est pas celle que le manifeste annonce.")


def _check_seal(file: Path) -> None:
    try:
        with file.open("rb") as handle:
            is_zip = handle.read(4) == b"PK\x03\x04"
            size = handle.seek(0, os.SEEK_END)
            handle.seek(max(size - SEAL_LENGTH, 0))
            found = handle.read()
    except OSError as error:
        raise BadInput("la sauvegarde ne peut pas être lue.", where=str(file), remedy="Vérifiez son chemin.") from error
    if not is_zip or size <= SEAL_LENGTH:
        raise CheckFailed("ce n'est pas une sauvegarde de Tenir.", where=file.name)
    if found != _digest(file):
        raise CheckFailed(
            "la sauvegarde est altérée, tronquée, ou d'un autre outil.", where=file.name, remedy="Prenez-en une autre."
        )


def _digest(file: Path) -> bytes:
    """Hexadecimal SHA-256 of all but the last 64 bytes."""
    digest, left = hashlib.sha256(), file.stat().st_size - SEAL_LENGTH
    with file.open("rb") as handle:
        while left > 0 and (chunk := handle.read(min(CHUNK, left))):
            digest.update(chunk)
            left -= len(chunk)
    return digest.hexdigest().encode()


def _checked_manifest(archive: zipfile.ZipFile) -> Manifest:
    """The manifest, once the archive's directory agrees with it: nothing is unpacked before."""
    found = {info.filename: info for info in archive.infolist()}
    if len(found) != len(archive.infolist()):
        raise CheckFailed("la sauvegarde contient deux fois le même nom.")
    if MANIFEST not in found or found[MANIFEST].file_size > LARGEST_MANIFEST:
        raise CheckFailed("la sauvegarde n'a pas de manifeste.")
    manifest = Manifest.from_json(archive.read(MANIFEST))
    if set(found) != {MANIFEST, *manifest.parts}:
        raise CheckFailed("la sauvegarde ne contient pas exactement ce que son manifeste annonce.")
    for name, part in manifest.parts.items():
        _check_member(found[name], part)
    return manifest


def _check_member(info: zipfile.ZipInfo, part: Part) -> None:
    if info.filename != DATABASE and not _is_safe(info.filename):
        raise CheckFailed("la sauvegarde contient un chemin interdit.", where=info.filename[:100])
    readable = info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) and not info.flag_bits & 0x1
    if not readable or info.file_size != part.bytes:
        raise CheckFailed("une partie n'a pas la taille annoncée.", where=info.filename[:100])


def _is_safe(name: str) -> bool:
    """Whether a name stays below `uploads/` on any system."""
    if not name.startswith(UPLOADS) or any(mark in name for mark in '\\:\0<>"|?*') or not name.isprintable():
        return False
    pieces = name.split("/")
    return all(piece not in ("", ".", "..") and len(piece.encode()) <= 255 for piece in pieces)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
