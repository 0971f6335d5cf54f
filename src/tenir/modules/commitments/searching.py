"""How frameworks and promises are found: by their words, and by what their text calls and numbers them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tenir.core.search.findable import Findable, owner_name
from tenir.core.web import french
from tenir.modules.commitments.enums import FrameworkKind, State, Theme
from tenir.modules.commitments.models import Commitment, Framework, Lever

FRAMEWORK_WEIGHT = 20
LEVER_WEIGHT = 12
# « Mesure 14 » alone is the roadmap's before it is a committee's.
WEIGHTS = {FrameworkKind.ROADMAP: 8, FrameworkKind.PACT: 6, FrameworkKind.CIEC: 4, FrameworkKind.PLAN: 2}
# What of a framework stands in the findable form of each of its promises.
OWNER_FIELDS = ("slug", "kind", "short_title", "noun", "place", "state", "is_invented")
_FIELDS = ("pk", "slug", "number", "title", "theme", "place_id", "framework_id")


def frameworks(keys: list[str] | None) -> Iterator[Findable]:
    """Frameworks of these keys, or all, drafts among them."""
    found = Framework.objects.order_by("pk")
    for one in (found if keys is None else found.filter(pk__in=keys)).iterator(chunk_size=500):
        yield _framework(one)


def commitments(keys: list[str] | None) -> Iterator[Findable]:
    """Promises of these keys, or all, those of drafts among them."""
    found = Commitment.objects.order_by("pk")
    rows = found if keys is None else found.filter(pk__in=keys)
    of_framework = (f"framework__{name}" for name in OWNER_FIELDS if name != "place")
    for row in rows.values(*_FIELDS, *of_framework, "framework__place_id").iterator(chunk_size=500):
        yield _commitment(row)


def levers(keys: list[str] | None) -> Iterator[Findable]:
    """Levers of these keys, or all."""
    found = Lever.objects.order_by("pk")
    for one in (found if keys is None else found.filter(pk__in=keys)).iterator(chunk_size=500):
        yield Findable(
            object_id=str(one.pk),
            title=one.name,
            url=one.get_absolute_url(),
            context=one.meaning,
            names=tuple(filter(None, (one.name, one.meaning))),
            around=("levier",),
            weight=LEVER_WEIGHT,
        )


def _framework(one: Framework) -> Findable:
    kind = str(FrameworkKind(one.kind).label)
    return Findable(
        object_id=str(one.pk),
        title=one.title,
        url=one.get_absolute_url(),
        context=f"{kind}, {one.signed_on.year}" if one.signed_on else kind,
        names=(one.short_title, one.title),
        around=(kind,),
        weight=FRAMEWORK_WEIGHT + WEIGHTS.get(FrameworkKind(one.kind), 0),
        place_id=one.place_id,
        public=one.state == State.PUBLIC,
        is_invented=one.is_invented,
    )


def _commitment(row: dict[str, Any]) -> Findable:
    noun, number = row["framework__noun"], row["number"]
    called = f"{noun.capitalize()} {number} – " if number else ""
    return Findable(
        object_id=str(row["pk"]),
        title=f"{called}{french.typographie(row['title'])}",
        url=f"/cadres/{row['framework__slug']}/{row['slug']}/",
        context=row["framework__short_title"],
        names=(row["title"],),
        numbers=(number,),
        around=tuple(filter(None, (noun, row["framework__short_title"], _theme(row["theme"])))),
        weight=WEIGHTS.get(FrameworkKind(row["framework__kind"]), 0),
        # Where the right to read a draft is asked: on the framework (`views/loading.py`).
        place_id=row["framework__place_id"],
        public=row["framework__state"] == State.PUBLIC,
        is_invented=row["framework__is_invented"],
        owner=owner_name(Framework, row["framework_id"]),
    )


def _theme(theme: str) -> str:
    return str(Theme(theme).label) if theme else ""
