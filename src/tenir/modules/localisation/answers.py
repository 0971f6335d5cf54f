"""Is this point in a place of each generation: yes, no, or one cannot say, and why.

The rule is that of `engines/localisation`: zones are closed, on several the smallest code, and no answer where a border
is nearer than the point and the border are known.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Q
from django.http import QueryDict

from tenir.core.places.models import Place, PlaceKind
from tenir.engines.localisation import precision
from tenir.engines.localisation.grid import NONE
from tenir.engines.localisation.precision import Answer, Verdict, judge
from tenir.modules.commitments.promised import places as promised
from tenir.modules.localisation import editions, layers
from tenir.modules.localisation.addresses import Point
from tenir.modules.localisation.editions import Edition
from tenir.modules.territories.panels import OVERLAYS

# Metres from which the nearest neighbourhood is no longer « near ».
NEAR = 1_000.0


class Reason(StrEnum):
    """Why one cannot say."""

    DOUBT = "doubt"  # what was found may not be what was meant
    BORDER = "border"  # a border is nearer than what is known
    PARTIAL = "partial"  # in no zone, but zones of this generation are missing


@dataclass
class Said:
    """The answer for one generation. `distance`: metres to the border of `nearest`, when it is near."""

    edition: Edition
    answer: Answer
    reason: Reason | None = None
    code: str = ""
    nearest_code: str = ""
    distance: float = math.inf
    # Metres, of the point and of the border together.
    reach: float = 0.0
    place: Place | None = None
    nearest: Place | None = None
    promises: int | None = None

    @property
    def is_current(self) -> bool:
        """Whether these contours hold today."""
        return self.edition.holds()


@dataclass
class Answers:
    """Neighbourhoods by generation, the latest first, then what else lies there today."""

    point: Point
    neighbourhoods: list[Said] = field(default_factory=list)
    others: list[Said] = field(default_factory=list)

    @property
    def disagree(self) -> bool:
        """Whether one generation says yes and another one no."""
        return {Answer.YES, Answer.NO} <= {one.answer for one in self.neighbourhoods}

    @property
    def is_invented(self) -> bool:
        """Whether some of it rests on contours that were invented."""
        return any(one.edition.is_invented for one in (*self.neighbourhoods, *self.others))


def ask(point: Point) -> Answers:
    """Everything there is to say of a point: two queries, and five for each neighbourhood of today that holds it."""
    found = editions.installed(OVERLAYS)
    own = [one for one in found if one.kind == PlaceKind.QPV]
    others = [one for one in found if one.kind != PlaceKind.QPV and one.holds()]
    answers = Answers(point, [_say(one, point) for one in own])
    if not point.doubt:
        said = [_say(one, point) for one in others]
        answers.others = [one for one in said if one.answer is Answer.YES or one.reason is Reason.BORDER]
    _name([*answers.neighbourhoods, *answers.others])
    for one in answers.neighbourhoods:
        if one.place and one.is_current:
            one.promises = len(promised.reach(one.place, QueryDict()).all)
    return answers


def _say(edition: Edition, point: Point) -> Said:
    if point.doubt:
        return Said(edition, Answer.CANNOT_SAY, Reason.DOUBT)
    index = layers.of_edition(edition).index
    border = edition.precision if edition.precision is not None else precision.of_file(index.zones)
    reach = point.precision + border
    verdict = judge(index, point.longitude, point.latitude, reach)
    if verdict.answer is Answer.YES:
        return Said(edition, Answer.YES, code=index.codes[verdict.zone], reach=reach)
    near = judge(index, point.longitude, point.latitude, max(NEAR, reach))
    said = _not_in(edition, verdict)
    said.reach = reach
    if near.nearest != NONE:
        said.nearest_code, said.distance = index.codes[near.nearest], near.distance
    return said


def _not_in(edition: Edition, verdict: Verdict) -> Said:
    if verdict.answer is Answer.CANNOT_SAY:
        return Said(edition, Answer.CANNOT_SAY, Reason.BORDER)
    if not edition.is_whole:
        return Said(edition, Answer.CANNOT_SAY, Reason.PARTIAL)
    return Said(edition, Answer.NO)


def _name(said: Sequence[Said]) -> None:
    """The places behind the codes, in one query; their names are those of today."""
    wanted = {(one.edition.kind, code) for one in said for code in (one.code, one.nearest_code) if code}
    kinds, codes = {kind for kind, _ in wanted}, {code for _, code in wanted}
    rows = Place.objects.filter(Q(kind__in=kinds) & Q(code__in=codes)) if wanted else ()
    places = {(place.kind, place.code): place for place in rows}
    for one in said:
        one.place = places.get((one.edition.kind, one.code))
        one.nearest = places.get((one.edition.kind, one.nearest_code))
