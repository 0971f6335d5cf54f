"""A head as it is published: `{"count": 12, "hash": "…", "at": "2019-01-22T09:00:00.000000Z"}`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from tenir.core.errors import BadInput
from tenir.core.journal.chain import Head
from tenir.core.journal.hashing import GENESIS, instant

_HASH = re.compile(r"[0-9a-f]{64}")
_REMEDY = "Donnez le fichier qu'écrit tenir journal head --output, ou la page /journal/tete.json."
LARGEST_FILE = 64 * 1024


def published(head: Head) -> dict[str, Any]:
    """What the command, the page and the API give; `at` is the instant of the last event, null before the first."""
    return {"count": head.count, "hash": head.hash, "at": instant(head.at) if head.at else None}


def as_text(head: Head) -> str:
    """The same as a file, which `read` takes back."""
    return json.dumps(published(head), indent=2) + "\n"


def read(file: str) -> Head:
    """The head that a file holds; raises `BadInput` when it is missing, not JSON, or something else."""
    try:
        with Path(file).open(encoding="utf-8-sig") as source:
            found = json.loads(source.read(LARGEST_FILE))
    except OSError as error:
        trouble = "n'existe pas" if isinstance(error, FileNotFoundError) else "ne peut pas être lu"
        raise BadInput(f"ce fichier {trouble}.", where=file, remedy=_REMEDY) from error
    except (ValueError, RecursionError) as error:
        raise BadInput("ce n'est pas une tête de journal en JSON.", where=file, remedy=_REMEDY) from error
    head = _head(found)
    if head is None:
        sentence = (
            "il y manque un nombre d'événements (count) ou une empreinte de 64 chiffres (hash) qui aillent ensemble."
        )
        raise BadInput(sentence, where=file, remedy=_REMEDY)
    return head


def _head(found: Any) -> Head | None:
    if not isinstance(found, dict):
        return None
    count, digest = found.get("count"), found.get("hash")
    if type(count) is not int or count < 0 or not isinstance(digest, str) or not _HASH.fullmatch(digest):
        return None
    return Head(count, digest) if (count == 0) == (digest == GENESIS) else None
