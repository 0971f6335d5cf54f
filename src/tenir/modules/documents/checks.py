"""What a person writes of an item, and what a draft can hold: refused in a sentence before anything is written."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from tenir.core.errors import BadInput
from tenir.engines.documents import Kind
from tenir.modules.documents.models import Draft, DraftItem
from tenir.modules.documents.proposal import PROMISES

# The longest words that a framework can take of each kind; the rest are promises.
LONGEST = {Kind.FRAMEWORK: 300, Kind.HEADING: 300, Kind.INDICATOR: 500}
LONGEST_PROMISE = 1000


@dataclass(frozen=True)
class Words:
    """What a person writes of an item."""

    kind: str
    text: str
    number: str = ""
    level: str = ""
    side: str = ""


def checked(row: Draft | DraftItem) -> None:
    """Raise `BadInput` with the sentences of the model's own rules."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise BadInput(" ".join(error.messages), where=str(row._meta.verbose_name)) from error


def refuse_words(words: Words, *, where: str) -> None:
    """Raise `BadInput` on words that are missing, too long for the framework, or that give a level to no promise."""
    longest = LONGEST.get(Kind(words.kind), LONGEST_PROMISE)
    if not words.text.strip() or len(words.text) > longest:
        fault = "manque" if not words.text.strip() else f"dépasse {longest} caractères"
        raise BadInput(f"le texte {fault}.", where=where, remedy="Écrivez ce que le texte source promet.")
    if words.level and Kind(words.kind) not in PROMISES:
        raise BadInput("seul un engagement a un niveau.", where=where, remedy="Ôtez le niveau, ou changez la sorte.")
