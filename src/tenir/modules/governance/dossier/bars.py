"""The bar of levels: shares of a line, achieved first, what is not known last; as PNG for text documents, as SVG."""

from __future__ import annotations

import io
from collections.abc import Mapping
from itertools import accumulate

from PIL import Image, ImageDraw

from tenir.core.web import signs

# The colours of the site on paper (`tenir.css`), light enough apart to be told from one another in grey.
COLOURS = {
    "objectif_atteint": "#06323c",
    "en_voie_de_finalisation": "#2a6d7b",
    "en_cours_de_deploiement": "#5d9fab",
    "en_cours_de_lancement": "#9cc9d0",
    "non_demarre": "#ffffff",
}
REST, LINE = "#cfcfcf", "#404040"
# Points of the drawing, which is shown four times smaller.
WIDTH, HEIGHT = 640, 44
# A narrower one could not be seen, nor drawn with its outline.
LEAST = 8


def segments(counts: Mapping[str, int]) -> list[tuple[int, int, str]]:
    """Where each colour begins and ends: together they fill the bar, and one in a thousand is seen."""
    total = sum(counts.values())
    known = [(counts.get(one.code, 0), COLOURS[one.code]) for one in signs.LEVELS if one.code in COLOURS]
    shares = [*known, (total - sum(count for count, _ in known), REST)]
    widths = [(max(LEAST, WIDTH * count // total), colour) for count, colour in shares if count]
    if not widths:
        return []
    longest = max(range(len(widths)), key=lambda n: widths[n][0])
    widths[longest] = (widths[longest][0] + WIDTH - sum(width for width, _ in widths), widths[longest][1])
    ends = list(accumulate(width for width, _ in widths))
    return [(end - width, end, colour) for end, (width, colour) in zip(ends, widths, strict=True)]


def png(counts: Mapping[str, int]) -> bytes:
    """The bar as a small picture."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), "#ffffff")
    drawing = ImageDraw.Draw(picture)
    for start, end, colour in segments(counts):
        drawing.rectangle((start, 0, end - 1, HEIGHT - 1), fill=colour, outline=LINE, width=2)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def svg(counts: Mapping[str, int]) -> str:
    """The same as lines, for formats that scale."""
    drawn = "".join(
        f'<rect x="{start + 1}" y="1" width="{max(1, end - start - 2)}" height="{HEIGHT - 2}" fill="{colour}" '
        f'stroke="{LINE}" stroke-width="2"/>'
        for start, end, colour in segments(counts)
    )
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{drawn}</svg>'
