"""How fast a document is read, as a ratio to the floor: what a bare library or function gives of the same file.

    python -m benchmarks.documents [FILE ...]      by default invented documents of 10, 100 and 300 pages in each
                                                   format, and the circular where ../shared is at hand

Floor of a text: decoding its bytes and splitting them into lines; of a PDF: the text of each page by pypdfium2; of a
Word document: unzipping it and collecting its words with `xml.etree`. "Lines" is the reader alone, "whole" the reading
with everything that is recognised. Memory is the peak of the child process that reads a received file.

Goals: lines of a PDF at most 10 times the floor; 0.2 s for 1,000 lines of text; under 300 MB for 300 pages; as many
pages a second at 300 pages as at 10. Gates (in the tests): 20 times, the circular in under 1 s, 300 MB, half as many.
"""

from __future__ import annotations

import io
import os
import resource
import statistics
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2

from tenir.engines import documents
from tenir.engines.documents import decoding, lines
from tenir.engines.documents.readers import formats
from tenir.engines.documents.tests import long_files
from tenir.modules.documents import sandbox

RUNS = 5
PAGES = (10, 100, 300)
GOAL_SECONDS_PER_1000_LINES = 0.2
_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


def median_seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """Median of several runs, after one that does not count."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def bare_text(data: bytes) -> object:
    return data.decode().split("\n")


def bare_pdf(data: bytes) -> object:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def bare_docx(data: bytes) -> object:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))  # our own file
    return "".join(element.text or "" for element in root.iter(_WORDS))


def read_lines(data: bytes) -> object:
    """The steps before repairs: the reader of the format, or decoding and splitting."""
    work = decoding.open_document(data, "invented")
    for step in (formats.read_formatted, decoding.decode, lines.split_lines):
        work, _ = step(work)
    return work.lines


FORMATS = (
    ("TXT", long_files.as_txt, bare_text),
    ("PDF", long_files.as_pdf, bare_pdf),
    ("DOCX", long_files.as_docx, bare_docx),
)


def measure(label: str, data: bytes, pages: int, bare: Callable[[bytes], object]) -> None:
    """One line for one format and one length."""
    runs = RUNS if pages < 300 else 3
    floor = median_seconds(lambda: bare(data), runs)
    reader = median_seconds(lambda: read_lines(data), runs)
    whole = median_seconds(lambda: documents.read(data, name="invented"), runs)
    print(
        f"{label}, {pages} pages: lines {pages / reader:.0f} pages/s, {reader / floor:.1f} times the floor; "
        f"whole {pages / whole:.0f} pages/s, {whole / floor:.1f} times"
    )


def memory(label: str, data: bytes) -> None:
    """The peak of the child; children run one after another, so that each peak is at least the one before."""
    sandbox.read(data, name="invented")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{label}, {PAGES[-1]} pages in the child process: at most {peak:.0f} MB (limit 300)")


def measure_text(file: Path) -> None:
    """A text by its lines."""
    data = file.read_bytes()
    count = data.count(b"\n") + 1
    floor = median_seconds(lambda: bare_text(data))
    reading = median_seconds(lambda: documents.read(data, name=file.name))
    per_thousand = reading / count * 1000
    verdict = "met" if per_thousand <= GOAL_SECONDS_PER_1000_LINES else "missed"
    print(
        f"{file.name}: {count} lines in {reading * 1000:.1f} ms, {per_thousand:.4f} s per 1,000 lines "
        f"(goal {GOAL_SECONDS_PER_1000_LINES}: {verdict}), {reading / floor:.0f} times the floor"
    )


def main() -> int:
    """Print one line a measure."""
    if sys.argv[1:]:
        for name in sys.argv[1:]:
            measure_text(Path(name))
        return 0
    for label, made, bare in FORMATS:
        for pages in PAGES:
            measure(label, made(pages), pages, bare)
    for label, made, _ in FORMATS:
        memory(label, made(PAGES[-1]))
    shared = Path(os.environ.get("TENIR_SHARED") or Path(__file__).resolve().parents[2] / "shared")
    if (circular := shared / "sources/circulaire-6057-sg.txt").exists():
        measure_text(circular)
    return 0


if __name__ == "__main__":
    sys.exit(main())
