"""The bodies that texts name, with the cadence that they print (`referentials/governance/bodies.json`)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from importlib import resources
from typing import Any

from tenir.core.actions import System
from tenir.core.errors import BadInput
from tenir.core.people.models import Organisation
from tenir.core.places.models import Place
from tenir.modules.commitments.models import Framework, Provision, Source
from tenir.modules.governance.actions import BodyContent, create_body
from tenir.modules.governance.models import Body

BY = System("referentials")
FILE = "referentials/governance/bodies.json"
PLAIN = ("kind", "name", "purpose", "every", "times_a_year", "is_pattern")
KEYS = frozenset({*PLAIN, "slug", "place", "organisation", "frameworks", "provision", "source", "lines"})


def load(say: Callable[[str], None]) -> None:
    """Add the bodies that are missing; what people made of the others stays. Safe to run twice."""
    text = resources.files("tenir").joinpath(FILE).read_text(encoding="utf-8")
    added = bring(json.loads(text), by=BY, where=FILE)
    say(f"Instances\u202f: {added} inscrites." if added else "Instances\u202f: à jour.")


def bring(described: Sequence[Mapping[str, Any]], *, by: System, where: str, is_invented: bool = False) -> int:
    """The bodies of a list that are not there yet; how many. Raises `BadInput` on a key or name that leads nowhere."""
    known = set(Body.objects.values_list("slug", flat=True))
    new = [one for one in described if one["slug"] not in known]
    for one in new:
        if unknown := sorted(one.keys() - KEYS):
            raise BadInput(f"«\u202f{unknown[0]}\u202f» n'est pas une clé connue.", where=f"{where}, {one['slug']}")
        place = _named(Place.objects, where, kind=one["place"][0], code=one["place"][1])
        create_body(by=by, place=place, slug=one["slug"], content=_content(one, where, is_invented=is_invented))
    return len(new)


def _content(one: Mapping[str, Any], where: str, *, is_invented: bool) -> BodyContent:
    first, last = one.get("lines", (None, None))
    framework, _, key = one.get("provision", "").partition("/")
    return BodyContent(
        **{name: one[name] for name in PLAIN if name in one},
        organisation=_named(Organisation.objects, where, slug=one["organisation"]) if "organisation" in one else None,
        frameworks=tuple(_named(Framework.objects, where, slug=slug) for slug in one.get("frameworks", ())),
        provision=_named(Provision.objects, where, framework__slug=framework, key=key) if key else None,
        source=_named(Source.objects, where, slug=one["source"]) if "source" in one else None,
        first_line=first,
        last_line=last,
        is_invented=is_invented,
    )


def _named(rows: Any, where: str, **by: str) -> Any:
    found = rows.filter(**by).first()
    if found is None:
        raise BadInput(f"«\u202f{'/'.join(by.values())}\u202f» n'est pas connu.", where=where)
    return found
