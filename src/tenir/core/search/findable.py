"""What a module gives of an object so that it can be found (`core.modules.Searchable`)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True)
class Findable:
    """One object as the search knows it: what is shown of it, and the words that lead to it.

    A word of `names` weighs more in a short name than in a long one; a word of `numbers` (a printed number, an
    official code) weighs most; a word of `around` (sort, framework, theme) little.
    """

    object_id: str
    title: str
    url: str
    context: str = ""
    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    # Added to the weight of the words: what people more often mean.
    weight: int = 0
    # Where the right to see it is asked, when it is not public.
    place_id: int | None = None
    public: bool = True
    is_invented: bool = False
    # The object that it belongs to, as the journal names it (`owner_name`).
    owner: str = ""


def owner_name(model: type[models.Model], key: object) -> str:
    """`commitments.framework:12`."""
    return f"{model._meta.label_lower}:{key}"
