"""One page to lines: what stands above a table, the table row by row, what stands below."""

from collections.abc import Iterator
from itertools import pairwise

from tenir.engines.documents.readers.pdf.columns import Row, flow
from tenir.engines.documents.readers.pdf.tables import Table
from tenir.engines.documents.readers.pdf.words import Word
from tenir.engines.documents.readers.printed import Printed

_WIDER = 0.45  # of the height of a row: a blank so much wider than between its neighbours ends a paragraph
_OTHER_SIZE = 0.18  # of the height: a title and what follows it do not stand together


def lines_of(words: list[Word], tables: list[Table], page: int) -> Iterator[Printed]:
    """The lines of a page, an empty one between paragraphs and between rows of a table."""
    texts = list(_texts(words, tables))
    while texts and not texts[-1]:
        texts.pop()
    for rank, text in enumerate(texts):
        yield Printed(text, page, new_page=not rank)
    if page > 0 and texts:
        yield Printed("", page)


def _texts(words: list[Word], tables: list[Table]) -> Iterator[str]:
    for part in _parts(words, tables):
        written = False
        for text in part:
            written = True
            yield text
        if written:
            yield ""


def _parts(words: list[Word], tables: list[Table]) -> Iterator[Iterator[str]]:
    """The parts of a page from top to bottom."""
    loose, held = _shared_out(words, tables)
    for table, inside in zip(tables, held, strict=True):
        above = [word for word in loose if word.middle[1] < table.top]
        loose = [word for word in loose if word.middle[1] >= table.top]
        yield _paragraphs(above)
        yield _rows(table, inside)
    yield _paragraphs(loose)


def _shared_out(words: list[Word], tables: list[Table]) -> tuple[list[Word], list[list[Word]]]:
    loose, held = list[Word](), [list[Word]() for _ in tables]
    for word in words:
        owner = next((rank for rank, table in enumerate(tables) if table.holds(word)), None)
        (loose if owner is None else held[owner]).append(word)
    return loose, held


def _rows(table: Table, words: list[Word]) -> Iterator[str]:
    """Each cell on lines of its own, a blank line after each row."""
    for rank, row in enumerate(table.rows_of(words)):
        if rank:
            yield ""
        for cell in row:
            yield from (text for text in _paragraphs(cell) if text)


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
