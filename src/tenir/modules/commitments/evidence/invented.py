"""A tiny picture and a tiny PDF made by code: proofs of the demonstration and of tests, true of nothing."""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

_SKY, _GROUND, _WALL, _ROOF, _SIGN = "#c9d8e6", "#b9b29d", "#e8dcc6", "#8d4b3a", "#1f3a5f"


def picture() -> bytes:
    """A PNG of 640 × 400 points: a low house, and a board that says that it is invented."""
    image = Image.new("RGB", (640, 400), _SKY)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 300, 640, 400), fill=_GROUND)
    draw.rectangle((200, 170, 480, 310), fill=_WALL)
    draw.polygon(((180, 175), (340, 80), (500, 175)), fill=_ROOF)
    for left in (230, 390):
        draw.rectangle((left, 200, left + 60, 260), fill=_SKY, outline=_SIGN, width=3)
    draw.rectangle((315, 230, 365, 310), fill=_SIGN)
    draw.rectangle((30, 330, 300, 380), fill="white", outline=_SIGN, width=3)
    draw.text((44, 344), "Image inventee", fill=_SIGN, font_size=24)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def pdf(lines: Sequence[str]) -> bytes:
    """A PDF of one page that says these lines."""
    shown = "".join(f"({_escaped(line)}) Tj 0 -24 Td " for line in lines)
    drawn = b"BT /F1 14 Tf 60 760 Td " + shown.encode("cp1252", "replace") + b"ET"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    )
    whole, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(whole))
        whole += b"%d 0 obj%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(whole))
    return whole + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
