"""The indicators that follow the promises of texts, with their latest public figure and targets, in their places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tenir.core.places.models import Place
from tenir.modules.commitments.models import Following, Framework
from tenir.modules.governance.dossier.content import Figure
from tenir.modules.indicators.models import Indicator, Target
from tenir.modules.indicators.panels.places import Row, latest, with_sources
from tenir.modules.indicators.publishing import Sight
from tenir.modules.indicators.reading import wording

# (place, indicator)
Key = tuple[int, int]


@dataclass
class _Followed:
    """An indicator in a place and the promises that it follows there."""

    indicator: Indicator
    place: Place
    promises: list[str] = field(default_factory=list)


def of(frameworks: Sequence[Framework]) -> Iterator[Figure]:
    """By title; one that has no figure yet is told as well. What only some may see is left out: files are sent on."""
    followed = _followed(frameworks)
    shown, targets = _shown(followed), _targets(followed)
    for key, one in sorted(followed.items(), key=lambda pair: (pair[1].indicator.title, pair[0])):
        yield _figure(one, shown.get(key), targets.get(key, []))


def _followed(frameworks: Sequence[Framework]) -> dict[Key, _Followed]:
    by_key = {one.pk: one for one in frameworks}
    rows = Following.objects.filter(commitment__framework__in=by_key).select_related("commitment", "indicator")
    found: dict[Key, _Followed] = {}
    for row in rows.order_by("commitment__framework", "commitment__position", "pk"):
        place = by_key[row.commitment.framework_id].place
        one = found.setdefault((place.pk, row.indicator_id), _Followed(row.indicator, place))
        one.promises.append(row.commitment.number or row.commitment.title)
    return found


def _shown(followed: dict[Key, _Followed]) -> dict[Key, Row]:
    """The latest figure of each, as everybody may see it."""
    places = {one.place.pk: one.place for one in followed.values()}
    found: dict[Key, Row] = {}
    for pk, place in places.items():
        among = [indicator for where, indicator in followed if where == pk]
        found |= {(pk, row.indicator.pk): row for row in with_sources(latest(place, Sight(), among))}
    return found


def _targets(followed: dict[Key, _Followed]) -> dict[Key, list[Target]]:
    places, indicators = {place for place, _ in followed}, {indicator for _, indicator in followed}
    rows = Target.objects.filter(place__in=places, indicator__in=indicators).select_related("source")
    found: dict[Key, list[Target]] = defaultdict(list)
    for row in rows.order_by("on", "pk"):
        found[row.place_id, row.indicator_id].append(row)
    return found


def _figure(one: _Followed, row: Row | None, targets: Sequence[Target]) -> Figure:
    sources = [source.title for source in row.sources] if row else []
    sources += [target.source.title for target in targets if target.source]
    return Figure(
        title=one.indicator.title,
        promises=tuple(one.promises),
        place=one.place.name,
        value=row.said if row else None,
        period=row.period if row else "",
        completeness=row.complete if row else "",
        targets=tuple(wording.aimed(one.indicator, target) for target in targets),
        sources=tuple(dict.fromkeys(sources)),
        is_invented=one.indicator.is_invented,
    )
