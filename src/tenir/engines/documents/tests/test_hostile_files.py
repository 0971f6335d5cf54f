"""Damaged, locked, monstrous and disguised files end in a sentence that says what to do; never in half a document."""

from __future__ import annotations

import random
import time
from contextlib import suppress

import pytest

from tenir.engines.documents import UnreadableDocument, read
from tenir.engines.documents.decoding import open_document
from tenir.engines.documents.readers import archive as archives
from tenir.engines.documents.readers.formats import read_formatted
from tenir.engines.documents.tests.files import HEADINGS, archive, docx, heading, odt, p, pdf, show, show_lines
from tenir.engines.documents.tests.lines_of import work_of

WORDS = [f"Une ligne parmi d'autres, la {rank}." for rank in range(40)]
PDF = pdf(show_lines(60, 60, WORDS), show_lines(60, 60, WORDS))
DOCX = docx(heading("Rives") + "".join(map(p, WORDS)), styles=HEADINGS)
ODT = odt("".join(f"<text:p>{words}</text:p>" for words in WORDS))


def refusal(data: bytes, name: str = "envoi") -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read(data, name=name)
    told = str(caught.value)
    assert told.endswith(".")
    assert "\n" not in told
    assert caught.value.remedy
    return told


PICTURE = "q 500 0 0 700 40 60 cm BI /W 2 /H 2 /CS /G /BPC 8 /F /AHx ID 00ff00ff> EI Q\n"


def test_scanned_pdf_is_sent_to_ocr() -> None:
    assert "sans texte, sans doute numérisé" in refusal(pdf(PICTURE, PICTURE))
    assert "OCR" in refusal(pdf(PICTURE))
    assert "OCR" in refusal(pdf("")), "an empty page has nothing to read either"
    assert "OCR" in refusal(pdf(PICTURE + show(500, 830, "1"), PICTURE + show(500, 830, "2")))


def test_mostly_scanned_pdf_is_refused_and_one_picture_is_told() -> None:
    text = show_lines(60, 60, WORDS)
    assert "2 pages sans texte sur 3" in refusal(pdf(text, PICTURE, PICTURE))
    _, told = read_formatted(open_document(pdf(text, PICTURE, text), "envoi"))
    assert told == "PDF : 3 pages lues. Sans texte, à passer à l'OCR si elles comptent : 2."


def test_locked_files() -> None:
    assert "mot de passe" in refusal(pdf(show(60, 60, "secret"), encrypt=True))
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert "sans mot de passe" in refusal(ole)
    assert "mot de passe" in refusal(odt("<text:p>a</text:p>", manifest="<manifest:encryption-data/>"))
    locked = bytearray(DOCX)
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert "mot de passe" in refusal(bytes(locked))


@pytest.mark.parametrize("data", [PDF, DOCX, ODT], ids=["pdf", "docx", "odt"])
def test_truncated_files_are_refused(data: bytes) -> None:
    for share in (0.02, 0.3, 0.6, 0.9, 0.97):
        assert refusal(data[: int(len(data) * share)])


@pytest.mark.parametrize("data", [PDF, DOCX, ODT], ids=["pdf", "docx", "odt"])
def test_damaged_files_are_read_or_refused(data: bytes) -> None:
    chance, refused = random.Random(4), 0
    for _ in range(150):
        damaged = bytearray(data)
        for _ in range(chance.choice((1, 5, 50))):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            read(bytes(damaged), name="envoi")
        except UnreadableDocument as error:
            assert error.sentence  # noqa: PT017
            refused += 1
    assert refused > 0  # else the damage never told


def test_too_many_pages() -> None:
    start = time.process_time()
    assert "compte 10000 pages alors que la limite est de 2000" in refusal(pdf(*[""] * 10_000))
    assert time.process_time() - start < 10


@pytest.mark.parametrize("count", [-1, 0, 3, 2_000_000_000])
def test_pdf_that_lies_about_its_pages(count: int) -> None:
    lying = PDF.replace(b"/Count 2", f"/Count {count}".encode())
    with suppress(UnreadableDocument):
        assert work_of(lying).source.pages == 2


def test_pdf_without_letters_for_its_glyphs() -> None:
    assert "n'est pas lisible" in refusal(pdf(show_lines(60, 60, ["\x01\x03\x05\x06" * 20 + " x"] * 20)))


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        "<!DOCTYPE x>",
    ],
)
def test_document_types_and_entities_are_refused(declared: str) -> None:
    for part in ("word/document.xml", "word/styles.xml"):
        parts: dict[str, str | bytes] = {"[Content_Types].xml": "", "word/document.xml": "<a/>"}
        assert "abîmé" in refusal(archive({**parts, part: f'<?xml version="1.0"?>{declared}<x>&a;</x>'}))
        wide = f'<?xml version="1.0" encoding="utf-16"?>{declared}<x/>'.encode("utf-16")
        assert "abîmé" in refusal(archive({**parts, part: wide}))


def test_zip_bombs() -> None:
    parts: dict[str, str | bytes] = {"[Content_Types].xml": ""}
    assert "se déploierait" in refusal(archive({**parts, "word/document.xml": b" " * (archives.MOST_UNPACKED + 1)}))
    many = {f"{rank}": "" for rank in range(archives.MOST_PARTS + 1)}
    assert "trop de parties" in refusal(archive({**parts, "word/document.xml": "<a/>", **many}))


def test_deep_and_endless_xml() -> None:
    assert "abîmé" in refusal(docx("<w:sdt>" * 600 + "</w:sdt>" * 600))
    assert "paragraphes" in refusal(docx("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 200_001))
    assert refusal(docx("<w:p/>" * 100_000)).startswith("«")


def test_empty_documents() -> None:
    assert "ne contient aucun texte" in refusal(docx(p("")))
    assert "ne contient aucun texte" in refusal(odt(""))


def test_name_does_not_decide() -> None:
    for data in (PDF, DOCX, ODT):
        told = {refusal(data, name) for name in ("a.txt", "a.pdf", "a.docx", "a.exe")}
        assert len({one.split("»", 1)[1] for one in told}) == 1


def test_text_that_only_speaks_of_pdf_stays_text() -> None:
    assert work_of(b"La signature %PDF- ouvre un fichier.\n").data


def test_reading_twice_gives_the_same() -> None:
    for data in (PDF, DOCX, ODT):
        assert work_of(data) == work_of(data)


def seconds(rows: int) -> float:
    """Processor time of a page in which each row stands in the other column."""
    size = 700 / rows
    data = pdf("".join(show(60 + 200 * (rank % 2), 60 + size * rank, "ab cd", size * 0.8) for rank in range(rows)))
    start = time.process_time()
    work_of(data)
    return time.process_time() - start


@pytest.mark.alone
def test_time_is_linear_in_rows_of_a_page() -> None:
    """Ten times the rows: 10 times the time where it is linear, 100 where it is not."""
    seconds(100)
    assert min(seconds(5_000) for _ in range(3)) < 40 * min(seconds(500) for _ in range(3))
