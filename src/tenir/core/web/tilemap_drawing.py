"""The tile map as SVG: presentation attributes and classes only, so that a strict Content-Security-Policy lets it be.

Units are tiles of 30 with a gap of 2: twelve columns in 343 px (a phone of 375) give targets of 26 px.
"""

from __future__ import annotations

import functools
from html import escape

from django.utils.safestring import SafeString

from tenir.core.web import tiles
from tenir.core.web.tilemap import Key, Tile, TileMap

PITCH = 30
SIDE = 28
WIDTH = tiles.COLUMNS * PITCH
STRIP_TITLE = tiles.ROWS * PITCH + 26
STRIP = STRIP_TITLE + 8
HEIGHT = STRIP + PITCH


def map_svg(drawn: TileMap) -> SafeString:
    """The whole map; each tile is a link, or an image where it leads nowhere."""
    mainland = "".join(_tile(tile, tile.row * PITCH, drawn.of) for tile in drawn.mainland)
    overseas = "".join(_tile(tile, STRIP, drawn.of) for tile in drawn.overseas)
    first = next(tile.column for tile in drawn.overseas if tile.code == "975") * PITCH
    # Hidden from readers: each tile's name says where it is.
    titles = (
        f'<g aria-hidden="true" class="tile-strip"><text x="0" y="{STRIP_TITLE}">Outre-mer</text>'
        f'<text x="{first}" y="{STRIP_TITLE}">Collectivités</text></g>'
    )
    name = f'role="group" aria-labelledby="{escape(drawn.key)}-titre" aria-describedby="{escape(drawn.key)}-legende"'
    box = f'class="tile-map" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    return SafeString(f"<svg {box} {name}>{mainland}{titles}{overseas}</svg>")


def key_svg(key: Key, of: int) -> SafeString:
    """A tile of the legend, hidden from screen readers: its words stand beside it."""
    square = f'<rect x="1" y="1" width="{SIDE - 2}" height="{SIDE - 2}" rx="2"/>'
    return SafeString(
        f'<svg class="tile-key" viewBox="0 0 {SIDE} {SIDE}" width="{SIDE}" height="{SIDE}" aria-hidden="true">'
        f'<g class="tile {key.tone}">{square}{sign(key.tone, key.bars, of)}</g></svg>'
    )


def _tile(tile: Tile, y: int, of: int) -> str:
    name = escape(tile.sentence)
    inside = (
        f"<title>{name}</title>"
        f'<rect x="1" y="1" width="{SIDE - 2}" height="{SIDE - 2}" rx="2"/>'
        f'<text x="{SIDE // 2}" y="14" aria-hidden="true">{escape(tile.code)}</text>{sign(tile.tone, tile.bars, of)}'
    )
    place = f'class="tile {tile.tone}" transform="translate({tile.column * PITCH + 1} {y + 1})" aria-label="{name}"'
    return f'<a href="{escape(tile.url)}" {place}>{inside}</a>' if tile.url else f'<g role="img" {place}>{inside}</g>'


@functools.cache
def sign(tone: str, bars: int | None, of: int) -> str:
    """Small bars under the code, `bars` of them full; another sign where there is no rank."""
    if tone == "step-suspendu":
        return '<path class="tile-full" d="M10 18h3v6h-3zm5 0h3v6h-3z"/>'
    if tone == "step-abandonne":
        return '<path class="tile-strike" d="M3 25 25 3"/>'
    if bars is None:
        return '<path class="tile-hollow" d="M10 21h8"/>'
    left = (SIDE - (of * 4 - 1)) / 2
    full = "".join(f"M{left + 4 * n:g} 18h3v6h-3z" for n in range(bars))
    hollow = "".join(f"M{left + 4 * n:g} 23.5h3" for n in range(bars, of))
    parts = (("tile-full", full), ("tile-hollow", hollow))
    return "".join(f'<path class="{name}" d="{path}"/>' for name, path in parts if path)
