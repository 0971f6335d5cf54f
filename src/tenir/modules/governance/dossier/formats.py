"""The three formats of the file, by the end of their address. Each writer is loaded when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.module_loading import import_string

from tenir.modules.governance.dossier.blocks import Sheet

_HERE = "tenir.modules.governance.dossier"


@dataclass(frozen=True)
class Format:
    """`words` is what its link says; `writer` the dotted path of `(Sheet) -> bytes`."""

    words: str
    type: str
    writer: str

    def write(self, sheet: Sheet) -> bytes:
        """The whole file."""
        write: Callable[[Sheet], bytes] = import_string(self.writer)
        return write(sheet)


FORMATS = {
    "docx": Format(
        "Word (DOCX)",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        f"{_HERE}.word.write",
    ),
    "odt": Format("LibreOffice (ODT)", "application/vnd.oasis.opendocument.text", f"{_HERE}.odt.write"),
    "pdf": Format("PDF accessible", "application/pdf", f"{_HERE}.pdf.write"),
}
