"""What is not read is refused in one French sentence: where, what, what to do."""

import time
import tracemalloc

import pytest

from tenir.engines.documents import UnreadableDocument, read
from tenir.engines.documents.tests.files import archive


def refusal(data: bytes) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        read(data, name="envoi.txt")
    return caught.value


@pytest.mark.parametrize("data", [b"", b"  \n\t\r\n"])
def test_empty(data: bytes) -> None:
    assert str(refusal(data)) == "«\u202fenvoi.txt\u202f» est vide\u202f; vérifiez le fichier choisi."


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (archive({"xl/workbook.xml": ""}), "un classeur Excel (.xlsx)"),
        (archive({"ppt/presentation.xml": ""}), "une présentation PowerPoint (.pptx)"),
        (archive({"notes.txt": "un"}), "une archive ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "un ancien document Word"),
        (b"{\\rtf1\\ansi", "un document RTF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "une image PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "une image JPEG"),
        (b"GIF89a\x01\x00", "une image GIF"),
        (b"\x1f\x8b\x08\x00", "une archive gzip"),
        (b"\n<!DOCTYPE html><html><body>", "une page web"),
    ],
)
def test_other_formats_are_named(data: bytes, told: str) -> None:
    error = refusal(data)
    assert f"ressemble à {told}" in error.sentence
    assert "\n" not in str(error)
    assert error.remedy


@pytest.mark.parametrize("data", [b"abc\x00def\x00\x00\x01", bytes(range(32)) * 40, b"a\x00" * 3 + b"\x00" * 50])
def test_binary(data: bytes) -> None:
    assert "binaire" in str(refusal(data))


def test_too_large_is_refused_at_once() -> None:
    data = b"a" * (50 * 1024 * 1024)
    tracemalloc.start()
    start = time.process_time()
    error = refusal(data)
    took, (_, peak) = time.process_time() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "pèse 50,0 Mo alors que la limite est de 20 Mo" in error.sentence
    assert took < 0.5
    assert peak < 1024 * 1024


def test_too_many_lines() -> None:
    assert "compte 200001 lignes" in refusal(b"a" + b"\n" * 200_001).sentence


def test_nothing_recognised() -> None:
    assert str(refusal(b"Bonjour.\n")).startswith("«\u202fenvoi.txt\u202f» ne contient aucun engagement reconnaissable")


def test_sentence_is_one_and_ends_with_a_full_stop() -> None:
    for data in (b"", b"%PDF-", b"\xff\xfex", b"Bonjour.", b"\x80\x81\x82"):
        text = str(refusal(data))
        assert text.endswith(".")
        assert "\n" not in text
