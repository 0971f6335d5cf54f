"""Bytes of a file of people as blocks of whole records in UTF-8, with the number of their first line.

A block ends where a record ends: after a line end that stands in no quotes. One block is in memory, whatever the size.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import BinaryIO

import numpy as np

from tenir.engines.localisation.errors import BadFile

BLOCK = 8 << 20
# Enough to tell encoding and separator.
SAMPLE = 1 << 16
SEPARATORS = (";", ",", "\t", "|")
QUOTE, LINE = b'"', b"\n"
MIXED = "Une partie du fichier n'est pas en UTF-8\u202f: elle est lue comme cp1252."
AGAIN = "Enregistrez-le de nouveau depuis le tableur, en CSV (UTF-8)."


@dataclass(frozen=True)
class Block:
    """Whole records, and the line of the file on which the first one begins."""

    data: bytes
    line: int

    @cached_property
    def lines(self) -> int:
        """How many lines; numpy counts them several times faster than `bytes.count`."""
        ends = int(np.count_nonzero(np.frombuffer(self.data, dtype=np.uint8) == LINE[0]))
        return ends + (not self.data.endswith(LINE))


class Sheet:
    """A file that was opened: its titles, then its blocks, once."""

    def __init__(self, stream: BinaryIO) -> None:
        """Raises `BadFile` on a workbook, an empty file, one without titles."""
        self.notes: list[str] = []
        self._pieces = _decoded(_plain(stream), self.notes)
        self._waiting = next(self._pieces, b"")
        self.titles, self.separator, self._line = self._head()

    def blocks(self) -> Iterator[Block]:
        """Raises `BadFile` on quotes that are never closed."""
        piece: bytes | None = b""
        while piece is not None:
            piece = next(self._pieces, None)
            end = len(self._waiting) if piece is None else _end(self._waiting)
            if piece is None:
                self._refuse_open_quotes(self._waiting.count(QUOTE) % 2 == 1)
            self._refuse_open_quotes(end == 0 and len(self._waiting) > 2 * BLOCK)
            if end:
                block = Block(self._waiting[:end], self._line)
                self._line += block.lines
                yield block
            self._waiting = self._waiting[end:] + (piece or b"")

    def _refuse_open_quotes(self, wrong: bool) -> None:
        if wrong:
            raise BadFile("un guillemet ouvert n'est jamais refermé.", where=self._open_line(), remedy=AGAIN)

    def _open_line(self) -> str:
        """Where the record begins that goes on to the end: the first whose quotes do not close on its line."""
        for rank, line in enumerate(self._waiting.split(LINE)):
            if line.count(QUOTE) % 2:
                return f"ligne {self._line + rank}"
        return f"ligne {self._line}"

    def _head(self) -> tuple[list[str], str, int]:
        """The first line that says something is the titles."""
        start = len(self._waiting) - len(self._waiting.lstrip(b"\n"))
        end = self._waiting.find(LINE, start) + 1 or len(self._waiting)
        first, self._waiting = self._waiting[start:end].decode(), self._waiting[end:]
        if not first.strip():
            raise BadFile("le fichier est vide.", remedy="Donnez un fichier CSV avec une ligne de titres.")
        separator = max(SEPARATORS, key=first.count)
        titles = [title.strip() for title in next(csv.reader([first], delimiter=separator))]
        if all(map(_is_number, titles)) or any(map(_is_decimal, titles)):
            # Nothing of the line is repeated: it is somebody's.
            remedy = "Ajoutez une première ligne qui nomme les colonnes."
            raise BadFile("la première ligne contient des valeurs, pas des titres.", remedy=remedy)
        return titles, separator, start + 2


def _is_decimal(text: str) -> bool:
    return _is_number(text) and not text.lstrip("-").isdigit()


def _is_number(text: str) -> bool:
    return text.replace(",", ".").replace(".", "", 1).lstrip("-").isdigit()


def _end(data: bytes) -> int:
    """Just after the last line end outside quotes, 0 when there is none."""
    end = data.rfind(LINE) + 1
    quotes = data.count(QUOTE, 0, end)
    while end and quotes % 2:
        # Back to the line that holds the last quote: its line end cannot be outside.
        last = data.rfind(QUOTE, 0, end)
        before = data.rfind(LINE, 0, last) + 1
        quotes -= data.count(QUOTE, before, end)
        end = before
    return end


def _plain(stream: BinaryIO) -> BinaryIO:
    """Unpacked, when the first bytes say gzip."""
    buffered = stream if hasattr(stream, "peek") else io.BufferedReader(stream)  # type: ignore[type-var]
    magic = buffered.peek(4)[:4]
    if magic[:2] == b"\x1f\x8b":
        return gzip.GzipFile(fileobj=buffered)  # type: ignore[return-value]
    if magic in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        raise BadFile("c'est un classeur ou une archive, non un CSV.", remedy=AGAIN)
    return buffered


def _decoded(stream: BinaryIO, notes: list[str]) -> Iterator[bytes]:
    """Pieces in UTF-8 with plain line ends."""
    first = _read(stream, SAMPLE)
    name = _encoding(first)
    if name not in ("utf-8", "utf-8-sig"):
        notes.append(f"Le fichier est lu comme {name}.")
    decoder = codecs.getincrementaldecoder(name)(errors="strict" if name.startswith("utf-8") else "replace")
    returned = b""
    for piece in _pieces(stream, first):
        try:
            text = decoder.decode(piece)
        except UnicodeDecodeError:
            # This piece only: those after it may be what they should.
            text = (decoder.getstate()[0] + piece).decode("cp1252", errors="replace")
            decoder.reset()
            notes += [MIXED] if MIXED not in notes else []
        data = returned + text.encode().replace(b"\0", b"")
        # A line end of two bytes may be cut between two pieces.
        returned = data[len(data.removesuffix(b"\r")) :]
        yield _plain_ends(data.removesuffix(b"\r"))
    yield _plain_ends(returned)


def _plain_ends(data: bytes) -> bytes:
    return data.replace(b"\r\n", LINE).replace(b"\r", LINE) if b"\r" in data else data


def _pieces(stream: BinaryIO, first: bytes) -> Iterator[bytes]:
    while first:
        yield first
        first = _read(stream, BLOCK)


def _read(stream: BinaryIO, many: int) -> bytes:
    try:
        return stream.read(many)
    except (EOFError, OSError, zlib.error) as error:
        raise BadFile("le fichier compressé est abîmé ou incomplet.", remedy="Compressez-le de nouveau.") from error


def _encoding(sample: bytes) -> str:
    """By its mark, else UTF-8 when it is, else that of office programs on Windows."""
    marks = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
    for mark, name in marks.items():
        if sample.startswith(mark):
            return name
    if sample[1:200:2].count(0) > len(sample[1:200:2]) // 2:
        return "utf-16-le"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
