"""A file that arrived as proof, examined in a child process before anything is kept."""

from __future__ import annotations

import base64
import re
import unicodedata
from dataclasses import dataclass

from tenir.core import sandbox
from tenir.core.errors import BadInput
from tenir.core.web import french
from tenir.modules.commitments.evidence import files
from tenir.modules.commitments.evidence.enums import FileSort

LARGEST = 20 * 1024 * 1024  # bytes of one file
# Of all files of one promise, deposits under way included.
LARGEST_TOGETHER = 500 * 1024 * 1024
LONGEST_NAME = 100
_CHILD = "tenir.modules.commitments.evidence.child:examine"
_MEMORY = 700 * 1024 * 1024  # a picture of 25 million points, in three copies
_SECONDS = 30
_SPLIT = "Donnez-en une copie plus petite ou plus simple."
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')


@dataclass(frozen=True)
class Received:
    """What is kept: the bytes, their sort, and a name fit to be shown."""

    data: bytes
    sort: FileSort
    name: str


@dataclass(frozen=True)
class Kept:
    """A file that is on the disk, as a proof names it."""

    sha256: str
    sort: FileSort
    length: int
    name: str

    @property
    def columns(self) -> dict[str, object]:
        """As a proof keeps them."""
        told = {"sha256": self.sha256, "sort": self.sort, "bytes": self.length, "name": self.name}
        return {f"file_{name}": value for name, value in told.items()}


def keep(data: bytes, *, name: str) -> Kept:
    """Examine and store; called before the transaction of the proof, which may then fail: a job removes the file."""
    found = examine(data, name=name)
    return Kept(files.store(found.data), found.sort, len(found.data), found.name)


def examine(data: bytes, *, name: str) -> Received:
    """The file as it will be kept, a picture written anew. Raises `BadInput` on what is no proof.

    Takes up to half a minute: called before any transaction.
    """
    refuse_too_large(len(data))
    shown = clean(name) or "fichier"
    found = sandbox.run(_CHILD, data, name=shown, memory=_MEMORY, seconds=_SECONDS, split=_SPLIT)
    sort = FileSort(found["sort"])
    kept = base64.b64decode(found["copy"]) if "copy" in found else data
    return Received(kept, sort, _named(shown, sort))


def refuse_too_large(length: int) -> None:
    """Raise `BadInput` on a file past the limit, as soon as its length is said."""
    if length > LARGEST:
        weight, most = french.decimal(length / 1024 / 1024), LARGEST // 1024 // 1024
        raise BadInput(
            f"ce fichier pèse {weight}\u00a0Mo, plus de {most}\u00a0Mo.",
            where="fichier",
            remedy="Donnez-en une copie plus légère, ou un lien vers elle.",
        )


def clean(name: str) -> str:
    """A name without folders, control or invisible characters, at most `LONGEST_NAME` long."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    # Control characters, and those that turn the direction of writing: « gpj.exe » must not read « exe.jpg ».
    seen = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    return re.sub(r"\s+", " ", _FORBIDDEN.sub("", seen)).strip(" .")[-LONGEST_NAME:]


def _named(name: str, sort: FileSort) -> str:
    """The extension is that of the content."""
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", name).strip(" .") or "fichier"
    return f"{stem}.{sort.value}"
