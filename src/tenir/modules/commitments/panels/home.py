"""The home page: where everything stands, the national roadmap, the ground, what changed, what is silent, the trend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from tenir.core.web import charts, french
from tenir.modules.commitments import boards, trends
from tenir.modules.commitments.enums import FrameworkKind, Level
from tenir.modules.commitments.models import Framework
from tenir.modules.commitments.promised import mapped, national, news

MOST_CHANGES = 6
MOST_TEXTS = 3
MOST_TROUBLED = 5
MOST_CARDS = 9
HALF_YEARS = 7


def everything(request: HttpRequest, subject: Any) -> dict[str, Any] | None:
    """All public promises in a sentence and a bar."""
    overview = _overview(request)
    return {"overview": overview} if overview.total else None


def roadmap(request: HttpRequest, subject: Any) -> dict[str, Any] | None:
    """The national roadmap, or the latest national text while there is none, with its counts by level."""
    standing = next(iter(_national(request)), None)
    if standing is None or not standing.total:
        return None
    return {"standing": standing, "summary": boards.level_summary(standing, ())}


def ground(request: HttpRequest, subject: Any) -> dict[str, Any] | None:
    """The map of what is followed where, what changed lately, what is late or silent."""
    overview = _overview(request)
    if not overview.total:
        return None
    return {
        "shown": mapped.shown(request.GET.get("carte", ""), overview),
        "changes": news.levels(MOST_CHANGES),
        "texts": news.texts(MOST_TEXTS),
        "troubled": _troubled(overview),
    }


@dataclass(frozen=True)
class Troubled:
    """A framework with late or silent promises."""

    framework: Framework
    late: int
    silent: int


def _troubled(overview: national.Overview) -> list[Troubled]:
    """The frameworks with most of them: late first, since silence alone is the more common fault."""
    ranked = sorted({*overview.late, *overview.silent}, key=lambda pk: (-overview.late[pk], -overview.silent[pk], pk))[
        :MOST_TROUBLED
    ]
    found = Framework.objects.order_by().in_bulk(ranked)
    return [Troubled(found[pk], overview.late[pk], overview.silent[pk]) for pk in ranked]


def trend(request: HttpRequest, subject: Any) -> dict[str, Any] | None:
    """How many promises stood at each level at the ends of the last half-years, where that moved."""
    days = half_years(timezone.localdate(), HALF_YEARS)
    counts = trends.national(days)
    if len({tuple(sorted(one.items())) for _, one in counts}) < 2:
        return None
    columns = tuple(charts.LevelRow(french.date_longue(day), one) for day, one in counts)
    (first, before), (_, now) = counts[0], counts[-1]
    kept = now.get(Level.ACHIEVED, 0)
    sentence = (
        f"Au {french.date_longue(first)}, {french.accord(sum(before.values()), 'promesse')} avaient un niveau connu"
        f"\u202f; aujourd'hui, {french.nombre(sum(now.values()))}, dont {french.nombre(kept)} "
        f"{Level.ACHIEVED.clause(kept, feminine=True)}."
    )
    shorts = tuple(french.mois_annee(day) for day in days)
    title = "Promesses dont le niveau est connu"
    return {"chart": charts.LevelColumns(title=title, sentence=sentence, columns=columns, shorts=shorts)}


def half_years(today: date, count: int) -> list[date]:
    """The last `count` ends of a half-year before `today`, then `today`."""
    ends = [date(year, *end) for year in range(today.year - count, today.year + 1) for end in ((6, 30), (12, 31))]
    return [*[end for end in ends if end < today][-count:], today]


def others(request: HttpRequest, subject: Any) -> dict[str, Any] | None:
    """The other national texts, then the latest local ones, as cards."""
    nation = _national(request)[1:]
    local = Framework.objects.public().exclude(place__kind="nation").select_related("place")
    latest = boards.standings(local.order_by("-signed_on", "slug")[:MOST_CARDS])
    room = max(3, MOST_CARDS - len(nation))
    shown = [*nation, *latest[:room]][:MOST_CARDS]
    return {"standings": shown, "texts": _overview(request).texts} if shown else None


def _overview(request: HttpRequest) -> national.Overview:
    """Asked once a page."""
    found: national.Overview = _once(request, "overview", national.overview)
    return found


def _national(request: HttpRequest) -> list[boards.Standing]:
    found: list[boards.Standing] = _once(request, "national_standings", _national_standings)
    return found


def _national_standings() -> list[boards.Standing]:
    found = Framework.objects.public().national().select_related("place").order_by("-signed_on", "slug")
    latest = sorted(found[:MOST_CARDS], key=lambda one: one.kind != FrameworkKind.ROADMAP)
    return boards.standings(latest)


def _once(request: HttpRequest, name: str, ask: Any) -> Any:
    if name not in request.__dict__:
        request.__dict__[name] = ask()
    return request.__dict__[name]
