"""The filters of a board: the common ones as plain links with what each would give, the others as a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.safestring import SafeString

from tenir.core.people.models import Organisation
from tenir.core.places.models import Place, PlaceKind
from tenir.core.statements import Kept
from tenir.core.web import french, signs
from tenir.modules.commitments.board.asked import Asked, dated, late, narrowed, silent
from tenir.modules.commitments.boards import FEMININE, Standing
from tenir.modules.commitments.enums import HOLDING, Side, Theme
from tenir.modules.commitments.models import Application, Commitment, Framework, Party
from tenir.modules.commitments.standing import by_counted

MOST_OPTIONS = 300
# Lines of a text from which its holders are no longer gathered from its promises.
LONG = 2000
Links = list[tuple[str, str, bool]]


@dataclass(frozen=True)
class Choice:
    """A list of the form: its name in the address, its label, its (value, word), the value chosen."""

    name: str
    title: str
    options: list[tuple[str, str]]
    chosen: str

    @property
    def drawn(self) -> SafeString:
        """The options, as strings: a template takes longer over 300 of them than the page over all the rest."""
        return SafeString("".join(self._option(value, word) for value, word in self.options))

    def _option(self, value: str, word: str) -> str:
        chosen = " selected" if value == self.chosen else ""
        return f'<option value="{escape(value)}"{chosen}>{escape(word)}</option>'


def levels(standing: Standing, asked: Asked, counts: dict[str, int] | None) -> Links:
    """(words, address, whether it is this one): all, then each level that some stand at, with how many."""
    feminine = standing.framework.noun in FEMININE
    known = standing.by_level if counts is None else counts
    everything = f"{'Toutes' if feminine else 'Tous'} ({french.nombre(sum(known.values()))})"
    chosen = asked.get("niveau")
    links = [(everything, asked.address(niveau="", partie=""), not chosen)]
    for level in (*signs.LEVELS, signs.DECLARED):
        if known.get(level.code) or chosen == level.code:
            words = f"{level.word} ({french.nombre(known.get(level.code, 0))})"
            links.append((words, asked.address(niveau=level.code, partie=""), chosen == level.code))
    return links


def attention(standing: Standing, asked: Asked, tally: dict[str, int], sides: frozenset[str]) -> Links:
    """What must be seen: late, silent; and whose promises, where a text has two sides."""
    feminine = standing.framework.noun in FEMININE
    words = {"retard": "En retard", "muet": "Muettes" if feminine else "Muets"}
    links = []
    for name, word in words.items():
        set_now = asked.get(name) == "oui"
        if tally[name] or set_now:
            turned = asked.address(**{name: "" if set_now else "oui"}, partie="")
            links.append((f"{word} ({french.nombre(tally[name])})", turned, set_now))
    for side in Side if len(sides) > 1 else ():
        set_now = asked.get("cote") == side
        links.append((side.label, asked.address(cote="" if set_now else side.value, partie=""), set_now))
    return links


@dataclass(frozen=True)
class Present:
    """The sides and themes that a text's promises have, whatever the filters."""

    sides: frozenset[str]
    themes: frozenset[str]


def present(framework: Framework, lines: int) -> Present:
    """Both in one query; of a very long text the sides of its parts, and every theme, rather than reading it all."""
    if lines > LONG:
        return Present(
            frozenset(framework.headings.order_by().values_list("side", flat=True)) - {""}, frozenset(Theme.values)
        )
    pairs = list(framework.commitments.order_by().values_list("side", "theme").distinct())
    return Present(frozenset(side for side, _ in pairs if side), frozenset(theme for _, theme in pairs if theme))


def tallied(framework: Framework, asked: Asked, standing: Standing) -> dict[str, int]:
    """How many are late, and how many silent, among those that the other filters keep."""
    rows = dated(Commitment.objects.filter(framework=framework), asked.day)
    found = narrowed(rows, asked, framework, but=("retard", "muet"))
    if not asked.narrows:
        # The kept counts know who is silent, and an index who is late: nothing is scanned.
        return {"retard": found.filter(late(asked)).count(), "muet": standing.silent}
    return dict(
        found.order_by().aggregate(
            retard=Count("pk", filter=late(asked)), muet=Count("pk", filter=silent(asked, framework))
        )
    )


def level_counts(framework: Framework, asked: Asked) -> dict[str, int] | None:
    """How many at each level among those that the other filters keep; None when nothing else filters."""
    if not any(asked.get(name) for name in ("theme", "cote", "porteur", "lieu", "retard", "muet", "q")):
        return None
    rows = dated(Commitment.objects.filter(framework=framework, counted=True), asked.day)
    found = narrowed(rows, asked, framework, but=("niveau",)).order_by()
    names = ("shown_level", "shown_status")
    return dict(by_counted(found.values_list(*names).annotate(many=Count("pk"))))


def choices(framework: Framework, asked: Asked, lines: int, themes: frozenset[str]) -> list[Choice]:
    """The lists of the form; a list of one or none is left out, unless it is chosen."""
    found = [
        Choice("theme", "Thème", [(one.value, one.label) for one in Theme if one in themes], asked.get("theme")),
        Choice("porteur", "Porté par", _holders(framework, lines), asked.get("porteur")),
        Choice("lieu", "Appliqué à", _places(framework, lines), asked.get("lieu")),
    ]
    return [one for one in found if len(one.options) > 1 or one.chosen]


def _holders(framework: Framework, lines: int) -> list[tuple[str, str]]:
    """Those who hold a promise of this text; of any text, where this one is so long that asking it would take long."""
    if lines > LONG:
        return _EVERY_HOLDER.of(framework.pk)
    held = _held().filter(commitment__framework=framework)
    return list(_offered(Organisation.objects.filter(pk__in=held.values("organisation"))))


def _places(framework: Framework, lines: int) -> list[tuple[str, str]]:
    """The places that apply a promise of this text, under the same condition."""
    kept = _EVERY_PLACE if lines > LONG else _ITS_PLACES
    return kept.of(framework.pk)


def _held() -> QuerySet[Party, Party]:
    return Party.objects.filter(role__in=HOLDING).order_by()


def _offered(found: QuerySet[Organisation, Organisation]) -> Any:
    return found.order_by("name").values_list("slug", "name")[:MOST_OPTIONS]


def _every_holder(_: int) -> Any:
    return _offered(Organisation.objects.filter(Exists(_held().filter(organisation=OuterRef("pk")))))


def _applied(**which: int) -> Any:
    applied = Application.objects.filter(**which).order_by().values("place")
    return Place.objects.filter(pk__in=applied).largest_first().values_list("kind", "code", "name")[:MOST_OPTIONS]


def _place_offered(cells: Sequence[Any]) -> tuple[str, str]:
    kind, code, name = cells
    return f"{kind}:{code}", f"{name} ({PlaceKind(kind).label.lower()})"


# The places that apply a promise of a text, by its key; of the two others every text asks the same.
_ITS_PLACES = Kept(lambda key: _applied(commitment__framework=key), _place_offered)
_EVERY_PLACE = Kept(lambda _: _applied(), _place_offered)
_EVERY_HOLDER: Kept[tuple[str, str]] = Kept(_every_holder, lambda cells: (cells[0], cells[1]))
