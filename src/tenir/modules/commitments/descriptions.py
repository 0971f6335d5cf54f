"""What a framework should be, as plain frozen values: written by a referential, by the reading of a text, by a form.

`commitments.actions.adopt_framework` makes the database equal to it. Keys are ours: a heading's `key`, a commitment's
`slug`; `parent` and `heading` name them. Dates of levels are ISO 8601, whole or cut (`2019-01`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tenir.core.errors import BadInput
from tenir.core.web.columns import fold
from tenir.modules.commitments.enums import FrameworkKind, HeadingKind, Level, Side, State, Status, Wording
from tenir.modules.commitments.models import AnnouncedIndicator, Commitment, Framework, Heading
from tenir.modules.commitments.moments import Moment

SLUG = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
FRAMEWORK_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Lines:
    """Where in the source: first and last line, counted from 1; or a page."""

    first: int | None = None
    last: int | None = None
    page: int | None = None


NOWHERE = Lines()


@dataclass(frozen=True)
class SourceDescription:
    """A text; two with the same `sha256` are the same text whatever their slug."""

    slug: str
    title: str
    number: str = ""
    date: date | None = None
    publisher: str = ""
    url: str = ""
    sha256: str = ""
    lines: int | None = None


@dataclass(frozen=True)
class HeadingDescription:
    """A section title."""

    key: str
    title: str
    kind: str = HeadingKind.SECTION
    number: str = ""
    parent: str = ""
    lines: Lines = NOWHERE


@dataclass(frozen=True)
class LevelDescription:
    """A level at a date."""

    level: str
    on: str
    status: str = Status.VERIFIED
    lines: Lines = NOWHERE


@dataclass(frozen=True)
class IndicatorDescription:
    """An announced indicator."""

    wording: str
    number: str = ""
    lines: Lines = NOWHERE


@dataclass(frozen=True)
class CommitmentDescription:
    """A promise; those with `counted` false stay out of the framework's counts."""

    slug: str
    number: str
    title: str
    counted: bool = True
    side: str = ""
    parent: str = ""
    heading: str = ""
    levels: tuple[LevelDescription, ...] = ()
    indicators: tuple[IndicatorDescription, ...] = ()
    lines: Lines = NOWHERE


@dataclass(frozen=True)
class SummaryDescription:
    """A line of the source's own summary; the empty level is its total."""

    level: str
    count: int
    percent: Decimal | None = None
    lines: Lines = NOWHERE


@dataclass(frozen=True)
class FrameworkDescription:
    """A framework whole. `place` is kind and official code."""

    slug: str
    kind: str
    title: str
    short_title: str
    source: SourceDescription
    place: tuple[str, str] = ("nation", "FR")
    noun: str = "engagement"
    signed_on: date | None = None
    since: date | None = None
    until: date | None = None
    news_due_months: int = 6
    wording: str = Wording.SOURCE
    state: str = State.PUBLIC
    is_invented: bool = False
    lines: Lines = NOWHERE
    headings: tuple[HeadingDescription, ...] = ()
    commitments: tuple[CommitmentDescription, ...] = ()
    summary: tuple[SummaryDescription, ...] = field(default=())


def address(number: str) -> str:
    """The slug that a printed number gives: `1.a` stays, `12 bis` becomes `12-bis`, `IV` becomes `iv`."""
    return re.sub(r"[^a-z0-9.]+", "-", fold(number)).strip("-.")


def check(framework: FrameworkDescription) -> None:
    """Raise `BadInput` naming the first thing that cannot be adopted; nothing was written."""
    if not FRAMEWORK_SLUG.fullmatch(framework.slug) or len(framework.slug) > 100:
        raise BadInput(
            f"«\u202f{framework.slug}\u202f» ne peut pas servir d'adresse à un cadre.",
            remedy="Écrivez des minuscules sans accent, des chiffres et des tirets, par exemple contrat-de-blois-2024.",
        )
    _one_of(FrameworkKind.values, framework.kind, framework.slug)
    if not framework.commitments:
        raise BadInput("le texte ne contient aucun engagement.", where=framework.slug)
    _once((heading.key for heading in framework.headings), "deux parties ont la clé")
    _once((commitment.slug for commitment in framework.commitments), "deux engagements ont l'adresse")
    _tree({heading.key: heading.parent for heading in framework.headings}, "la partie")
    _tree({commitment.slug: commitment.parent for commitment in framework.commitments}, "l'engagement")
    headings = {heading.key for heading in framework.headings}
    for heading in framework.headings:
        _fits(heading.title, Heading, "title", heading.key)
    for commitment in framework.commitments:
        _check_commitment(commitment, headings)
    _fits(framework.title, Framework, "title", framework.slug)
    _fits(framework.short_title, Framework, "short_title", framework.slug)


def _check_commitment(commitment: CommitmentDescription, headings: set[str]) -> None:
    if not SLUG.fullmatch(commitment.slug):
        raise BadInput(f"l'adresse «\u202f{commitment.slug}\u202f» ne peut pas être lue.", where=commitment.number)
    if commitment.heading and commitment.heading not in headings:
        raise BadInput(f"la partie «\u202f{commitment.heading}\u202f» n'existe pas.", where=commitment.slug)
    if commitment.side:
        _one_of(Side.values, commitment.side, commitment.slug)
    _fits(commitment.title, Commitment, "title", commitment.slug)
    for level in commitment.levels:
        _one_of(Level.values, level.level, commitment.slug)
        _one_of(Status.values, level.status, commitment.slug)
        Moment.parse(level.on)
    for indicator in commitment.indicators:
        _fits(indicator.wording, AnnouncedIndicator, "wording", commitment.slug)


def _once(keys: Iterable[str], sentence: str) -> None:
    for key, count in Counter(keys).items():
        if count > 1:
            raise BadInput(f"{sentence} «\u202f{key}\u202f».", remedy="Donnez-leur des numéros différents.")


def _tree(parents: dict[str, str], noun: str) -> None:
    for key in parents:
        seen, above = {key}, parents[key]
        while above:
            if above not in parents:
                raise BadInput(f"{noun} «\u202f{above}\u202f» n'existe pas.", where=key)
            if above in seen:
                raise BadInput(f"{noun} «\u202f{key}\u202f» se contient elle-même ou lui-même.", where=key)
            seen.add(above)
            above = parents[above]


def _one_of(known: list[str], value: str, where: str) -> None:
    if value not in known:
        raise BadInput(
            f"la valeur «\u202f{value}\u202f» n'existe pas.", where=where, remedy=f"Au choix\u202f: {', '.join(known)}."
        )


def _fits(text: str, model: type, name: str, where: str) -> None:
    limit = model._meta.get_field(name).max_length  # type: ignore[attr-defined]
    if not text.strip() or len(text) > limit:
        fault = "manque" if not text.strip() else f"dépasse {limit} caractères"
        raise BadInput(f"un intitulé {fault}.", where=where, remedy="Corrigez-le dans le texte source.")
