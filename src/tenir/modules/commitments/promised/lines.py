"""One promise as the pages that gather show it: sign, number, words, framework, who keeps it, last news, marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from tenir.core.places.models import Place
from tenir.core.web import french
from tenir.modules.commitments import as_of
from tenir.modules.commitments.enums import HOLDING, Level
from tenir.modules.commitments.models import SETTLED, Application, Commitment, owes_news
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.sharing import newest_words


@dataclass(frozen=True)
class Line:
    """What the template prints. `local` says that the level is the one of the place that the page is about."""

    pk: int
    url: str
    number: str
    title: str
    framework: str
    framework_url: str
    holders: str
    level: str
    news: str
    # Whether the newest of what is shown is verified, declared or contested; what was declared since, if anything.
    status: str
    since: str
    silent: bool
    late: str  # since when, in words; empty when it is not
    local: (
        str  # « constaté ici », « constaté dans un lieu plus grand, Lyon »; empty when the level is the promise's own
    )
    is_invented: bool

    @property
    def level_word(self) -> str:
        """The level's word, where the sign alone is seen."""
        return Level(self.level).label if self.level else "Niveau non renseigné"

    @property
    def status_words(self) -> str:
        """« déclaré depuis : suspendu, pas encore vérifié », « pas encore vérifié », « contesté », or nothing."""
        return newest_words(self.since, self.status)

    @property
    def rank(self) -> int:
        """Importance on paper, where few lines fit: late, then silent, then the rest."""
        return 0 if self.late else 1 if self.silent else 2


def load(
    keys: Sequence[int],
    applied: Mapping[int, Application] | None = None,
    here: Place | None = None,
    day: date | None = None,
) -> list[Line]:
    """The lines of these promises, in this order, as they stood on a day that is past where one is given; three
    queries whatever their number, four for a day. `applied` is then of that day already.
    """
    rows = (
        Commitment.objects.filter(pk__in=keys)
        .select_related("framework")
        .prefetch_related("parties__organisation")
        .order_by()
    )
    found = {row.pk: row for row in rows}
    if day is not None:
        as_of.put_back(list(found.values()), day)
    today = day or timezone.localdate()
    return [line_of(found[key], (applied or {}).get(key), today, here) for key in keys if key in found]


def line_of(row: Commitment, application: Application | None, today: date, here: Place | None) -> Line:
    """The local level first, else the promise's own."""
    local = application if application is not None and application.level else None
    said = local or row
    return Line(
        pk=row.pk,
        url=row.get_absolute_url(),
        number=row.number,
        title=french.typographie(row.title),
        framework=row.framework.short_title,
        framework_url=row.framework.get_absolute_url(),
        holders=_holders(row),
        level=said.level,
        news=Moment(said.news_on, said.news_precision).words if said.news_on else "",
        status=said.declared_status or said.level_status,
        since=said.declared_level,
        silent=owes_news(said.level, said.news_on, row.framework.silent_before(today)),
        late=row.due if is_late(row.due_on, said.level, today) else "",
        local=_where(local, here) if local else "",
        is_invented=row.framework.is_invented or bool(application and application.is_invented),
    )


def without_framework(line: Line) -> Line:
    """The same under a heading that has named its framework."""
    return replace(line, framework="")


def is_late(due_on: date | None, level: str, today: date) -> bool:
    """Whether the due date is past, while the promise is neither achieved nor abandoned."""
    return due_on is not None and due_on < today and level not in SETTLED


def _where(application: Application, here: Place | None) -> str:
    if here is not None and application.place_id == here.pk:
        return "constaté ici"
    return f"constaté à plus grande échelle ({application.place.name})"


def _holders(row: Commitment) -> str:
    held = sorted((party for party in row.parties.all() if party.role in HOLDING), key=lambda one: one.position)
    return french.liste_et(party.organisation.short_name or party.organisation.name for party in held)


def on_paper(lines: Iterable[Line], room: int) -> set[int]:
    """The keys of the lines that fit on one sheet, the most important first, in their order otherwise."""
    ranked = sorted(enumerate(lines), key=lambda pair: (pair[1].rank, pair[0]))
    return {line.pk for _, line in ranked[:room]}
