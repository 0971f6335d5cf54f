"""One page to lines: what stands above a table, the table row by row, what stands below."""

from collections.abc import Iterator
from itertools import pairwise

from tenir.engines.documents.readers.pdf.columns import Row, flow
from tenir.engines.documents.readers.pdf.tables import Table
from tenir.engines.documents.readers.pdf.words import Word
from tenir.engines.documents.readers.printed import Printed
from tenir.engines.documents.work import Cell

_WIDER = 0.45  # of the height of a row: a blank so much wider than between its neighbours ends a paragraph
_OTHER_SIZE = 0.18  # of the height: a title and what follows it do not stand together


def lines_of(words: list[Word], tables: list[Table], page: int) -> Iterator[Printed]:
    """The lines of a page, an empty one between paragraphs and between rows of a table."""
    texts = list(_texts(words, tables, page))
    while texts and not texts[-1][0]:
        texts.pop()
    for rank, (text, cell) in enumerate(texts):
        yield Printed(text, page, new_page=not rank, cell=cell)
    if page > 0 and texts:
        yield Printed("", page)


_Text = tuple[str, Cell | None]
_BLANK: _Text = ("", None)
_MOST_TABLES = 1000  # of a page: their numbers are those of the page, then their rank on it


def _texts(words: list[Word], tables: list[Table], page: int) -> Iterator[_Text]:
    for part in _parts(words, tables, page):
        written = False
        for text in part:
            written = True
            yield text
        if written:
            yield _BLANK


def _parts(words: list[Word], tables: list[Table], page: int) -> Iterator[Iterator[_Text]]:
    """The parts of a page from top to bottom."""
    loose, held = _shared_out(words, tables)
    for rank, (table, inside) in enumerate(zip(tables, held, strict=True)):
        above = [word for word in loose if word.middle[1] < table.top]
        loose = [word for word in loose if word.middle[1] >= table.top]
        yield ((text, None) for text in _paragraphs(above))
        yield _rows(table, inside, page * _MOST_TABLES + rank)
    yield ((text, None) for text in _paragraphs(loose))


def _shared_out(words: list[Word], tables: list[Table]) -> tuple[list[Word], list[list[Word]]]:
    loose, held = list[Word](), [list[Word]() for _ in tables]
    for word in words:
        owner = next((rank for rank, table in enumerate(tables) if table.holds(word)), None)
        (loose if owner is None else held[owner]).append(word)
    return loose, held


def _rows(table: Table, words: list[Word], number: int) -> Iterator[_Text]:
    """Each cell on lines of its own, a blank line after each row."""
    before = None
    for row, column, held in table.cells_of(words):
        if before not in (None, row):
            yield _BLANK
        before = row
        yield from ((text, Cell(number, row + 1, column + 1)) for text in _paragraphs(held) if text)


def _paragraphs(words: list[Word]) -> Iterator[str]:
    """The rows of each run, with an empty text where a paragraph ends."""
    for rank, run in enumerate(flow(words)):
        if rank:
            yield ""
        usual = _usual_gap(run)
        yield run[0].text
        for before, row in pairwise(run):
            if _ends_paragraph(before, row, usual):
                yield ""
            yield row.text


def _usual_gap(run: list[Row]) -> float:
    """The blank between two rows of a same paragraph: that of the closest quarter."""
    gaps = sorted(row.top - before.bottom for before, row in pairwise(run))
    return gaps[len(gaps) // 4] if gaps else 0.0


def _ends_paragraph(before: Row, row: Row, usual: float) -> bool:
    height = min(before.height, row.height)
    wider = row.top - before.bottom > usual + _WIDER * height
    return wider or abs(before.height - row.height) > _OTHER_SIZE * max(before.height, row.height)
