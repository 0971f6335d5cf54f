"""Rows to cells: the theme above, the title, the indicators."""

from dataclasses import replace

from tenir.engines.documents.french import counted, is_upper
from tenir.engines.documents.recognisers.followup_table.indicators import opening, read_indicators
from tenir.engines.documents.recognisers.followup_table.joining import join
from tenir.engines.documents.recognisers.followup_table.model import (
    AFTER_TITLE,
    Bit,
    Body,
    Piece,
    Place,
    ReadRow,
    Row,
    Table,
)
from tenir.engines.documents.recognisers.followup_table.themes import theme_of
from tenir.engines.documents.recognisers.followup_table.words import INDICATOR_NOUN, INDICATOR_NOUN_INSIDE, unfinished
from tenir.engines.documents.work import Work


def read_cells(work: Work) -> tuple[Work, str]:
    tables = tuple(_read(table) for table in work.tables)
    rows = [row for table in tables for row in table.read]
    told = [
        counted(sum(bool(row.title.text) for row in rows), "titre"),
        counted(sum(len(row.indicators) for row in rows), "indicateur"),
        counted(sum(row.heading is not None for row in rows), "thème"),
    ]
    strays = sum(len(row.strays) for row in rows)
    left = f" ; {counted(strays, 'ligne')} sans lien avec le tableau" if strays else ""
    return replace(work, tables=tables), f"Cellules lues : {', '.join(told)}{left}." if rows else ""


def _read(table: Table) -> Table:
    themes = _themes(table)
    read = []
    for rank, row in enumerate(table.rows):
        next_theme = themes[rank + 1] if rank + 1 < len(themes) else []
        end = Place(next_theme[0].line, 0) if next_theme else row.end
        read.append(_read_row(table, row, min(end, row.end), themes[rank]))
    return replace(table, read=tuple(read))


def _themes(table: Table) -> list[list[Bit]]:
    """In a table all in capitals, capitals say nothing."""
    body = table.body
    inside = body.lines[table.rows[0].start.line : table.rows[-1].start.line + 1]
    if sum(is_upper(line.text) for line in inside) * 10 > len(inside) * 6:
        return [[] for _ in table.rows]
    floors = [-1, *(row.anchor.last.line if row.anchor else row.start.line for row in table.rows)]
    return [theme_of(body, row, min(floor, row.start.line)) for row, floor in zip(table.rows, floors, strict=False)]


def _read_row(table: Table, row: Row, end: Place, theme: list[Bit]) -> ReadRow:
    body = table.body
    title, rest, sure = _title_and_rest(table, row, end)
    level_line = row.anchor.last.line if row.anchor else (title[-1].line if title else row.start.line)
    near = [bit for bit in rest if body.lines[bit.line].breaks == body.lines[level_line].breaks]
    indicators, strays = read_indicators(body, near, level_line) if _has_indicators(table) else ((), ())
    heading = _piece(body, theme) if theme else None
    title_piece = (
        _piece(body, title, sure=sure) if title else Piece("", (body.lines[row.start.line].number,) * 2, sure=False)
    )
    return ReadRow(row, title_piece, indicators, heading, strays)


def _has_indicators(table: Table) -> bool:
    """The header names them, or is missing or damaged and their nouns open lines about as often as rows are."""
    if "indicator" in table.columns or table.header is None:
        return True
    nouns = sum(_with_noun(line.text) for line in table.body.lines)
    return len(table.rows) >= 3 and nouns * 2 >= len(table.rows)


def _with_noun(text: str) -> bool:
    """Whether a noun of indicators stands with its capital at the head of a line or where another cell may begin."""
    found = INDICATOR_NOUN.finditer(text[:400])
    return any(match[0][0].isupper() and not text[match.start() - 1 : match.start()].isalpha() for match in found)


def _title_and_rest(table: Table, row: Row, end: Place) -> tuple[list[Bit], list[Bit], bool]:
    """The title ends where the level begins; without a level, or with a level before, it ends with its block."""
    body, anchor = table.body, row.anchor
    head = row.number.text if row.number else row.start
    if anchor and table.layout is AFTER_TITLE and head <= anchor.first:
        return _bits(body, head, anchor.first), _bits(body, anchor.last, end), True
    title, rest = _split_title(body, _bits(body, max(head, anchor.last) if anchor else head, end))
    return title, rest, anchor is not None


def _bits(body: Body, first: Place, last: Place) -> list[Bit]:
    """What is printed between two places, line by line."""
    found = []
    for line in range(first.line, min(last.line, len(body.lines) - 1) + 1):
        stop = last.column if line == last.line else None
        text = body.lines[line].text[first.column if line == first.line else 0 : stop].strip()
        if text:
            found.append(Bit(line, text))
    return found


def _split_title(body: Body, bits: list[Bit]) -> tuple[list[Bit], list[Bit]]:
    """Where no level separates them, indicators begin with their number, with their noun, or in another block."""
    for rank, bit in enumerate(bits):
        if rank and _begins_indicators(body, bits[rank - 1], bit):
            return bits[:rank], bits[rank:]
        if inside := INDICATOR_NOUN_INSIDE.search(bit.text):
            title, rest = bit.text[: inside.start()].strip(), bit.text[inside.start() :]
            return [*bits[:rank], Bit(bit.line, title)], [Bit(bit.line, rest), *bits[rank + 1 :]]
    return bits, []


def _begins_indicators(body: Body, before: Bit, bit: Bit) -> bool:
    if opening(bit.text, None) or (INDICATOR_NOUN.match(bit.text) and bit.text[0].isupper()):
        return True
    return body.lines[bit.line].block != body.lines[before.line].block and not unfinished(before.text)


def _piece(body: Body, bits: list[Bit], *, sure: bool = True) -> Piece:
    lines = (body.lines[bits[0].line].number, body.lines[bits[-1].line].number)
    return Piece(text=join([bit.text for bit in bits]), lines=lines, sure=sure)
