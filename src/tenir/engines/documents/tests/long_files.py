"""Invented documents of any number of pages, alike in each format: two of prose, then one of a follow-up table."""

from __future__ import annotations

from tenir.engines.documents.tests import files

_PROSE = "La commune de Bellerive conduit avec ses voisines un plan pour les rives du lac,"
_LINES = 40  # of prose on a page
_HEADER = ("N°", "Mesure", "Niveau d'engagement", "Indicateurs")
_LEVELS = ("Objectif atteint", "En cours de lancement", "En cours de déploiement")
_ROWS = 20  # of a table on a page
_COLUMNS = (50, 90, 290, 430, 550)
_TOP, _STEP = 60, 32


def _rows(page: int) -> list[tuple[str, ...]]:
    first = page // 3 * _ROWS + 1
    return [(str(n), f"Semer le pré {n}", _LEVELS[n % 3], f"Nombre de prés {n}") for n in range(first, first + _ROWS)]


def _is_table(page: int) -> bool:
    return page % 3 == 2


def as_pdf(pages: int) -> bytes:
    """The document as PDF."""
    return files.pdf(*(_table_page(page) if _is_table(page) else _prose_page() for page in range(pages)))


def _prose_page() -> str:
    return files.show_lines(50, 60, [_PROSE] * _LINES, 11, 1.5)


def _table_page(page: int) -> str:
    rows = [_HEADER, *_rows(page)]
    text = files.grid(_COLUMNS, [_TOP + _STEP * rank for rank in range(len(rows) + 1)])
    for rank, row in enumerate(rows):
        baseline = _TOP + _STEP * rank + 14
        text += "".join(files.show(x + 3, baseline, words, 9) for x, words in zip(_COLUMNS, row, strict=False))
    return text


def as_docx(pages: int) -> bytes:
    """The document as a Word file, its prose in paragraphs of four lines."""
    prose = files.p(" ".join([_PROSE] * 4)) * (_LINES // 4)
    parts = (files.table(_HEADER, *_rows(page)) if _is_table(page) else prose for page in range(pages))
    return files.docx("".join(parts))


def as_txt(pages: int) -> bytes:
    """The document as text, a form feed between pages."""
    prose = f"{_PROSE}\n" * _LINES
    texts = []
    for page in range(pages):
        rows = [_HEADER, *_rows(page)]
        texts.append("\n\n".join("\n".join(row) for row in rows) if _is_table(page) else prose)
    return "\n\f".join(texts).encode()
