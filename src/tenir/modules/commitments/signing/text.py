"""The words that organisations sign, as canonical JSON: the same promises give the same bytes, so the same SHA-256.

Only what the text promises is in it: not its levels, its citations, nor how Tenir files it. Keys are sorted, without
spaces, in UTF-8; a field that says nothing is left out.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tenir.core.people.models import Organisation
from tenir.modules.commitments.editing import contents
from tenir.modules.commitments.models import Framework
from tenir.modules.commitments.moments import Moment

FIELDS = (
    *("number", "title", "side", "heading", "parent", "due", "due_words", "recurrence", "parties", "places"),
    *("sub_items", "figures", "indicators"),
)
# Where a slip of the pen may be mended without asking anybody to sign again, as long as no number in it changes.
WORDING = frozenset({"title", "due_words", "sub_items", "indicators"})
# A number may be written in letters; « un » and « une » are articles too, and left out.
_LETTERS = (
    "zéro deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante "
    "cinquante soixante cent cents mille million millions milliard milliards demi moitié tiers quart double triple"
)
_NUMBER = re.compile(rf"\d[\d\s]*(?:[.,]\d+)?|\b(?:{'|'.join(_LETTERS.split())})\b", re.IGNORECASE)
LABELS = {**contents.LABELS, "due": "Échéance"}
_BETWEEN = " ; "
_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True)
class Difference:
    """One field of one promise (or of the text itself, without `promise`) in two versions; empty: not there."""

    promise: str
    field: str
    before: str
    after: str

    @property
    def label(self) -> str:
        """« Intitulé »."""
        return LABELS.get(self.field, self.field)

    @property
    def is_wording(self) -> bool:
        """Whether it may be a mere slip: the same field reworded, every number in it as it was."""
        both = bool(self.before and self.after)
        return both and self.field in WORDING and _numbers(self.before) == _numbers(self.after)


def canonical(framework: Framework) -> str:
    """The words of a framework as they now are; in a few queries, whatever its length."""
    rows, said = contents.of_framework(framework)
    titles = dict(framework.headings.order_by().values_list("key", "title"))
    promises = [{"slug": row.slug, **_fields(said[row.pk], titles)} for row in rows]
    return _encode({"title": framework.title, "promises": promises})


def sha256(words: str) -> str:
    """64 hexadecimal digits."""
    return hashlib.sha256(words.encode()).hexdigest()


def read(words: str) -> dict[str, Any]:
    """What `canonical` wrote: `title`, and `promises`, each with its `slug` and the fields that say something."""
    found: dict[str, Any] = json.loads(words)
    return found


def readable(words: str) -> dict[str, Any]:
    """The same for a reader: organisations by their names, days in full."""
    found = read(words)
    held = [one for one in found["promises"] if "parties" in one]
    for one, line in zip(held, named(one["parties"] for one in held), strict=True):
        one["parties"] = line
    for one in found["promises"]:
        one |= {"due": _day(one["due"])} if "due" in one else {}
    return found


def differences(before: str, after: str) -> list[Difference]:
    """What changed from one version to another, in the order of the later text; promises taken out last."""
    old, new = read(before), read(after)
    found = [] if old["title"] == new["title"] else [Difference("", "title", old["title"], new["title"])]
    was = {one["slug"]: one for one in old["promises"]}
    now = {one["slug"]: one for one in new["promises"]}
    for slug in [*now, *(slug for slug in was if slug not in now)]:
        found += _between(was.get(slug, {}), now.get(slug, {}))
    return found


def named(words: Iterable[str]) -> list[str]:
    """The same lines of holders with the names of organisations for their addresses, as they are now; in one query."""
    lines = list(words)
    slugs = {part.rpartition(" (")[0] for line in lines for part in line.split(_BETWEEN)}
    names = dict(Organisation.objects.filter(slug__in=slugs).values_list("slug", "name")) if slugs - {""} else {}
    return [_BETWEEN.join(_named(part, names) for part in line.split(_BETWEEN)) for line in lines]


def _day(iso: str) -> str:
    return Moment.parse(iso).words if iso else ""


def _named(part: str, names: dict[str, str]) -> str:
    slug, bracket, role = part.rpartition(" (")
    return f"{names.get(slug, slug)}{bracket}{role}"


def may_be_minor(found: Iterable[Difference]) -> bool:
    """Whether nothing but wording changed: no promise more or less, no date, figure, holder or number."""
    return all(one.is_wording for one in found)


def shown(found: Sequence[Difference]) -> list[Difference]:
    """The same differences for a reader: organisations by their names, days in full."""
    found = [
        replace(one, before=_day(one.before), after=_day(one.after)) if one.field == "due" else one for one in found
    ]
    holders = [one for one in found if one.field == "parties"]
    names = iter(named([side for one in holders for side in (one.before, one.after)]))
    return [replace(one, before=next(names), after=next(names)) if one.field == "parties" else one for one in found]


def _between(was: dict[str, str], now: dict[str, str]) -> Iterator[Difference]:
    # By its number, as people speak of it; by its former title where it has none.
    name = (was or now).get("number") or (was or now).get("title", "")
    for field in FIELDS:
        if was.get(field, "") != now.get(field, ""):
            yield Difference(name, field, was.get(field, ""), now.get(field, ""))


def _fields(content: contents.CommitmentContent, titles: dict[str, str]) -> dict[str, str]:
    values = {name: getattr(content, name) for name in FIELDS}
    values["heading"] = titles.get(content.heading, content.heading)
    return {name: contents.words(name, value) for name, value in values.items() if value}


def _numbers(text: str) -> list[str]:
    """« 12 000 » and « 12000 » are one number, « 1,5 » and « 15 » are not."""
    return [re.sub(r"\s", "", one).lower() for one in _NUMBER.findall(text)]
