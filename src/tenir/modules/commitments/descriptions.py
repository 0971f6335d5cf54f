"""What a framework should be, as plain frozen values: written by a referential, by the reading of a text, by a form.

`commitments.actions.adopt_framework` makes the database equal to it. Keys are ours: a heading's `key`, a commitment's
`slug`; `parent` and `heading` name them. Dates of levels are ISO 8601, whole or cut (`2019-01`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tenir.core.web.columns import fold
from tenir.modules.commitments.enums import HeadingKind, State, Status, Wording


@dataclass(frozen=True)
class Lines:
    """Where in the source: first and last line, counted from 1; or a page."""

    first: int | None = None
    last: int | None = None
    page: int | None = None
    # Slug of another text than the framework's own (one of `FrameworkDescription.sources`).
    source: str = ""


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
    side: str = ""
    # (framework slug, heading key) of the parts of other texts that this one carries out.
    declines: tuple[tuple[str, str], ...] = ()
    lines: Lines = NOWHERE


@dataclass(frozen=True)
class ProvisionDescription:
    """What the text says beside its promises: objective, strategic axis, priority, recommendation, body."""

    key: str
    kind: str
    text: str
    number: str = ""
    heading: str = ""
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
class PartyDescription:
    """An organisation, by its slug, and its role in the promise."""

    organisation: str
    role: str
    lines: Lines = NOWHERE


@dataclass(frozen=True)
class PrintedNameDescription:
    """A partner or a lever (`NameSort`) kept as the text prints it."""

    sort: str
    words: str
    lines: Lines = NOWHERE


@dataclass(frozen=True)
class SubItemDescription:
    """A part of the promise."""

    text: str
    lines: Lines = NOWHERE


@dataclass(frozen=True)
class FigureDescription:
    """A figure that the text prints; `on` is ISO 8601, whole or cut, or empty."""

    kind: str
    value: Decimal
    unit: str = ""
    wording: str = ""
    on: str = ""
    lines: Lines = NOWHERE


@dataclass(frozen=True)
class IllustrationDescription:
    """A local example; `place` is a name as printed."""

    text: str
    place: str = ""
    lines: Lines = NOWHERE


@dataclass(frozen=True)
class CitationDescription:
    """Another place that states the same promise."""

    lines: Lines
    note: str = ""


@dataclass(frozen=True)
class CommitmentLinkDescription:
    """A link to another promise, `to` being « framework/commitment »."""

    to: str
    kind: str
    note: str = ""


@dataclass(frozen=True)
class InscriptionDescription:
    """The other framework in whose tree the promise stands too."""

    framework: str
    heading: str = ""
    number: str = ""


@dataclass(frozen=True)
class CommitmentDescription:
    """A promise; those with `counted` false stay out of the framework's counts.

    What is left empty is not said: adopting it leaves what the database knows of it as it is.
    """

    slug: str
    number: str
    title: str
    counted: bool = True
    side: str = ""
    parent: str = ""
    heading: str = ""
    levels: tuple[LevelDescription, ...] = ()
    indicators: tuple[IndicatorDescription, ...] = ()
    theme: str = ""
    # ISO 8601, whole or cut; `due_words` where no date can be made.
    due: str = ""
    due_words: str = ""
    recurrence: str = ""
    decided_at: str = ""
    levers: tuple[str, ...] = ()
    parties: tuple[PartyDescription, ...] = ()
    printed_names: tuple[PrintedNameDescription, ...] = ()
    sub_items: tuple[SubItemDescription, ...] = ()
    figures: tuple[FigureDescription, ...] = ()
    illustrations: tuple[IllustrationDescription, ...] = ()
    citations: tuple[CitationDescription, ...] = ()
    # (kind, code) of places beside the framework's own.
    places: tuple[tuple[str, str], ...] = ()
    links: tuple[CommitmentLinkDescription, ...] = ()
    also_in: tuple[InscriptionDescription, ...] = ()
    lines: Lines = NOWHERE


@dataclass(frozen=True)
class SummaryDescription:
    """A line of the source's own summary; the empty level is its total."""

    level: str
    count: int
    percent: Decimal | None = None
    lines: Lines = NOWHERE


@dataclass(frozen=True)
class FrameworkLinkDescription:
    """A link to another framework, by its slug."""

    to: str
    kind: str
    lines: Lines = NOWHERE


@dataclass(frozen=True)
class SignatoryDescription:
    """An organisation that signed, by its slug."""

    organisation: str
    on: date | None = None
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
    note: str = ""
    is_referential: bool = False
    is_invented: bool = False
    lines: Lines = NOWHERE
    # Other texts that lines are counted in.
    sources: tuple[SourceDescription, ...] = ()
    links: tuple[FrameworkLinkDescription, ...] = ()
    signatories: tuple[SignatoryDescription, ...] = ()
    provisions: tuple[ProvisionDescription, ...] = ()
    headings: tuple[HeadingDescription, ...] = ()
    commitments: tuple[CommitmentDescription, ...] = ()
    summary: tuple[SummaryDescription, ...] = field(default=())


def address(number: str) -> str:
    """The slug that a printed number gives: `1.a` stays, `12 bis` becomes `12-bis`, `IV` becomes `iv`."""
    return re.sub(r"[^a-z0-9.]+", "-", fold(number)).strip("-.")
