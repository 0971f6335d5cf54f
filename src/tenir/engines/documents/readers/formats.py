"""Which reader a file needs, told by its bytes and never by its name."""

from tenir.engines.documents.readers.archive import opened
from tenir.engines.documents.readers.docx.document import read_docx
from tenir.engines.documents.readers.odt.document import read_odt
from tenir.engines.documents.readers.pdf.document import SIGNATURE, read_pdf
from tenir.engines.documents.work import Work

# What `Reading.encoding` says of a document whose lines were made by its reader.
FORMATS = frozenset(("pdf", "docx", "odt"))
_ZIP = b"PK\x03\x04"
# A PDF may begin after a few stray bytes (a mark of encoding, headers of a mail).
_LEAD = 1_024


def is_pdf(data: bytes) -> bool:
    """Whether the bytes are a PDF: a text that only speaks of its signature has printable words before it."""
    place = data[:_LEAD].find(SIGNATURE)
    return place == 0 or (place > 0 and b"\n%\xe2\xe3\xcf\xd3" in data[place : place + 64])


def carries_more(data: bytes) -> bool:
    """Whether the bytes may hold more than text: pictures, fonts, layout."""
    return is_pdf(data) or data.startswith(_ZIP)


def read_formatted(work: Work) -> tuple[Work, str]:
    """Lines of a PDF, of a Word or of an OpenDocument text; work on anything else is left as it is."""
    if is_pdf(work.data):
        return read_pdf(work)
    if not work.data.startswith(_ZIP):
        return work, ""
    with opened(work.data, work.source.name) as archive:
        if "word/document.xml" in archive.parts:
            return read_docx(work, archive)
        if archive.mimetype == "application/vnd.oasis.opendocument.text":
            return read_odt(work, archive)
    return work, ""
