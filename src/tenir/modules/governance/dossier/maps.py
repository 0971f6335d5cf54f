"""The tile map on paper: one list of shapes, drawn as SVG for what scales and as PNG for text documents.

Colours are those of the site on paper, pale to dark, and never alone: each tile carries as many small bars as its class
has rank, a tile without a figure is hollow and dashed.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from PIL import Image, ImageDraw, ImageFont

from tenir.core.web import tiles
from tenir.core.web.tilemap import Tile, TileMap

PITCH, SIDE = 30, 28
STRIP = tiles.ROWS * PITCH + 24
WIDTH, HEIGHT = tiles.COLUMNS * PITCH, STRIP + PITCH
# Dots of the picture for a unit of the drawing: 300 dots an inch at nine centimetres.
SCALE = 3
FILLS = {
    "value-1": "#e4f0f2",
    "value-2": "#b5d6dc",
    "value-3": "#7db3be",
    "value-4": "#2a6d7b",
    "value-5": "#06323c",
}
INK, PAPER, LINE, GREY = "#1c2530", "#ffffff", "#404040", "#8a8a8a"
DARK = ("value-4", "value-5")


@dataclass(frozen=True)
class Box:
    """A filled rectangle; without a line where `line` is empty."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    line: str = ""
    dashed: bool = False


@dataclass(frozen=True)
class Letters:
    """Words on a base line, from `x` on or around it."""

    x: float
    y: float
    text: str
    colour: str
    size: int
    around: bool = True


Shape = Box | Letters


def shapes(drawn: TileMap) -> Iterator[Shape]:
    """All of the map, in the order in which it is drawn."""
    for tile in drawn.mainland:
        yield from _tile(tile, tile.row * PITCH, drawn.of)
    # Of the whole strip: the library's own face has no letter with an accent.
    yield Letters(1, STRIP - 6, "Outre-mer", INK, 11, around=False)
    for tile in drawn.overseas:
        yield from _tile(tile, STRIP, drawn.of)


def svg(drawn: TileMap) -> str:
    """As lines; its words are for the eye, `alt` beside it tells it to others."""
    inside = "".join(_svg(one) for one in shapes(drawn))
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{inside}</svg>'


def png(drawn: TileMap) -> bytes:
    """As a picture."""
    picture = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), PAPER)
    drawing = ImageDraw.Draw(picture)
    for one in shapes(drawn):
        _png(drawing, one)
    out = io.BytesIO()
    # The quickest of both: a third of a second less each, for a fifth more bytes.
    picture.quantize(64, method=Image.Quantize.FASTOCTREE).save(out, "PNG")
    return out.getvalue()


def _tile(tile: Tile, y: int, of: int) -> Iterator[Shape]:
    x, top = tile.column * PITCH + 1, y + 1
    known = tile.bars is not None
    yield Box(x, top, SIDE, SIDE, FILLS.get(tile.tone, PAPER), LINE if known else GREY, dashed=not known)
    colour = PAPER if tile.tone in DARK else INK if known else "#595959"
    yield Letters(x + SIDE / 2, top + 14, tile.code, colour, 11)
    left = x + (SIDE - (of * 5 - 2)) / 2
    for number in range(of if known else 0):
        full = number < (tile.bars or 0)
        height = 7 if full else 1
        yield Box(left + 5 * number, top + 25 - height, 3, height, colour)


def _svg(one: Shape) -> str:
    if isinstance(one, Letters):
        anchor = ' text-anchor="middle"' if one.around else ""
        told = f'x="{one.x:g}" y="{one.y:g}" font-size="{one.size}" fill="{one.colour}"{anchor}'
        return f'<text font-family="Libertinus Serif" {told}>{escape(one.text)}</text>'
    line = f' stroke="{one.line}" stroke-width="0.8"' if one.line else ""
    dashes = ' stroke-dasharray="2 2"' if one.dashed else ""
    place = f'x="{one.x:g}" y="{one.y:g}" width="{one.width:g}" height="{one.height:g}"'
    return f'<rect {place} fill="{one.fill}"{line}{dashes}/>'


def _png(drawing: ImageDraw.ImageDraw, one: Shape) -> None:
    if isinstance(one, Letters):
        place = (one.x * SCALE, one.y * SCALE)
        drawing.text(place, one.text, one.colour, font=_font(one.size), anchor="ms" if one.around else "ls")
        return
    corners = (one.x * SCALE, one.y * SCALE, (one.x + one.width) * SCALE - 1, (one.y + one.height) * SCALE - 1)
    if one.dashed:
        drawing.rectangle(corners, fill=one.fill)
        _dashes(drawing, corners, one.line)
    else:
        drawing.rectangle(corners, fill=one.fill, outline=one.line or None, width=SCALE - 1)


def _dashes(drawing: ImageDraw.ImageDraw, corners: tuple[float, ...], colour: str) -> None:
    left, top, right, bottom = corners
    step = 2 * SCALE
    for start in range(int(left), int(right), 2 * step):
        for y in (top, bottom):
            drawing.line((start, y, min(start + step, right), y), fill=colour, width=2)
    for start in range(int(top), int(bottom), 2 * step):
        for x in (left, right):
            drawing.line((x, start, x, min(start + step, bottom)), fill=colour, width=2)


@functools.cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The face that comes with the library: the same on every machine."""
    return ImageFont.load_default(size * SCALE)
