"""The bytes of a file of people to protected counts. Nothing is written, and nothing outlives the call."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from tenir.core.errors import BadInput
from tenir.engines.localisation import precision as precisions
from tenir.engines.localisation.counting import Columns, Counts, Layer, Table, count, figures, protected
from tenir.engines.localisation.counting.text import Sheet
from tenir.engines.localisation.errors import BadZones
from tenir.modules.localisation import geocoding, titles, workbooks
from tenir.modules.localisation.titles import Addressed
from tenir.modules.localisation.workbooks import Kept

# Metres: what a geocoder that found the number in the street is good for.
PRECISION = 10.0
GZIP = b"\x1f\x8b"
# Files are read one after the other in a process, so that ten of them do not need ten times the memory.
_turn = threading.Lock()
PATIENCE = 20  # seconds
# A page waits for the service of addresses: a hundred take it one question.
MOST_ADDRESSES = 2000
# Figures of neighbourhoods by commune that are controlled at once, some five seconds of work (the test of
# speed); beyond, communes are left out. Neighbourhoods alone are quick, however many there are.
MOST_CROSSED = 700


@dataclass(frozen=True)
class Found:
    """Counts that may be shown, of which columns, and how near a border one cannot say (metres)."""

    tables: list[Table]
    counts: Counts
    columns: Columns | Addressed
    unread: int
    reach: float
    without_communes: bool = False
    notes: tuple[str, ...] = ()


def count_people(data: bytes, asked: Mapping[str, str | None], layers: list[Layer]) -> Found:
    """Counts by each layer; raises `BadInput` on a file that cannot be counted, and `addresses.Away`.

    `asked`: titles of the columns (`titles.columns`, or `titles.addressed` when it holds `address`).
    """
    if data[:2] == GZIP:
        raise BadInput("ce fichier est compressé.", remedy="Envoyez le fichier tel quel, non compressé.")
    try:
        kept = _as_csv(data, asked)
        named = _named(kept, asked)
        if isinstance(named, Addressed):
            # Before our turn: the service takes its time.
            kept = replace(kept, data=geocoding.located(io.BytesIO(kept.data), named, most=MOST_ADDRESSES))
        with _our_turn():
            return _counted(kept, named, layers)
    except BadZones as refusal:
        raise BadInput(refusal.sentence, where=refusal.where, remedy=refusal.remedy) from refusal


def _named(kept: Kept, asked: Mapping[str, str | None]) -> Columns | Addressed:
    found = Sheet(io.BytesIO(kept.data)).titles
    return titles.addressed(found, asked) if "address" in asked else titles.columns(found, asked)


def _counted(kept: Kept, named: Columns | Addressed, layers: list[Layer]) -> Found:
    data, columns = kept.data, named if isinstance(named, Columns) else geocoding.columns(named)
    # Of an address the service says itself how well it is known.
    reach = (PRECISION if isinstance(named, Columns) else 0) + max(
        precisions.of_file(layer.index.zones) for layer in layers
    )
    counts = count(io.BytesIO(data), columns, layers, precision=reach)
    if too_many := len(layers) > 1 and figures(counts) > MOST_CROSSED:
        counts = count(io.BytesIO(data), columns, layers[:1], precision=reach)
    unread = kept.titles - len(named.named)
    return Found(protected(counts), counts, named, unread, reach, too_many, kept.notes)


def _as_csv(data: bytes, asked: Mapping[str, str | None]) -> Kept:
    if workbooks.is_one(data):
        return workbooks.to_csv(data, dict(asked))
    return Kept(data, len(Sheet(io.BytesIO(data)).titles))


@contextmanager
def _our_turn() -> Iterator[None]:
    if not _turn.acquire(timeout=PATIENCE):
        raise BadInput("d'autres fichiers sont lus en ce moment.", remedy="Envoyez le vôtre dans une minute.")
    try:
        yield
    finally:
        _turn.release()
