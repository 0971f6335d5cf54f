"""Indicator cells: numbered (`1 - Nombre …`, `1.2 Part …`), with bullets, or plain."""

import re
from typing import NamedTuple

from tenir.engines.documents.recognisers.followup_table.joining import join
from tenir.engines.documents.recognisers.followup_table.model import Bit, Body, Piece
from tenir.engines.documents.recognisers.followup_table.words import BULLET, INDICATOR_NOUN, unfinished

_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})(?P<mark> ?[-–—:)] ?|\. |\.?- ?| )(?=[^\W_]|[«\"“(])")

# `# - Nombre`, `2 -*Nombre`: a number of a list, or what follows it, damaged beyond reading.
_DAMAGED = re.compile(r"[^\sa-zà-ÿ]{1,4} ?[-–—]?[^\w\s]? ?(?=[A-ZÀ-Þ])")

Key = tuple[int, ...]


class Opening(NamedTuple):
    """How a line opens an indicator: its printed number, where its text begins, whether the number follows."""

    number: str | None
    column: int
    sure: bool


def opening(text: str, before: Key | None) -> Opening | None:
    """A bare number opens only when it follows and a capital comes after it: `35 000 jeunes` and `20 %)` do not."""
    match = _NUMBERED.match(text)
    if match:
        key = tuple(map(int, match["number"].split(".")))
        followed = contiguous(before, key)
        if match["mark"] != " " or (followed and text[match.end()].isupper()):
            return Opening(match["number"], match.end(), followed)
    if bullet := BULLET.match(text):
        return Opening(None, bullet.end(), True)
    damaged = _DAMAGED.match(text) if before else None
    return Opening(None, damaged.end(), False) if damaged and _opens_plain(text[damaged.end() :]) else None


def contiguous(before: Key | None, after: Key) -> bool:
    """2 after 1 or 1.3; 1.1 after 1; 1.2 after 1.1; a list opens with 1."""
    if before is None:
        return after in ((1,), (1, 1))
    if after == (*before, 1):
        return True
    depth = len(after)
    return depth <= len(before) and after[:-1] == before[: depth - 1] and after[-1] == before[depth - 1] + 1


class _Cell:
    """The indicators of one cell while its lines are read."""

    def __init__(self) -> None:
        self.found: list[tuple[Opening, list[Bit]]] = []
        self.key: Key | None = None

    def open(self, how: Opening, bit: Bit) -> None:
        self.found.append((how, [Bit(bit.line, bit.text[how.column :].strip())]))
        if how.number:
            self.key = tuple(map(int, how.number.split(".")))

    def go_on(self, bit: Bit) -> None:
        self.found[-1][1].append(bit)

    @property
    def last_text(self) -> str:
        return self.found[-1][1][-1].text


def read_indicators(body: Body, bits: list[Bit], level_line: int) -> tuple[tuple[Piece, ...], tuple[int, ...]]:
    """The indicators after a level, and the source lines that belong to none of them."""
    cell = _Cell()
    for rank, bit in enumerate(bits):
        how = _how(body, cell, bits, rank, level_line)
        if how == "stray":
            return _pieces(body, cell), tuple(body.lines[left.line].number for left in bits[rank:])
        if isinstance(how, Opening):
            cell.open(how, bit)
        else:
            cell.go_on(bit)
    return _pieces(body, cell), ()


def _how(body: Body, cell: _Cell, bits: list[Bit], rank: int, level_line: int) -> Opening | str:
    """Whether a line opens an indicator, goes on with the one before, or belongs to none."""
    bit = bits[rank]
    if found := opening(bit.text, cell.key):
        return found
    apart = body.lines[bit.line].block != body.lines[bits[rank - 1].line if rank else level_line].block
    if not cell.found:
        return "stray" if apart and _is_prose(body, bits, rank) else Opening(None, 0, True)
    finished = not unfinished(cell.last_text)
    if apart:
        if not finished or bit.text[0].islower():
            return "go on"
        return (
            Opening(None, 0, False) if INDICATOR_NOUN.match(bit.text) and not _is_prose(body, bits, rank) else "stray"
        )
    plain_list = cell.found[-1][0].number is None
    return Opening(None, 0, True) if plain_list and finished and _opens_plain(bit.text) else "go on"


def _opens_plain(text: str) -> bool:
    return text[0].isupper() and bool(INDICATOR_NOUN.match(text))


def _is_prose(body: Body, bits: list[Bit], rank: int) -> bool:
    """A block that ends with a full stop after more than a line is a paragraph under the table."""
    block = body.lines[bits[rank].line].block
    texts = []
    for bit in bits[rank:]:
        if body.lines[bit.line].block != block:
            break
        texts.append(bit.text)
    whole = " ".join(texts)
    return whole.endswith((".", ";", ":")) and (len(whole) > 100 or not INDICATOR_NOUN.match(whole))


def _pieces(body: Body, cell: _Cell) -> tuple[Piece, ...]:
    return tuple(
        Piece(
            text=join([bit.text for bit in bits]),
            lines=(body.lines[bits[0].line].number, body.lines[bits[-1].line].number),
            number=how.number,
            sure=how.sure,
        )
        for how, bits in cell.found
    )
