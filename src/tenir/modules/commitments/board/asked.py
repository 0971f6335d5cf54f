"""What the address of a board asks: filters, view, day. What is not understood is passed over; a day is not, because
a board of today shown for another day would be wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from tenir.core.people.models import Organisation
from tenir.core.places.asked import past
from tenir.core.places.models import Place
from tenir.core.web import signs
from tenir.modules.commitments import as_of
from tenir.modules.commitments.enums import HOLDING, Level, Side, Status, Theme
from tenir.modules.commitments.models import SETTLED, Application, Commitment, Framework, Party
from tenir.modules.commitments.moments import Moment
from tenir.modules.commitments.standing import DECLARED

LONGEST_SEARCH = 100
TREE, TABLE = "arbre", "tableau"
# In the order of an address.
FILTERS = ("niveau", "theme", "cote", "porteur", "lieu", "retard", "muet", "q")
KEYS = (*FILTERS, "au", "vue", "partie")
# Columns that every row gets: the level to show, of today or of the day that is asked.
SHOWN = (
    *("shown_level", "shown_on", "shown_precision", "shown_status"),
    *("shown_news_on", "shown_news_precision", "shown_since", "shown_since_status"),
)


@dataclass(frozen=True)
class Asked:
    """An address read: its words, and the organisation, place and day that they name."""

    params: Mapping[str, str]
    holder: Organisation | None = None
    place: Place | None = None
    day: date | None = None

    @property
    def on(self) -> date:
        """The day of the board: the one asked, or today."""
        return self.day or timezone.localdate()

    @property
    def narrows(self) -> bool:
        """Whether any filter is set."""
        return any(self.params.get(name) for name in FILTERS)

    def get(self, name: str) -> str:
        """What the address says of `name`, empty when nothing that was understood."""
        return self.params.get(name, "")

    def address(self, **changes: str) -> str:
        """This address with words changed; an empty one leaves. Always starts a list at its first page."""
        params = {**self.params, **changes}
        return f"?{urlencode([(name, params[name]) for name in KEYS if params.get(name)])}"

    def address_with(self, more: str) -> str:
        """This address and one more word: a page, a format."""
        address = self.address()
        return f"{address}{'' if address == '?' else '&'}{more}"

    def without_filters(self) -> str:
        """The same view of the same day, nothing filtered."""
        return self.address(**dict.fromkeys(FILTERS, ""))

    def words(self) -> list[tuple[str, str]]:
        """Each filter that is set, in words, with the address that takes it away."""
        return [(words, self.address(**{name: ""})) for name in FILTERS if (words := self._said(name))]

    def _said(self, name: str) -> str:
        value = self.get(name)
        if not value:
            return ""
        said: dict[str, Any] = {
            "niveau": lambda: signs.DECLARED.word if value == DECLARED else Level(value).label,
            "theme": lambda: Theme(value).label,
            "cote": lambda: Side(value).label,
            "porteur": lambda: f"porté par {self.holder}",
            "lieu": lambda: f"appliqué à {self.place}",
            "retard": lambda: "en retard",
            "muet": lambda: "muet",
            "q": lambda: f"«\u202f{value}\u202f»",
        }
        return str(said[name]())


def read(params: Mapping[str, str]) -> Asked:
    """The request of an address; raises `BadInput` on a day that is none or is to come."""
    told = {
        "niveau": _known(params, "niveau", [*Level.values, DECLARED]),
        "theme": _known(params, "theme", Theme.values),
        "cote": _known(params, "cote", Side.values),
        "retard": _known(params, "retard", ("oui",)),
        "muet": _known(params, "muet", ("oui",)),
        "vue": _known(params, "vue", (TREE, TABLE)),
        "q": _text(params, "q") or _text(params, "intitule"),  # the word of the first release
        "partie": _text(params, "partie"),
        "au": _text(params, "au"),
    }
    holder, place = _holder(_text(params, "porteur")), _place(_text(params, "lieu"))
    told["porteur"] = holder.slug if holder else ""
    told["lieu"] = f"{place.kind}:{place.code}" if place else ""
    return Asked(told, holder, place, _day(told["au"]))


def _text(params: Mapping[str, str], name: str) -> str:
    # PostgreSQL refuses NUL in text.
    return params.get(name, "").replace("\0", "").strip()[:LONGEST_SEARCH]


def _known(params: Mapping[str, str], name: str, values: Any) -> str:
    value = params.get(name, "")
    return value if value in values else ""


def _holder(slug: str) -> Organisation | None:
    return Organisation.objects.filter(slug=slug).first() if slug else None


def _place(text: str) -> Place | None:
    kind, _, code = text.partition(":")
    return Place.objects.filter(kind=kind, code=code).first() if code else None


def _day(text: str) -> date | None:
    """A month or a year is its last day."""
    return past(Moment.parse(text).last_day) if text else None


def dated(rows: QuerySet[Commitment], day: date | None) -> QuerySet[Any, Any]:
    """Rows with the columns `SHOWN`: what stood on `day`, or stands today."""
    if day is None:
        return rows.annotate(**{f"shown_{name}": F(column) for name, column in _TODAY.items()})
    then = as_of.standing_then(rows, day)
    empty = Value("", output_field=CharField())
    rows_then: QuerySet[Any, Any] = then.annotate(
        shown_level=Coalesce("then_level", empty),
        shown_on=F("then_on"),
        shown_precision=Coalesce("then_precision", empty),
        shown_status=Coalesce("then_status", empty),
        shown_news_on=F("then_news_on"),
        shown_news_precision=Coalesce("then_news_precision", empty),
        # What was declared since is told of today only: on a past day nobody knew how it would end.
        shown_since=empty,
        shown_since_status=empty,
    )
    return rows_then


_TODAY = {
    "level": "level",
    "on": "level_on",
    "precision": "level_precision",
    "status": "level_status",
    "news_on": "news_on",
    "news_precision": "news_precision",
    "since": "declared_level",
    "since_status": "declared_status",
}


def narrowed(rows: QuerySet[Any, Any], asked: Asked, framework: Framework, *, but: tuple[str, ...] = ()) -> Any:
    """The dated rows that answer every filter of the address, `but` some."""
    for name in FILTERS:
        if asked.get(name) and name not in but:
            rows = _KEPT[name](rows, asked, framework)
    return rows


def at_counted_level(level: str) -> Q:
    """Those that enter the counts at a level: verified ones; at `DECLARED`, all others that have one."""
    if level == DECLARED:
        return ~Q(shown_level="") & ~Q(shown_status=Status.VERIFIED)
    return Q(shown_level=level, shown_status=Status.VERIFIED)


def late(asked: Asked) -> Q:
    """Past its due date on the day of the board, and not settled."""
    return Q(due_on__lt=asked.on) & ~Q(shown_level__in=SETTLED)


def silent(asked: Asked, framework: Framework) -> Q:
    """Counted, not settled, and without news for longer than the framework's cadence on the day of the board."""
    before = framework.silent_before(asked.on)
    without_news = Q(shown_news_on__lt=before) | Q(shown_news_on__isnull=True)
    return Q(counted=True) & without_news & ~Q(shown_level__in=SETTLED)


def _held(rows: Any, asked: Asked, framework: Framework) -> Any:
    held = Party.objects.filter(commitment=OuterRef("pk"), organisation=asked.holder, role__in=HOLDING)
    return rows.filter(Exists(held))


def _applied(rows: Any, asked: Asked, framework: Framework) -> Any:
    applied = Application.objects.filter(commitment=OuterRef("pk"), place=asked.place)
    return rows.filter(Exists(applied) | Q(place=asked.place))


_KEPT: dict[str, Any] = {
    "niveau": lambda rows, asked, framework: rows.filter(at_counted_level(asked.get("niveau"))),
    "theme": lambda rows, asked, framework: rows.filter(theme=asked.get("theme")),
    "cote": lambda rows, asked, framework: rows.filter(side=asked.get("cote")),
    "porteur": _held,
    "lieu": _applied,
    "retard": lambda rows, asked, framework: rows.filter(late(asked)),
    "muet": lambda rows, asked, framework: rows.filter(silent(asked, framework)),
    "q": lambda rows, asked, framework: rows.speaking_of(asked.get("q")),
}
