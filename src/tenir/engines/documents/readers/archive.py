"""Parts of a ZIP, unpacked one by one and only as far as a plain document needs."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from tenir.engines.documents.decoding import other_format, unreadable
from tenir.engines.documents.errors import UnreadableDocument

MOST_PARTS = 5_000
MOST_UNPACKED = 48 * 1024 * 1024  # bytes of one part; a text of 2,000 pages has 30
_DAMAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, ValueError, RuntimeError)


@dataclass(frozen=True)
class Archive:
    """A ZIP whose directory has been looked at; `label` is what messages call it."""

    file: zipfile.ZipFile
    name: str
    label: str

    @cached_property
    def parts(self) -> frozenset[str]:
        return frozenset(self.file.namelist())

    @property
    def mimetype(self) -> str:
        """What an OpenDocument file says that it is."""
        return self.part("mimetype")[:100].decode("ascii", "replace").strip() if "mimetype" in self.parts else ""

    def part(self, path: str) -> bytes:
        """The bytes of one part, empty when there is none; raises `UnreadableDocument` on damage and beyond limits."""
        if path not in self.parts:
            return b""
        try:
            with self.file.open(path) as part:
                data = part.read(MOST_UNPACKED + 1)
        except _DAMAGE as error:
            raise self.damaged() from error
        if len(data) > MOST_UNPACKED:
            raise unreadable(
                self.name, "se déploierait bien au-delà de ce qui est permis", "découpez le document, puis renvoyez-le"
            )
        return data

    def damaged(self) -> UnreadableDocument:
        return unreadable(self.name, f"est {self.label} abîmé", "enregistrez-le de nouveau, puis renvoyez-le")


@contextmanager
def opened(data: bytes, name: str) -> Iterator[Archive]:
    """The archive; raises `UnreadableDocument` when it is damaged, locked or monstrous."""
    label = other_format(data) or "une archive ZIP"
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGE as error:
        # « une archive abîmée » would need its own agreement in French.
        sentence = f"ressemble à {label} mais ne s'ouvre pas"
        raise unreadable(name, sentence, "enregistrez-le de nouveau, puis renvoyez-le") from error
    with file:
        _check(file, name)
        yield Archive(file, name, label)


def _check(file: zipfile.ZipFile, name: str) -> None:
    parts = file.infolist()
    if len(parts) > MOST_PARTS:
        raise unreadable(
            name, "contient trop de parties pour un document", "enregistrez-le de nouveau en .docx ou .odt"
        )
    if any(part.flag_bits & 1 for part in parts):
        raise unreadable(name, "est protégé par un mot de passe", "enregistrez-le sans mot de passe")
