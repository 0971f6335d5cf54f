"""What may be proof is told by its bytes; a picture keeps nothing but its points."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

from tenir.core.errors import BadInput
from tenir.modules.commitments.evidence import child, received
from tenir.modules.commitments.evidence.child import examine
from tenir.modules.commitments.evidence.enums import FileSort
from tenir.modules.commitments.tests.evidence_builders import PDF, docx, picture, zipped

MARK = b"MARQUE-CACHEE-48.8566"
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"
ODT = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}


def marked(form: str) -> bytes:
    """A picture taken at a place: coordinates, author, comments, XMP, and a message after its end."""
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = MARK.decode()
    exif[ExifTags.Base.Orientation] = 6
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (48.0, 51.0, 24.0)
    options: dict[str, Any] = {"exif": exif}
    if form == "PNG":
        options["pnginfo"] = PngInfo()
        options["pnginfo"].add_text("Comment", MARK.decode())
        options["pnginfo"].add_itxt("XML:com.adobe.xmp", MARK.decode())
    elif form == "JPEG":
        options |= {"comment": MARK, "xmp": b"<x>" + MARK + b"</x>"}
    return picture(form, **options) + MARK


@pytest.mark.parametrize(("form", "sort"), [("JPEG", FileSort.JPEG), ("PNG", FileSort.PNG), ("WEBP", FileSort.JPEG)])
def test_picture_keeps_nothing_of_where_it_was_taken(form: str, sort: FileSort) -> None:
    before = marked(form)
    assert MARK in before
    assert b"GPS" in before or Image.open(io.BytesIO(before)).getexif().get_ifd(ExifTags.IFD.GPSInfo)
    found = received.examine(before, name="IMG_1234.jpeg")
    assert (found.sort, found.name) == (sort, f"IMG_1234.{sort.value}")
    for hidden in (MARK, b"Exif", b"GPS", b"xmp", b"ICC", b"Comment", b"Artist"):
        assert hidden not in found.data
    after = Image.open(io.BytesIO(found.data))
    # Orientation 6 was applied: 60 × 40 stands upright.
    assert (after.size, dict(after.getexif())) == ((40, 60), {})


def test_large_photo_is_made_small_and_a_small_one_stays() -> None:
    large = Image.open(io.BytesIO(received.examine(picture(size=(4100, 3000)), name="a").data))
    assert large.size == (2000, 1463)
    assert Image.open(io.BytesIO(received.examine(picture(size=(30, 20)), name="a").data)).size == (30, 20)


def test_drawing_with_transparency_stays_one() -> None:
    data = received.examine(picture("PNG", mode="RGBA", color=(10, 20, 30, 0)), name="logo.png").data
    assert Image.open(io.BytesIO(data)).mode == "RGBA"


def test_modes_of_scanners_and_printers_become_plain() -> None:
    for form, mode in (("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "I;16"), ("PNG", "P"), ("PNG", "1"), ("GIF", "P")):
        assert examine(picture(form, mode=mode))["sort"] in ("jpg", "png")


def test_documents_stay_as_they_came() -> None:
    for data, sort in ((PDF, "pdf"), (docx(), "docx"), (zipped(**ODT), "odt")):
        found = received.examine(data, name="pièce")
        assert (found.data, found.sort, found.name) == (data, sort, f"pièce.{sort}")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "vide"),
        (HEIC, "HEIC"),
        (b"<html><script>alert(1)</script>", "d'aucune sorte acceptée"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "d'aucune sorte acceptée"),
        (b"MZ\x90\x00", "d'aucune sorte acceptée"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "macros"),
        (b"Rar!\x1a\x07", "archive"),
        (b"7z\xbc\xaf\x27\x1c", "archive"),
        (b"\x1f\x8b\x08", "archive"),
        (zipped(**{"a.txt": "a"}), "archive"),
        (b"PK\x03\x04 nonsense", "abîmé"),
        (docx(**{"word/vbaProject.bin": b"x"}), "macros"),
        (docx(**{"xl/macrosheets/sheet1.xml": b"x"}), "macros"),
        (docx(**{"[Content_Types].xml": "<Types>application/vnd.ms-word.document.macroEnabled</Types>"}), "macros"),
        (zipped(**ODT, **{"Basic/Standard/Module1.xml": "x"}), "macros"),
        (b"%PDF-1.4 nonsense", "PDF"),
        (PDF + zipped(**{"evil.exe": "x"}), "d'une autre sorte"),
        (PDF.replace(b"%PDF-1.4\n", b"%PDF-1.4\n%<html><script>\n"), "d'une autre sorte"),
        (picture()[:300], "abîmée"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_what_is_no_proof_is_refused_in_french(data: bytes, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        examine(data)
    assert sentence in str(refused.value)
    assert refused.value.remedy


def test_animation_is_refused() -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    with pytest.raises(BadInput, match="animée"):
        examine(out.getvalue())


def test_flood_of_points_is_refused_before_it_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    flood = picture("PNG", size=(6000, 5000), mode="1")
    assert len(flood) < 10_000
    monkeypatch.setattr(child, "_written", lambda image: pytest.fail("its points were read"))
    with pytest.raises(BadInput, match=r"démesurée \(6000 × 5000 points\)"):
        examine(flood)
    # And in the child, whose limits hold besides.
    with pytest.raises(BadInput, match="démesurée"):
        received.examine(flood, name="flood.png")


def test_archive_bomb_is_refused() -> None:
    with pytest.raises(BadInput, match="se déploierait"):
        examine(zipped(**{f"{rank}": "" for rank in range(2_500)}))


def test_polyglot_picture_loses_its_second_life() -> None:
    both = picture() + zipped(**{"evil.html": "<script>"})
    assert b"PK\x05\x06" in both
    data = received.examine(both, name="a.jpg").data
    assert b"PK" not in data


def test_too_heavy_is_refused_before_it_is_examined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(received, "LARGEST", 100)
    with pytest.raises(BadInput, match="pèse"):
        received.examine(PDF, name="a.pdf")


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\moi\\photo.jpg", "photo.jpg"),
        ("a\x00b\r\n.pdf", "ab.pdf"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        (' <"x">|?* .pdf', "x .pdf"),
        ("..", ""),
        ("e\u0301tat.pdf", "état.pdf"),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
    ],
)
def test_names_lose_what_is_dangerous(name: str, cleaned: str) -> None:
    assert received.clean(name) == cleaned
