"""Time grows with the length of the text and with nothing else."""

import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from tenir.engines.documents import UnreadableDocument, read
from tenir.engines.documents.tests.lines_of import work_of
from tenir.engines.documents.tests.long_files import as_docx, as_pdf, as_txt

pytestmark = pytest.mark.alone
HEADER = "N° MESURES NIVEAU INDICATEURS\n"


def seconds(text: str, *, times: int = 1) -> float:
    """Processor time, the best of a few runs: other processes may hold the machine."""
    data, best = text.encode(), float("inf")
    for _ in range(times):
        start = time.process_time()
        try:
            read(data, name="long.txt")
        except UnreadableDocument as refusal:
            assert "aucun engagement" in refusal.sentence  # noqa: PT017
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.shared
def test_circular_is_read_in_under_a_second(shared: Path) -> None:
    text = (shared / "sources/circulaire-6057-sg.txt").read_text(encoding="utf-8")
    assert seconds(text, times=3) < 1


def rows(count: int) -> str:
    return HEADER + "".join(
        f"{rank} Planter\nEn cours de lancement 1 - Nombre\n2 - Part\n\n" for rank in range(1, count + 1)
    )


def test_twenty_times_the_text_takes_less_than_forty_times_the_time() -> None:
    assert seconds(rows(2000), times=2) < 40 * seconds(rows(100), times=3)


MILLION = 1_000_000
TRAPS = {
    "one line": "a" * MILLION,
    "spaces": HEADER + " " * MILLION + "x",
    "spaces in a level": HEADER + "En" + " " * MILLION + "cours de lancement",
    "levels on one line": "En cours de lancement " * (MILLION // 22),
    "numbers on one line": HEADER + "1 " * (MILLION // 2),
    "bars": "|" * MILLION,
    "dashes": HEADER + "-" * MILLION,
    "digits": HEADER + "1 Planter\nEn cours de lancement Nombre passer de " + "1 000 " * (MILLION // 6),
    "numbers on lines": HEADER + "1\n" * 20_000 + "En cours de lancement\n",
    "capitals": HEADER + "ARBRES\n" * 50_000 + "1 Planter\nEn cours de lancement\n",
    "lists": "ACTIONS\n- Planter\n" * 20_000,
    "one list": "ACTIONS\n" + "- Planter :\n  o des arbres\n" * 20_000,
    "openers": "La commune s'engage à :\n" * 30_000,
    "labels": "Action 1 : Planter\nPartenaires : école\n" * 15_000,
    "titles": "LES JARDINS\n\nAxe 1 : Planter\n" * 15_000 + "ACTIONS\n- Planter\n",
    "one sentence": "Vous planterez des arbres et " * (MILLION // 29),
    "sentences": "Vous planterez. La commune s'engage à planter. " * (MILLION // 47),
    "continued": "ACTIONS\n- Planter\n" + "des arbres\n" * 50_000,
    "interruptions": "planter des\n12\narbres\n" * 20_000,
    "scans": "I'arbre a l'échelle 1' été | " * (MILLION // 30),
    "spaced": "L E S  J A R D I N S  " * 20_000,
    "headers": (HEADER + "1 Planter\nEn cours de lancement\n") * 5_000,
    "two headers": (HEADER + "1 Planter\nEn cours de lancement\nMESURES NIVEAU THÈMES\n") * 3_000,
}


@pytest.mark.parametrize("text", TRAPS.values(), ids=TRAPS.keys())
def test_nothing_backtracks(text: str) -> None:
    # A quadratic step takes minutes on these. The slowest took 4 to 11 times what 2,000 plain rows took, 8 s on a slow
    # machine, which is not taken for a slow program.
    took = seconds(text)
    assert took < 10 or took < 20 * seconds(rows(2000))


def processor(work: Callable[[], object], times: int = 3) -> float:
    """Seconds of processor, the best of a few runs."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("made", [as_txt, as_pdf, as_docx])
def test_time_is_linear_in_pages(made: Callable[[int], bytes]) -> None:
    """Gate: a page of 300 costs at most twice a page of 30 (`benchmarks/documents.py` tells the figures).

    A machine whose speed changes between the two is asked again.
    """
    short, long = made(30), made(300)
    assert any(
        processor(lambda: read(long, name="long"), times=1) < 10 * 2 * processor(lambda: read(short, name="court"))
        for _ in range(3)
    )


def test_lines_of_a_pdf_cost_less_than_twenty_times_its_bare_text() -> None:
    """Gate of 20 for a goal of 10: the machine is shared."""
    data = as_pdf(60)
    assert processor(lambda: work_of(data)) < 20 * processor(lambda: bare_text(data))


def bare_text(data: bytes) -> list[str]:
    """What pypdfium2 gives by itself."""
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in document]
