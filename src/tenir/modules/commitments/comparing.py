"""Two things side by side: two texts, one text on two days, or two places; counts first, then promise by promise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tenir.core.places.models import Place
from tenir.core.web import french, signs
from tenir.modules.commitments import as_of, boards
from tenir.modules.commitments.boards import FEMININE, Standing
from tenir.modules.commitments.enums import Level, LinkKind, State
from tenir.modules.commitments.models import Application, Commitment, CommitmentLink, Framework

MOST_PAIRS = 200
# How far each level is on the way; a stop is not a step of it.
_STEPS = {Level.NOT_STARTED: 0, Level.LAUNCHING: 1, Level.ROLLED_OUT: 2, Level.NEARING: 3, Level.ACHIEVED: 4}
_STOPS = (Level.SUSPENDED, Level.ABANDONED)
MOVES = {
    "ahead": "a avancé",
    "back": "a reculé",
    "stopped": "s'est arrêté",
    "resumed": "a repris",
    "first": "a un premier niveau connu",
    "lost": "n'a plus de niveau connu",
}
_MANY = {
    "ahead": "ont avancé",
    "back": "ont reculé",
    "stopped": "se sont arrêtés",
    "resumed": "ont repris",
    "first": "ont un premier niveau connu",
    "lost": "n'ont plus de niveau connu",
}


@dataclass(frozen=True)
class Half:
    """One of the two things, with its counts by level; `noun` is what is counted."""

    title: str
    note: str
    url: str
    noun: str
    counts: Mapping[str, int]
    # What tells it from the other half, in few words.
    label: str
    is_invented: bool = False

    @property
    def total(self) -> int:
        """How many are counted."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Pair:
    """A promise, or one and what it carries out, with a level on each side; `move` says what became of it."""

    title: str
    url: str
    other_title: str
    other_url: str
    levels: tuple[str, str]
    move: str = ""

    @property
    def move_words(self) -> str:
        """« a avancé », « a reculé »."""
        return MOVES.get(self.move, "")


