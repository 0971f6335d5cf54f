"""The texts that Tenir's own lists cite, described once in `referentials/sources.json`."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from datetime import date
from importlib import resources
from typing import Any

from tenir.core.errors import BadInput
from tenir.modules.commitments.adoption.alignment import Alignment
from tenir.modules.commitments.descriptions import SourceDescription
from tenir.modules.commitments.models import Source

FILE = "referentials/sources.json"


@functools.cache
def described() -> dict[str, SourceDescription]:
    """Every cited text by its slug."""
    text = resources.files("tenir").joinpath(FILE).read_text(encoding="utf-8")
    return {one["slug"]: description(one) for one in json.loads(text)}


def description(plain: Mapping[str, Any]) -> SourceDescription:
    """One text from its JSON; its date is ISO or empty."""
    return SourceDescription(**{**plain, "date": date.fromisoformat(plain["date"]) if plain["date"] else None})


def aligned(work: Alignment) -> dict[str, Source]:
    """Every cited text in the database, by its slug."""
    wanted = {
        slug: {name: getattr(one, name) for name in SourceDescription.__dataclass_fields__}
        for slug, one in described().items()
    }
    known = {one.slug: one for one in Source.objects.filter(slug__in=wanted).order_by("slug")}
    return work.align(Source, wanted, known)


def named(texts: Mapping[str, Source], slug: str, where: str) -> Source:
    """The text of a slug; raises `BadInput` when the list does not have it."""
    if slug not in texts:
        raise BadInput(
            f"le texte «\u202f{slug}\u202f» n'est pas décrit.", where=where, remedy=f"Décrivez-le dans {FILE}."
        )
    return texts[slug]
