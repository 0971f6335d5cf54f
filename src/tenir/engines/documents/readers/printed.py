"""Lines as a reader gives them, and the work that carries them on."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from tenir.engines.documents.decoding import unreadable
from tenir.engines.documents.french import fold
from tenir.engines.documents.lines import LIMIT
from tenir.engines.documents.work import Cell, Line, Work

# What would cut a line in two or move a page where none ends.
_BREAKS = str.maketrans(dict.fromkeys("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))
MOST_CHARACTERS = 20 * 1024 * 1024


class Printed(NamedTuple):
    """A line read: an empty one stands between paragraphs."""

    text: str
    page: int | None = None
    where: str = ""
    new_page: bool = False
    cell: Cell | None = None
    depth: int = 0


def carried(work: Work, printed: Iterable[Printed], encoding: str) -> Work:
    """The work with these lines, numbered from 1; raises `UnreadableDocument` when they are too many."""
    rows = list(islice(printed, LIMIT + 1))
    if len(rows) > LIMIT or sum(len(row.text) for row in rows) > MOST_CHARACTERS:
        sentence = f"compte plus de {LIMIT} lignes ou de {MOST_CHARACTERS} caractères, qui sont les limites"
        raise unreadable(work.source.name, sentence, "découpez le document ou n'en gardez que la partie utile")
    texts = [row.text.translate(_BREAKS) for row in rows]
    lines = tuple(
        Line(number, text, fold(text), row.new_page, page=row.page, where=row.where, cell=row.cell, depth=row.depth)
        for number, (row, text) in enumerate(zip(rows, texts, strict=True), start=1)
    )
    return replace(work, data=b"", encoding=encoding, lines=lines, text="".join(f"{text}\n" for text in texts))