@dataclass
class Comparison:
    """Both halves, the difference in a sentence, and what can be held side by side promise by promise."""

    halves: tuple[Half, Half]
    sentence: str
    pairs_title: str = ""
    pairs: list[Pair] = field(default_factory=list)
    left_out: int = 0
    note: str = ""
    heads: tuple[str, str] = ("", "")

    @property
    def is_invented(self) -> bool:
        """Whether either half was made up for the demonstration."""
        return any(half.is_invented for half in self.halves)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Level by level: number and share of each half, and the difference of shares in words."""
        one, other = self.halves
        known = [level for level in signs.LEVELS if one.counts.get(level.code) or other.counts.get(level.code)]
        unknown = [signs.Level("", "Niveau non renseigné", None)] if one.counts.get("") or other.counts.get("") else []
        return [
            {
                "code": level.code,
                "word": level.word,
                "cells": [
                    (half.label, half.counts.get(level.code, 0), _share(half, level.code)) for half in self.halves
                ],
                "difference": _difference(one, other, level.code),
            }
            for level in (*known, *unknown)
        ]


def _share(half: Half, code: str) -> str:
    return french.pourcent(half.counts.get(code, 0), half.total) if half.total else ""


def _difference(one: Half, other: Half, code: str) -> str:
    """« 12 points de plus », from the shares that are shown."""
    before, after = (french.percentage(half.counts.get(code, 0), half.total) for half in (one, other))
    if before is None or after is None:
        return ""
    gap = int(after - before)
    return "autant" if not gap else f"{french.accord(abs(gap), 'point')} de {'plus' if gap > 0 else 'moins'}"


def dates(framework: Framework, first: date | None, second: date | None) -> Comparison:
    """One text on two days, None being today: what moved between them."""
    halves = [_half_on(framework, day) for day in (first, second)]
    levels = [_levels_on(framework, day) for day in (first, second)]
    moved = _moved(framework, *levels)
    tally = {move: sum(pair.move == move for pair in moved) for move in MOVES}
    return Comparison(
        halves=(halves[0], halves[1]),
        sentence=_told_moves(framework, halves, tally),
        pairs_title="Ce qui a bougé",
        pairs=moved[:MOST_PAIRS],
        left_out=max(0, len(moved) - MOST_PAIRS),
        heads=(_on(first).capitalize(), _on(second).capitalize()),
    )


def _on(day: date | None) -> str:
    return f"au {french.date_longue(day)}" if day else "aujourd'hui"


def _half_on(framework: Framework, day: date | None) -> Half:
    standing = boards.standing_at(framework, day) if day else boards.standings([framework])[0]
    url = framework.get_absolute_url() + (f"?au={day.isoformat()}" if day else "")
    label, invented = _on(day).capitalize(), framework.is_invented
    return Half(framework.short_title, _on(day), url, framework.noun, standing.by_level, label, invented)


def _levels_on(framework: Framework, day: date | None) -> dict[int, str]:
    if day:
        return {key: stood.shown.level for key, stood in as_of.standing_on(framework, day).items()}
    return dict(framework.commitments.order_by().exclude(level="").values_list("pk", "level"))


def _moved(framework: Framework, before: Mapping[int, str], after: Mapping[int, str]) -> list[Pair]:
    """Counted promises whose level is not the same, in the order of the text."""
    keys = [key for key in {*before, *after} if before.get(key) != after.get(key)]
    rows = Commitment.objects.of_framework(framework).counted().values_list("pk", "slug", "number", "title")
    wanted = set(keys)
    return [
        Pair(
            title=f"{number} {french.typographie(title)}".strip(),
            url=f"{framework.get_absolute_url()}{slug}/",
            other_title="",
            other_url="",
            levels=(before.get(key, ""), after.get(key, "")),
            move=move(before.get(key, ""), after.get(key, "")),
        )
        for key, slug, number, title in (rows if wanted else ())
        if key in wanted
    ]


def move(before: str, after: str) -> str:
    """What became of a promise whose level changed: a key of `MOVES`."""
    if not before:
        return "first"
    if not after:
        return "lost"
    if after in _STOPS:
        return "stopped"
    if before in _STOPS:
        return "resumed"
    return "ahead" if _STEPS[Level(after)] > _STEPS[Level(before)] else "back"


def _told_moves(framework: Framework, halves: Iterable[Half], tally: Mapping[str, int]) -> str:
    noun, moved = framework.noun, sum(tally.values())
    total = max(half.total for half in halves)
    if not moved:
        return f"Aucun{'e' if noun in FEMININE else ''} {noun} n'a changé de niveau entre ces deux dates."
    parts = [
        f"{french.nombre(count)} {MOVES[key] if count == 1 else _agreed(key, noun)}"
        for key, count in tally.items()
        if count
    ]
    rest = total - moved
    still = f"{french.nombre(rest)} {'ont' if rest > 1 else 'a'} gardé le même niveau" if rest else ""
    first = f"Sur {french.accord(total, noun)}"
    return f"{first}, {french.liste_et(filter(None, [*parts, still]))}."


def _agreed(key: str, noun: str) -> str:
    words = _MANY[key]
    return words.replace("arrêtés", "arrêtées") if noun in FEMININE else words


def texts(one: Framework, other: Framework) -> Comparison:
    """Two texts as they stand today, and the promises of one that carry out promises of the other."""
    standings = boards.standings([one, other])
    halves = [_half(standing) for standing in standings]
    links = CommitmentLink.objects.filter(kind=LinkKind.DECLINES)
    between = links.filter(origin__framework=one, target__framework=other) | links.filter(
        origin__framework=other, target__framework=one
    )
    ordered = between.select_related("origin", "target").order_by("origin__framework", "origin__position", "pk")
    found = list(ordered[: MOST_PAIRS + 1])
    frames = {one.pk: one, other.pk: other}
    return Comparison(
        halves=(halves[0], halves[1]),
        sentence=_told_texts(standings),
        pairs_title="Ce que l'un décline de l'autre",
        pairs=[_declined(link, one, frames) for link in found[:MOST_PAIRS]],
        left_out=len(found) - MOST_PAIRS if len(found) > MOST_PAIRS else 0,
        note="" if found else "Aucun engagement de l'un ne décline un engagement de l'autre.",
        heads=(one.short_title, other.short_title),
    )


def _half(standing: Standing) -> Half:
    text = standing.framework
    name, url, invented = text.short_title, text.get_absolute_url(), text.is_invented
    return Half(name, text.get_kind_display(), url, text.noun, standing.by_level, name, invented)


def _told_texts(standings: list[Standing]) -> str:
    """How far each is on the way to its objectives."""
    said = [f"{_achieved(one)} dans {one.framework.short_title}" for one in standings]
    return f"Objectif atteint\u202f: {said[0]}, {said[1]}."


def _achieved(standing: Standing) -> str:
    count = standing.by_level.get(Level.ACHIEVED, 0)
    noun = standing.framework.noun
    share = f" ({french.pourcent(count, standing.total)})" if standing.total else ""
    return f"{french.accord(count, noun)} sur {french.nombre(standing.total)}{share}"


def _declined(link: CommitmentLink, one: Framework, frames: Mapping[int, Framework]) -> Pair:
    """The promise of the first text on the left, whichever of the two carries out the other."""
    left, right = (link.origin, link.target) if link.origin.framework_id == one.pk else (link.target, link.origin)
    left.framework, right.framework = frames[left.framework_id], frames[right.framework_id]
    return Pair(
        title=french.typographie(str(left)),
        url=left.get_absolute_url(),
        other_title=french.typographie(str(right)),
        other_url=right.get_absolute_url(),
        levels=(left.level, right.level),
    )


def places(one: Place, other: Place) -> Comparison:
    """Two places: the promises applied in each, and those applied in both with the level in each."""
    applied = {place.pk: _applied(place) for place in (one, other)}
    halves = [_half_of(place, applied[place.pk]) for place in (one, other)]
    both = [key for key in applied[one.pk] if key in applied[other.pk]]
    found = Commitment.objects.filter(pk__in=both[:MOST_PAIRS]).select_related("framework")
    pairs = [
        Pair(
            title=f"{french.typographie(str(row))} ({row.framework.short_title})",
            url=row.get_absolute_url(),
            other_title="",
            other_url="",
            levels=(applied[one.pk][row.pk], applied[other.pk][row.pk]),
        )
        for row in found.order_by("framework__slug", "position")
    ]
    return Comparison(
        halves=(halves[0], halves[1]),
        sentence=_told_places((one, other), applied, both),
        pairs_title="Ce qui est appliqué dans les deux",
        pairs=pairs,
        left_out=max(0, len(both) - MOST_PAIRS),
        note="" if both else "Aucun engagement public n'est appliqué dans les deux lieux.",
        heads=(one.name, other.name),
    )


def _applied(place: Place) -> dict[int, str]:
    rows = Application.objects.filter(place=place, commitment__framework__state=State.PUBLIC)
    return dict(rows.order_by("commitment").values_list("commitment_id", "level"))


def _half_of(place: Place, applied: Mapping[int, str]) -> Half:
    counts: dict[str, int] = {}
    for level in applied.values():
        counts[level] = counts.get(level, 0) + 1
    note = f"{place.get_kind_display()}, {french.accord(len(applied), 'engagement appliqué', 'engagements appliqués')}"
    return Half(place.name, note, place.get_absolute_url(), "engagement", counts, place.name, place.is_invented)


def _told_places(pair: tuple[Place, Place], applied: Mapping[int, Mapping[int, str]], both: list[int]) -> str:
    one, other = pair
    steps = [
        tuple(_STEPS.get(Level(applied[place.pk][key] or Level.NOT_STARTED), -1) for place in pair) for key in both
    ]
    applied_in = "sont appliqués" if len(both) > 1 else "est appliqué"
    said = f"{french.accord(len(both), 'engagement')} {applied_in} dans les deux lieux"
    tally = ((sum(a > b for a, b in steps), one), (sum(a < b for a, b in steps), other))
    parts = [
        f"{french.nombre(count)} {'sont plus avancés' if count > 1 else 'est plus avancé'} à {place.name}"
        for count, place in tally
        if count
    ]
    return f"{said}\u202f: {french.liste_et(parts)}." if parts else f"{said}."
