"""What is sent with a form is held in memory, up to 20 MB a request, and never written to a temporary file.

Django would write a larger one to the disk while it arrives, where it stays when the process is killed: the list of
people of an association would be among them (tests/test_nothing_remains.py).
"""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

LARGEST = 20 * 1024 * 1024  # bytes


class InMemory(FileUploadHandler):
    """The only handler of the site (`FILE_UPLOAD_HANDLERS`).

    A file that does not fit arrives empty, with its true size: each form refuses it by its size, in its own words.
    """

    _held = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """One more file of the same request, which shares its room."""
        super().new_file(*args, **kwargs)
        self._file = io.BytesIO()
        self._fits = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece, or let go of the whole file."""
        self._held += len(raw_data) if self._fits else 0
        if self._held > LARGEST:
            self._held -= self._file.tell() + len(raw_data)
            self._file, self._fits = io.BytesIO(), False
        if self._fits:
            self._file.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """What the form gets."""
        self._file.seek(0)
        size = file_size if self._fits else max(file_size, LARGEST + 1)
        named = (self.field_name, self.file_name, self.content_type, size, self.charset, self.content_type_extra)
        return InMemoryUploadedFile(self._file, *named)
