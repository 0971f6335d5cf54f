"""The words of a page and where they stand, from pdfium's own characters."""

import ctypes
import math
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

# pdfium writes one of these for the hyphen at the end of a line, and goes on with the next line without a break.
_HYPHENS = "\x02\ufffe"
_WORD = re.compile(rf"[^\s\x00{_HYPHENS}]+[{_HYPHENS}]?|[{_HYPHENS}]")
_LETTERS = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_LETTERS |= dict.fromkeys(map(ord, _HYPHENS), "-")
MOST_CHARACTERS = 100_000  # of one page; a page of newspaper has 20,000


class Word(NamedTuple):
    """A word as it is seen on the page, turned upright: points from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    upright: bool = True

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


class View(NamedTuple):
    """How a page is seen: its box in its own points (left, bottom, right, top) and quarter turns clockwise."""

    box: tuple[float, float, float, float]
    turns: int

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page as it is seen, from the top left corner."""
        left, bottom, right, top = self.box
        seen = ((x - left, top - y), (y - bottom, x - left), (right - x, y - bottom), (top - y, right - x))
        return seen[self.turns]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as seen."""
        left, bottom, right, top = self.box
        return (right - left, top - bottom) if self.turns % 2 == 0 else (top - bottom, right - left)

    def is_upright(self, angle: float) -> bool:
        """Whether text drawn at this angle (radians) is read from left to right."""
        ahead = (math.cos(angle), -math.sin(angle), -math.cos(angle), math.sin(angle))
        return ahead[self.turns] > 0.9


def view_of(raw: Any, page: Any) -> View:
    """The visible box of a page, and how it is turned."""
    rect = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, rect)
    return View((rect.left, rect.bottom, rect.right, rect.top), raw.FPDFPage_GetRotation(page) % 4)


def words_of(raw: Any, text_page: Any, view: View) -> list[Word]:
    """The words of a page in the order of its drawing; those out of the visible box are left."""
    count = min(max(raw.FPDFText_CountChars(text_page), 0), MOST_CHARACTERS)
    width, height = view.size
    return [
        word
        for word in _placed(raw, text_page, view, _characters(raw, text_page, count))
        if 0 <= word.left + word.right <= 2 * width and 0 <= word.top + word.bottom <= 2 * height
    ]


def _characters(raw: Any, text_page: Any, count: int) -> str:
    """One character for each index, so that a place in the text is an index of pdfium.

    One call gives them all, unless it leaves out a glyph without letter or cuts a rare letter in two.
    """
    units = (ctypes.c_ushort * (count + 1))()
    given = raw.FPDFText_GetText(text_page, 0, count, units)
    text = bytes(units)[: 2 * count].decode("utf-16-le", "replace")
    if given == count + 1 and len(text) == count and "\ufffd" not in text:
        return text
    unicode_of = raw.FPDFText_GetUnicode
    codes = (unicode_of(text_page, index) for index in range(count))
    return "".join(chr(code) if code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd" for code in codes)


def _placed(raw: Any, text_page: Any, view: View, characters: str) -> Iterator[Word]:
    first, last = raw.FS_RECTF(), raw.FS_RECTF()
    box, one, other = raw.FPDFText_GetLooseCharBox, ctypes.byref(first), ctypes.byref(last)
    plain = view.turns == 0
    edge, _, _, head = view.box
    for match in _WORD.finditer(characters):
        start, end = match.span()
        if not box(text_page, start, one) or not box(text_page, end - 1, other):
            continue
        text = match.group()
        if not text.isascii() or text[-1] == "\x02":
            text = text.translate(_LETTERS)
        if plain and first.left < last.left and first.bottom == last.bottom:
            yield Word(text, first.left - edge, head - max(first.top, last.top), last.right - edge, head - first.bottom)
        else:
            yield _turned(view, first, last, text, raw.FPDFText_GetCharAngle(text_page, start))


def _turned(view: View, first: Any, last: Any, text: str, angle: float) -> Word:
    """A word of any direction, or of one letter."""
    x1, y1 = view.place(min(first.left, last.left), min(first.bottom, last.bottom))
    x2, y2 = view.place(max(first.right, last.right), max(first.top, last.top))
    return Word(text, min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2), view.is_upright(angle))


_REACH = 28.0  # points between a drawn bullet and its words


def bullets(dots: list[tuple[float, float, float, float]], words: list[Word]) -> list[Word]:
    """The small shapes that stand right before words and right after none; others are pictures."""
    found = list[Word]()
    for left, top, right, bottom in dots:
        level = (top + bottom) / 2
        beside = [word for word in words if word.upright and word.top <= level <= word.bottom]
        after = [word for word in beside if 0 <= word.left - right <= _REACH]
        if after and not any(-word.height < left - word.right <= _REACH and word.left < left for word in beside):
            height = after[0]
            found.append(Word("•", left, height.top, right, height.bottom))
    return found
