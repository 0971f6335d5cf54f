"""Time grows with the length of the text and with nothing else."""

import time
from pathlib import Path

import pytest

from tenir.engines.documents import UnreadableDocument, read

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
    # A quadratic step takes minutes on these; ten seconds leave room for a slow machine.
    assert seconds(text) < 10
