"""The invented contract of the invented town, and its invented news, from `demonstration/` (its README has the rules).

No real framework gets an invented level of its own: news of the forty measures are those of a place, and say so.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from importlib import resources
from typing import Any

from tenir.core.actions import System
from tenir.core.errors import BadInput
from tenir.core.people.models import Organisation
from tenir.core.places.models import Place
from tenir.core.referentials import INVENTED
from tenir.modules.commitments.actions import Stated, Told, record_level, report_progress
from tenir.modules.commitments.evidence import demonstration as proofs
from tenir.modules.commitments.models import Commitment, LevelRecord
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.referential import files as framework_files
from tenir.modules.commitments.referential import sources
from tenir.modules.commitments.referential.loading import adopt_all
from tenir.modules.commitments.signing import demonstration as signatures

BY = System("demo")
PROGRESS = "progress.json"
PROOFS = "evidence.json"
Plain = Mapping[str, Any]


def load(say: Callable[[str], None]) -> None:
    """The invented frameworks, then their news, oldest first, and proofs; safe to run twice."""
    texts = {**sources.described(), **{one["slug"]: sources.description(one) for one in _json("sources.json")}}
    folder = framework_files.files(INVENTED, "frameworks")
    adopt_all([framework_files.read(file, texts) for file in folder], say, by=BY)
    news = sorted(_json(PROGRESS), key=lambda one: one["on"])
    say(f"{_record(news)} points d'avancement inventés.")
    say(f"{proofs.give(_json(PROOFS), by=BY)} preuves inventées.")
    say(f"{signatures.collect(by=BY)} signatures inventées, demandées.")


def _json(name: str) -> list[dict[str, Any]]:
    text = resources.files("tenir").joinpath(INVENTED, name).read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)
    return found


def _record(news: list[dict[str, Any]]) -> int:
    organisations = {one.slug: one for one in Organisation.objects.filter(slug__in={one["by"] for one in news})}
    places = {(one.kind, one.code): one for one in Place.objects.order_by("pk")}
    slugs = {one["commitment"].partition("/")[0] for one in news}
    rows = Commitment.objects.filter(framework__slug__in=slugs).select_related("framework", "place")
    commitments = {f"{row.framework.slug}/{row.slug}": row for row in rows}
    told = set(LevelRecord.objects.filter(is_invented=True).values_list("commitment", "place", "on", "sentence"))
    recorded, waiting = 0, _waiting(news)
    for one in news:
        commitment = _named(commitments, one["commitment"])
        place = _named(places, tuple(one["place"])) if "place" in one else None
        moment = Moment.parse(one["on"])
        if (commitment.pk, place.pk if place else None, moment.on, one["sentence"]) in told:
            continue
        stated = Stated(_named(organisations, one["by"]), one["sentence"], place, is_invented=True)
        if one in waiting:
            _report(commitment, one["level"], moment, stated)
        else:
            _level(commitment, one, moment, stated)
        recorded += 1
    return recorded


def _level(commitment: Commitment, one: Plain, moment: Moment, stated: Stated) -> None:
    record_level(by=BY, commitment=commitment, level=one["level"], moment=moment, status=one["status"], stated=stated)


def _report(commitment: Commitment, level: str, moment: Moment, stated: Stated) -> None:
    """The last that was declared, which waits for a referent."""
    told = Told(level, stated.sentence, moment.on, is_invented=True)
    organisation = stated.organisation
    if organisation is None:
        raise BadInput("un point d'avancement inventé ne dit pas de qui il est.", where=PROGRESS)
    key = f"demonstration-{commitment.pk}-{moment.on}"
    report_progress(by=BY, commitment=commitment, organisation=organisation, told=told, key=key)


def _waiting(news: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of each promise, what was declared last, if nobody has verified anything since."""
    last = {one["commitment"]: one for one in news if "place" not in one}
    return [one for one in last.values() if one["status"] == "declared" and len(one["on"]) == len("2026-01-01")]


def _named(known: Mapping[Any, Any], key: Any) -> Any:
    if key not in known:
        raise BadInput(f"«\u202f{key}\u202f» n'est pas connu.", where=PROGRESS)
    return known[key]
