"""How the terms of the glossary are found: by their letters, and by what they stand for.

They come with the release, not from a table: `tenir referentials load` and `tenir search rebuild` bring them in.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from tenir.core.search.findable import Findable
from tenir.core.web import french, glossary

WEIGHT = 14


def terms(keys: list[str] | None) -> Iterator[Findable]:
    """Every term; no action ever names one."""
    address = reverse("web:glossary")
    for one in glossary.terms():
        if keys is None or one.key in keys:
            yield Findable(
                object_id=one.key,
                title=f"{one.acronym}\u202f: {one.meaning}",
                url=f"{address}#{one.key}",
                context=french.typographie(one.explanation)[:300],
                names=(one.acronym, one.meaning),
                weight=WEIGHT,
            )
