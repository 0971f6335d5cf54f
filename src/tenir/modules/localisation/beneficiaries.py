"""The bytes of a file of people to protected counts. Nothing is written, and nothing outlives the call."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from tenir.core.errors import BadInput
from tenir.engines.localisation import precision as precisions
from tenir.engines.localisation.counting import Columns, Counts, Layer, Table, count, figures, protected
from tenir.engines.localisation.counting.text import Sheet
from tenir.engines.localisation.errors import BadZones
from tenir.modules.localisation import titles

# Metres: what a geocoder that found the number in the street is good for.
PRECISION = 10.0
GZIP = b"\x1f\x8b"
# Files are read one after the other in a process, so that ten of them do not need ten times the memory.
_turn = threading.Lock()
PATIENCE = 20  # seconds
# Figures of neighbourhoods by commune that are controlled at once, some five seconds of work (the test of
# speed); beyond, communes are left out. Neighbourhoods alone are quick, however many there are.
MOST_CROSSED = 700


@dataclass(frozen=True)
class Found:
    """Counts that may be shown, of which columns, and how near a border one cannot say (metres)."""

    tables: list[Table]
    counts: Counts
    columns: Columns
    unread: int
    reach: float
    without_communes: bool = False


def count_people(data: bytes, asked: Mapping[str, str | None], layers: list[Layer]) -> Found:
    """Counts by each layer; raises `BadInput` on a file that cannot be counted."""
    if data[:2] == GZIP:
        raise BadInput("ce fichier est compressé.", remedy="Envoyez le CSV tel quel, non compressé.")
    with _our_turn():
        try:
            return _counted(data, asked, layers)
        except BadZones as refusal:
            raise BadInput(refusal.sentence, where=refusal.where, remedy=refusal.remedy) from refusal


def _counted(data: bytes, asked: Mapping[str, str | None], layers: list[Layer]) -> Found:
    found = Sheet(io.BytesIO(data)).titles
    columns = titles.columns(found, asked)
    reach = PRECISION + max(precisions.of_file(layer.index.zones) for layer in layers)
    counts = count(io.BytesIO(data), columns, layers, precision=reach)
    if too_many := len(layers) > 1 and figures(counts) > MOST_CROSSED:
        counts = count(io.BytesIO(data), columns, layers[:1], precision=reach)
    return Found(protected(counts), counts, columns, len(found) - len(columns.named), reach, too_many)


@contextmanager
def _our_turn() -> Iterator[None]:
    if not _turn.acquire(timeout=PATIENCE):
        raise BadInput("d'autres fichiers sont lus en ce moment.", remedy="Envoyez le vôtre dans une minute.")
    try:
        yield
    finally:
        _turn.release()
