"""Text of a policy document -> what it promises, with source lines and confidence.

    reading = read(path.read_bytes(), name=path.name)

Pure: no Django, no network, no clock, no file of its own choosing. `README.md` beside tells how to add a recogniser.
"""

from tenir.engines.documents.errors import UnreadableDocument
from tenir.engines.documents.model import Figure, FigureKind, Item, Kind, Level, Reading, Repair, Source, StepNote

__all__ = [
    "Figure",
    "FigureKind",
    "Item",
    "Kind",
    "Level",
    "Reading",
    "Repair",
    "Source",
    "StepNote",
    "UnreadableDocument",
    "read",
]


def read(data: bytes, *, name: str) -> Reading:
    """Read the bytes of one document; `name` is how messages call it.

    Raises `UnreadableDocument` alone: empty, too large, not plain text, encoding in doubt, nothing recognised.
    """
    # Every command names the model; only those that read wait for all the recognisers.
    from tenir.engines.documents.decoding import open_document
    from tenir.engines.documents.pipeline import run

    return run(open_document(data, name))
