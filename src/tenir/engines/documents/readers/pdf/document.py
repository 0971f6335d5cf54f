"""A PDF to lines: opened, refused in French where it cannot be read, read page after page."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from tenir.engines.documents.decoding import unreadable
from tenir.engines.documents.errors import UnreadableDocument
from tenir.engines.documents.french import counted
from tenir.engines.documents.readers.pdf.pages import lines_of
from tenir.engines.documents.readers.pdf.rulings import Rulings, rulings_of
from tenir.engines.documents.readers.pdf.tables import tables_of
from tenir.engines.documents.readers.pdf.words import Word, bullets, view_of, words_of
from tenir.engines.documents.readers.printed import Printed, carried
from tenir.engines.documents.work import Work

SIGNATURE = b"%PDF-"
MOST_PAGES = 2_000
_TAIL = 2_048  # bytes at the end among which a whole PDF says that it ends
_LEAST_WORDS = 3  # of a page that has a text layer; a scanner may stamp a number
_STRANGE = re.compile("[\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
_MOST_LOOKED_AT = 1_000  # objects of a page among which a picture is sought
OCR = "passez-le d'abord à la reconnaissance de caractères (OCR), puis renvoyez-le"
AGAIN = "enregistrez-le de nouveau ou demandez-en une autre copie, puis renvoyez-le"


def read_pdf(work: Work) -> tuple[Work, str]:
    """Every page, or a refusal: never part of the document."""
    name = work.source.name
    with _opened(work.data, name) as (raw, document):
        pages = _count(raw, document, name)
        read, blank = list[Printed](), list[int]()
        for number in range(1, pages + 1):
            lines, words, is_picture = _page(raw, document, number, name)
            read += lines
            if is_picture:
                blank.append(number)
            _refuse_garbled(words, number, name)
    _refuse_scanned(read, blank, pages, name)
    done = carried(work, read, "pdf")
    return replace(done, source=replace(work.source, pages=pages)), _told(pages, blank)


def _refuse_scanned(read: list[Printed], blank: list[int], pages: int, name: str) -> None:
    """A few pictures among pages of text are told; when most pages are pictures, reading the rest would mislead."""
    if not any(line.text for line in read) or len(blank) == pages:
        raise unreadable(name, "est un PDF sans texte, sans doute numérisé", OCR)
    if len(blank) * 2 > pages:
        raise unreadable(name, f"a {len(blank)} pages sans texte sur {pages}, sans doute numérisées", OCR)


def count_pages(data: bytes, name: str) -> int:
    """How many pages a PDF has; raises `UnreadableDocument` as its reading would."""
    with _opened(data, name) as (raw, document):
        return _count(raw, document, name)


def _told(pages: int, blank: list[int]) -> str:
    sentence = f"PDF : {counted(pages, 'page lue', 'pages lues')}."
    if not blank:
        return sentence
    listed = ", ".join(map(str, blank[:20])) + ("…" if len(blank) > 20 else "")
    return f"{sentence} Sans texte, à passer à l'OCR si elles comptent : {listed}."


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[tuple[Any, Any]]:
    """The library and the document. Loaded here: what reads only text does not pay for it."""
    import pypdfium2
    from pypdfium2 import raw

    if b"%%EOF" not in data.rstrip(b"\0 \r\n\t")[-_TAIL:]:
        raise unreadable(name, "est un PDF tronqué, il lui manque la fin", AGAIN)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _closed(raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "assword" in str(error), name) from error
    try:
        yield raw, document.raw
    finally:
        document.close()


def _closed(locked: bool, name: str) -> UnreadableDocument:
    if locked:
        return unreadable(name, "est un PDF protégé par un mot de passe", "enregistrez-le sans mot de passe")
    return unreadable(name, "est un PDF abîmé, qui ne s'ouvre pas", AGAIN)


def _count(raw: Any, document: Any, name: str) -> int:
    pages = int(raw.FPDF_GetPageCount(document))
    if pages > MOST_PAGES:
        sentence = f"compte {pages} pages alors que la limite est de {MOST_PAGES}"
        raise unreadable(name, sentence, "découpez le document ou n'en gardez que la partie utile")
    if pages < 1:
        raise unreadable(name, "est un PDF abîmé, sans aucune page", AGAIN)
    return pages


def _page(raw: Any, document: Any, number: int, name: str) -> tuple[list[Printed], list[Word], bool]:
    """The lines and words of a page, and whether it is a picture of words rather than words."""
    page = raw.FPDF_LoadPage(document, number - 1)
    text_page = raw.FPDFText_LoadPage(page) if page else None
    if not text_page:
        raise unreadable(name, f"est un PDF abîmé, dont la page {number} ne s'ouvre pas", AGAIN)
    try:
        view = view_of(raw, page)
        words = words_of(raw, text_page, view)
        rulings = rulings_of(raw, page, view) if words else Rulings([], [], [])
        tables, words = tables_of(rulings), [*bullets(rulings.dots, words), *words]
        return list(lines_of(words, tables, number)), words, len(words) < _LEAST_WORDS and _shows(raw, page, words)
    finally:
        raw.FPDFText_ClosePage(text_page)
        raw.FPDF_ClosePage(page)


def _shows(raw: Any, page: Any, words: list[Word]) -> bool:
    """Whether a page that says next to nothing shows a picture, or drawings and not one word."""
    count = min(raw.FPDFPage_CountObjects(page), _MOST_LOOKED_AT)
    kinds = {raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, index)) for index in range(count)}
    return raw.FPDF_PAGEOBJ_IMAGE in kinds or raw.FPDF_PAGEOBJ_FORM in kinds or (bool(kinds) and not words)


def _refuse_garbled(words: list[Word], number: int, name: str) -> None:
    """Fonts that do not say which letters they draw give control characters or private ones in place of words."""
    text = "".join(word.text for word in words)
    if len(text) > 200 and len(_STRANGE.findall(text)) * 3 > len(text):
        raise unreadable(name, f"est un PDF dont le texte de la page {number} n'est pas lisible", OCR)
