"""What the child process does with a file given as proof: tell its sort by its content, write a picture anew.

Loaded before the limits are set, in a process that knows no Django (`core.sandbox`). Nothing of a name is believed. A
picture is drawn on a blank sheet: what was round its points (place, date, camera, comments, thumbnails, whatever was
appended) has no way into the copy.
"""

from __future__ import annotations

import base64
import io
import re
import zipfile
from typing import Any

import pypdfium2
from PIL import (
    GifImagePlugin,
    Image,
    ImageCms,
    ImageOps,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    WebPImagePlugin,
)

from tenir.core.errors import BadInput
from tenir.core.sandbox import check_archive
from tenir.engines.documents.errors import UnreadableDocument
from tenir.engines.documents.readers.pdf.document import count_pages

# The library of PDF seeks its functions when it is loaded; those of pictures are named so that none is sought later.
LIBRARIES = (
    pypdfium2.PYPDFIUM_INFO,
    *(GifImagePlugin, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin, ImageCms),
)
# A JPEG of two pictures is read as one, and then calls itself MPO.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
LONGEST_SIDE = 2000  # points: a page of text photographed can be read, a face in a crowd hardly
MOST_POINTS = 60_000_000
# JPEG is read at a fraction of its size; the others are held whole, four bytes a point.
MOST_POINTS_WHOLE = 25_000_000
QUALITY = 85
# The check below says it in French, before a point is decoded.
Image.MAX_IMAGE_PIXELS = None

_PICTURES = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|RIFF....WEBP", re.DOTALL)
_HEIC = re.compile(rb".{4}ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1|avif|avis)", re.DOTALL)
_ARCHIVES = re.compile(rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ|PK\x05\x06|.{257}ustar", re.DOTALL)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END_OF_ZIP = b"PK\x05\x06"
_LONGEST_ZIP_TAIL = 65_557
_MARKUP = re.compile(rb"<(!doctype|html|script|svg|iframe|body)", re.IGNORECASE)
_LOOKED_AT = 1024
_OOXML = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_ODF = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
}
_MACROS = re.compile(
    r"(^|/)(vbaProject\.bin|vbaData\.xml|macrosheets/.*|dialogsheets/.*)$|^(Basic|Scripts)/", re.IGNORECASE
)
ACCEPTED = "Donnez un PDF, une photo (JPEG, PNG, WebP) ou un fichier bureautique (DOCX, XLSX, PPTX, ODT, ODS, ODP)."


def examine(data: bytes) -> dict[str, Any]:
    """`{"sort": …}` of a file kept as it came, with `copy` (base64) for a picture; raises `BadInput` on any other."""
    if not data:
        raise BadInput("le fichier est vide.", remedy="Choisissez-en un autre.")
    if data.startswith(b"%PDF-"):
        return {"sort": _pdf(data)}
    if _PICTURES.match(data):
        sort, copy = _picture(data)
        return {"sort": sort, "copy": base64.b64encode(copy).decode("ascii")}
    if data.startswith(b"PK\x03\x04"):
        return {"sort": _office(data)}
    raise _other(data)


def _other(data: bytes) -> BadInput:
    """Why a file of another sort is no proof."""
    if _HEIC.match(data):
        return BadInput(
            "les photos HEIC ne sont lues que par certains appareils.",
            remedy="Sur l'iPhone\u202f: Réglages, Appareil photo, Formats, Le plus compatible. Ou une capture.",
        )
    if data.startswith(_OLE):
        return BadInput(
            "ce format de bureautique ancien (DOC, XLS, PPT) peut cacher des macros.",
            remedy="Enregistrez-le en DOCX, XLSX, PPTX ou PDF, puis renvoyez-le.",
        )
    if _ARCHIVES.match(data):
        return BadInput("une archive n'est pas une preuve lisible.", remedy="Donnez ses fichiers un par un.")
    return BadInput("ce fichier n'est d'aucune sorte acceptée.", remedy=ACCEPTED)


def _pdf(data: bytes) -> str:
    if _END_OF_ZIP in data[-_LONGEST_ZIP_TAIL:] or _MARKUP.search(data[:_LOOKED_AT]):
        raise BadInput("ce PDF est aussi un fichier d'une autre sorte.", remedy="Imprimez-le de nouveau en PDF.")
    try:
        count_pages(data, "le fichier")
    except UnreadableDocument as error:
        raise BadInput(f"le fichier {error.sentence}.", remedy=f"{error.remedy.capitalize()}.") from error
    return "pdf"


def _office(data: bytes) -> str:
    check_archive(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        types = _part(archive, "[Content_Types].xml")
        declared = _part(archive, "mimetype").decode("ascii", "replace").strip()
    if any(map(_MACROS.search, names)) or b"macroenabled" in types.lower():
        raise BadInput("ce fichier contient des macros.", remedy="Enregistrez-le sans macros, ou en PDF.")
    found = _ODF.get(declared) or next((sort for part, sort in _OOXML.items() if types and part in names), "")
    if not found:
        raise BadInput("une archive n'est pas une preuve lisible.", remedy="Donnez ses fichiers un par un.")
    return found


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A small part of an archive, or nothing."""
    if name not in archive.namelist():
        return b""
    with archive.open(name) as part:
        return part.read(1024 * 1024)


def _picture(data: bytes) -> tuple[str, bytes]:
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            _refuse_unusable(image)
            return _written(image)
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, OverflowError) as error:
        raise BadInput("la photo est abîmée.", remedy="Enregistrez-la de nouveau, puis renvoyez-la.") from error


def _refuse_unusable(image: Image.Image) -> None:
    points = image.width * image.height
    if points > (MOST_POINTS if image.format in ("JPEG", "MPO") else MOST_POINTS_WHOLE):
        raise BadInput(
            f"l'image est démesurée ({image.width} × {image.height} points).", remedy="Réduisez-la, puis renvoyez-la."
        )
    # The second picture of an MPO is a preview, or the other eye; the first is what its owner saw.
    if image.format != "MPO" and getattr(image, "is_animated", False):
        raise BadInput("une image animée n'est pas une preuve lisible.", remedy="Donnez-en une seule vue.")


def _written(image: Image.Image) -> tuple[str, bytes]:
    graphic = image.format in ("PNG", "GIF")
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS) if image.mode == "RGB" else image.load()
    upright = ImageOps.exif_transpose(image)
    mode = "RGBA" if graphic and upright.has_transparency_data else "RGB"
    plain = _in_srgb(upright, mode)
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    sheet = Image.new(mode, plain.size)
    sheet.paste(plain)
    out = io.BytesIO()
    if graphic:
        sheet.save(out, "PNG", optimize=True)
        return "png", out.getvalue()
    sheet.save(out, "JPEG", quality=QUALITY, optimize=True)
    return "jpg", out.getvalue()


def _in_srgb(image: Image.Image, mode: str) -> Image.Image:
    """Colours as every screen shows them, since the profile does not stay; one that cannot be read is passed over."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "CMYK"):
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(image, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            turned = None
        if turned is not None:
            return turned.convert(mode)
    if mode == "RGB" and image.has_transparency_data:
        # What is seen through a photo is white paper, not black.
        whole = image.convert("RGBA")
        paper = Image.new("RGBA", whole.size, "white")
        return Image.alpha_composite(paper, whole).convert("RGB")
    return image.convert(mode)
