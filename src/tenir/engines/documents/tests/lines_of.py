"""What the readers make of a file, before anything is recognised in it."""

from __future__ import annotations

from tenir.engines.documents.decoding import open_document
from tenir.engines.documents.readers.formats import read_formatted
from tenir.engines.documents.work import Line, Work


def work_of(data: bytes) -> Work:
    """The work after its reader."""
    return read_formatted(open_document(data, "envoi"))[0]


def lines_of(data: bytes) -> list[Line]:
    """Its lines that have words."""
    return [line for line in work_of(data).lines if line.text]


def texts_of(data: bytes) -> list[str]:
    """The words of these lines, one space between them."""
    return [" ".join(line.text.split()) for line in lines_of(data)]


def with_blanks(data: bytes) -> str:
    """All lines, blank ones included, as one text."""
    return "\n".join(line.text for line in work_of(data).lines).strip()
