"""A file that is sent is held in memory; what does not fit arrives empty, with its size, for the form to refuse."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from tenir.core.web import uploads


def posted(*contents: bytes) -> list[InMemoryUploadedFile]:
    files = {f"file{rank}": SimpleUploadedFile("a.csv", content) for rank, content in enumerate(contents)}
    request: WSGIRequest = RequestFactory().post("/", files)
    return list(request.FILES.values())  # type: ignore[arg-type]


def test_site_has_no_other_handler() -> None:
    assert settings.FILE_UPLOAD_HANDLERS == ["tenir.core.web.uploads.InMemory"]


def test_file_is_held_in_memory() -> None:
    (file,) = posted(b"x" * 5_000_000)
    assert (type(file), file.size, file.read(3)) == (InMemoryUploadedFile, 5_000_000, b"xxx")


def test_larger_file_arrives_empty_with_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "LARGEST", 100)
    (file,) = posted(b"x" * 101)
    assert (file.size, file.read()) == (101, b"")


def test_files_of_a_request_share_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "LARGEST", 100)
    first, second, third = posted(b"a" * 60, b"b" * 60, b"c" * 40)
    assert [first.read(), second.read(), third.read()] == [b"a" * 60, b"", b"c" * 40]
    assert second.size > 100
