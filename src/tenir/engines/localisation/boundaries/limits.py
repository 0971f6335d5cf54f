"""What a file of contours may cost. The largest real one (35,000 communes) needs a quarter of each."""

from __future__ import annotations

from collections.abc import Iterable

from tenir.engines.localisation.boundaries.errors import UnreadableBoundaries
from tenir.engines.localisation.boundaries.model import Raw

BYTES = 200 * 1024 * 1024
FEATURES = 100_000
VERTICES = 10_000_000
PARTS = 50  # files of an archive
SMALLER = "Découpez le fichier, ou prenez une version simplifiée."


class Budget:
    """Counts vertices as they are made, so that a small file which unfolds without end is stopped on its way."""

    def __init__(self, most: int = VERTICES) -> None:
        self.left = most

    def spend(self, vertices: int) -> None:
        """Raise `UnreadableBoundaries` when there are too many."""
        self.left -= vertices
        if self.left < 0:
            raise UnreadableBoundaries("plus de sommets que ce qui est permis.", remedy=SMALLER)


def few_enough(rows: Iterable[Raw]) -> list[Raw]:
    """The rows, unless there are too many."""
    kept = []
    for row in rows:
        kept.append(row)
        if len(kept) > FEATURES:
            raise UnreadableBoundaries(f"plus de {FEATURES} entités.", remedy=SMALLER)
    return kept
