"""From what was recognised in a text to the description of a framework, ready to be adopted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import PurePath
from typing import TypedDict

from tenir.core.errors import BadInput
from tenir.engines.documents import Figure, Item, Kind, Level, Reading
from tenir.engines.documents.capitals import names_of, quiet
from tenir.modules.commitments.descriptions import (
    CommitmentDescription,
    FigureDescription,
    FrameworkDescription,
    HeadingDescription,
    IndicatorDescription,
    LevelDescription,
    Lines,
    PartyDescription,
    PrintedNameDescription,
    ProvisionDescription,
    SourceDescription,
    SubItemDescription,
    SummaryDescription,
    address,
)
from tenir.modules.commitments.enums import (
    FrameworkKind,
    HeadingKind,
    NameSort,
    PartyRole,
    Precision,
    ProvisionKind,
    Status,
)
from tenir.modules.commitments.moments import Moment

PROMISES = (Kind.MEASURE, Kind.COMMITMENT)
# Below this, a person should look at the lines before adopting.
SURE = 0.8

_HEADING_KINDS = {
    "programme": HeadingKind.PROGRAMME,
    "axe": HeadingKind.AXE,
    "enjeu": HeadingKind.ENJEU,
    "thème": HeadingKind.THEME,
    "thématique": HeadingKind.THEME,
    "objectif": HeadingKind.OBJECTIVE,
}

# What a follow-up table holds; the titles above its measures come along.
_OF_A_TABLE = (Kind.FRAMEWORK, Kind.MEASURE, Kind.INDICATOR, Kind.FIGURE)

# What a text says beside its promises, and where it then stands in the framework.
_PROVISION_KINDS = {
    Kind.OBJECTIVE: ProvisionKind.OBJECTIVE,
    Kind.STRATEGIC_AXIS: ProvisionKind.STRATEGIC_AXIS,
    Kind.PRIORITY: ProvisionKind.PRIORITY,
    Kind.RECOMMENDATION: ProvisionKind.RECOMMENDATION,
}


_DATE = re.compile(r"20\d\d(?:-\d\d(?:-\d\d)?)?")
# Characters that the database keeps of words of a deadline, of a point, of a name.
LONGEST_DUE, LONGEST_POINT, LONGEST_NAME = 100, 500, 200
# What printed names are known to be: the address of an organisation, the code of a lever, by sort and words.
Names = Mapping[tuple[str, str], str]


class _Attributes(TypedDict, total=False):
    """What is passed on to a `CommitmentDescription`."""

    due: str
    due_words: str
    recurrence: str
    figures: tuple[FigureDescription, ...]
    sub_items: tuple[SubItemDescription, ...]


class _Ties(TypedDict):
    """Whom and what a promise names."""

    parties: tuple[PartyDescription, ...]
    levers: tuple[str, ...]
    printed_names: tuple[PrintedNameDescription, ...]


class MissingDate(BadInput):
    """Levels without the date at which they were true."""


@dataclass(frozen=True)
class Named:
    """How a text calls and dates itself, the person's words before its own."""

    title: str
    short_title: str
    date: str


@dataclass(frozen=True)
class Wanted:
    """What the person says of the framework; what is empty is taken from the text."""

    slug: str
    kind: str = FrameworkKind.OTHER
    title: str = ""
    short_title: str = ""
    date: str = ""
    place: tuple[str, str] = ("nation", "FR")


def doubts(reading: Reading) -> list[Item]:
    """Items of which the reading is not sure, least sure first."""
    return sorted((item for item in reading.items if item.confidence < SURE), key=lambda item: item.confidence)


def describe(reading: Reading, wanted: Wanted, names: Names | None = None) -> FrameworkDescription:
    """The framework as the text says it. Its levels enter as verified, the text being their source.

    Partners and levers of which `names` says what they are become ties; the others are kept as printed.
    Raises `BadInput` when the text carries no promise, `MissingDate` on levels without a date.
    """
    own, named = _own(reading), titled(reading, wanted)
    reading = one_text(reading)
    moment, title = _moment(named.date, reading), named.title
    return FrameworkDescription(
        slug=wanted.slug,
        kind=wanted.kind,
        title=title,
        short_title=named.short_title,
        noun="mesure" if any(item.kind is Kind.MEASURE for item in reading.items) else "engagement",
        source=_source(reading, title, moment),
        place=wanted.place,
        signed_on=_day(moment),
        lines=_lines(own) if own else Lines(),
        headings=tuple(_headings(reading)),
        provisions=tuple(_provisions(reading)),
        commitments=tuple(_commitments(reading, moment, names or {})),
        summary=tuple(_summary(reading)),
    )


def titled(reading: Reading, wanted: Wanted) -> Named:
    """Title, short title and date, of which the text gives what the person leaves empty."""
    own = _own(reading)
    title = wanted.title or (quiet(own.text, _names(reading)) if own else PurePath(reading.source.name).stem)
    return Named(title, wanted.short_title or _shortened(title), wanted.date or (own and own.date) or "")


def one_text(reading: Reading) -> Reading:
    """The part of a reading that makes one framework.

    A follow-up table with its levels is one; a letter or a pact printed around it is another text, to be adopted apart.
    """
    table = {item.id for item in reading.items if item.kind is Kind.MEASURE and item.level}
    if not table:
        return reading
    kept = {item.id for item in reading.items if item.kind in _OF_A_TABLE} | set(_above(reading))
    return replace(reading, items=tuple(item for item in reading.items if item.id in kept))


def _above(reading: Reading) -> Iterable[str]:
    """The titles that measures stand under."""
    by_id = {item.id: item for item in reading.items}
    for item in reading.items:
        parent = item.parent if item.kind is Kind.MEASURE else None
        for _ in range(len(by_id)):
            if parent not in by_id:
                break
            yield parent
            parent = by_id[parent].parent


def left_out(whole: Reading) -> list[Item]:
    """What was recognised and has no place in the framework: another text, a figure, an acronym, a lone indicator."""
    reading = one_text(whole)
    own = {item.id for item in reading.items}
    return [*_without_place(reading), *(item for item in whole.items if item.id not in own)]


def _without_place(reading: Reading) -> list[Item]:
    promises = {item.id for item in reading.items if item.kind in PROMISES}
    placed = (*PROMISES, *_PROVISION_KINDS, Kind.FRAMEWORK, Kind.HEADING)
    return [
        item
        for item in reading.items
        if item.kind not in placed
        and not (item.kind is Kind.INDICATOR and item.parent in promises)
        and not _is_summary(item)
    ]


def _own(reading: Reading) -> Item | None:
    return next((item for item in reading.items if item.kind is Kind.FRAMEWORK), None)


def _moment(text: str, reading: Reading) -> Moment | None:
    if text:
        return Moment.parse(text)
    if any(item.level for item in reading.items if item.kind in PROMISES):
        raise MissingDate(
            "le texte donne des niveaux d'engagement sans imprimer leur date.",
            where=reading.source.name,
            remedy="Donnez-la par --date, par exemple --date 2019-01.",
        )
    return None


def _day(moment: Moment | None) -> date | None:
    return moment.on if moment and moment.precision == Precision.DAY else None


def _source(reading: Reading, title: str, moment: Moment | None) -> SourceDescription:
    source = reading.source
    slug = address(PurePath(source.name).stem).replace(".", "-") or "texte"
    return SourceDescription(slug=slug[:100], title=title, date=_day(moment), sha256=source.sha256, lines=source.lines)


def _headings(reading: Reading) -> Iterable[HeadingDescription]:
    known = {item.id for item in reading.items if item.kind is Kind.HEADING}
    names = _names(reading)
    for item in reading.items:
        if item.kind is Kind.HEADING:
            yield HeadingDescription(
                key=item.id,
                title=quiet(item.text, names),
                kind=_HEADING_KINDS.get(item.heading_kind or "", HeadingKind.SECTION),
                number=item.number or "",
                parent=item.parent if item.parent in known else "",
                side=item.side or "",
                lines=_lines(item),
            )


def _provisions(reading: Reading) -> Iterable[ProvisionDescription]:
    known = {item.id for item in reading.items if item.kind is Kind.HEADING}
    for item in reading.items:
        if kind := _PROVISION_KINDS.get(item.kind):
            heading = item.parent if item.parent in known else ""
            yield ProvisionDescription(item.id, kind, item.text, item.number or "", heading, _lines(item))


def _addresses(reading: Reading) -> dict[str, str]:
    """The address of each promise by its id: its number, or its id where a table above took that number."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for item in reading.items:
        if item.kind in PROMISES:
            number = address(item.number or item.id)
            found[item.id] = address(item.id) if number in taken else number
            taken.add(found[item.id])
    return found


def _commitments(reading: Reading, moment: Moment | None, names: Names) -> Iterable[CommitmentDescription]:
    by_id = {item.id: item for item in reading.items}
    slugs = _addresses(reading)
    indicators = _indicators(reading)
    for item in reading.items:
        if item.kind not in PROMISES:
            continue
        heading = _heading_above(item, by_id)
        yield CommitmentDescription(
            slug=slugs[item.id],
            number=item.number or "",
            title=item.text,
            # What details another promise (1.a, 1.b) stays out of the counts: the circular's own 3, 1, 22, 14 of 40.
            counted=item.parent not in slugs,
            side=item.side or "",
            parent=slugs.get(item.parent or "", ""),
            heading=heading,
            **_attributes(item),
            **_named(item, names),
            levels=(_level(item, item.level, moment),) if item.level and moment else (),
            indicators=tuple(indicators.get(item.id, ())),
            lines=_lines(item),
        )


def _heading_above(item: Item, by_id: dict[str, Item]) -> str:
    """The title that a promise stands under, through the objective that announces it."""
    above = by_id.get(item.parent or "")
    if above and above.kind is Kind.OBJECTIVE:
        above = by_id.get(above.parent or "")
    return above.id if above and above.kind is Kind.HEADING else ""


def _attributes(item: Item) -> _Attributes:
    """What else a list says of a promise. A measure of a follow-up table says it in its title, and nowhere else."""
    if item.kind is not Kind.COMMITMENT:
        return {}
    dated = bool(item.due and _DATE.fullmatch(item.due))
    return {
        "due": item.due or "" if dated else "",
        "due_words": "" if dated else (item.due or "")[:LONGEST_DUE],
        "recurrence": item.periodicity or "",
        "figures": tuple(map(_figure, item.figures)),
        "sub_items": tuple(SubItemDescription(text[:LONGEST_POINT]) for text in item.sub_items if text.strip()),
    }


def printed_names(item: Item) -> list[tuple[str, str]]:
    """(sort, words) of each partner and lever that a promise prints, once, as the database can keep them."""
    if item.kind not in PROMISES:
        return []
    told = ((NameSort.PARTNER, item.partners), (NameSort.LEVER, item.levers))
    found = ((str(sort), " ".join(words.split())[:LONGEST_NAME]) for sort, names in told for words in names)
    return list(dict.fromkeys(one for one in found if one[1]))


def _named(item: Item, names: Names) -> _Ties:
    printed = printed_names(item)
    known = {sort: dict.fromkeys(names[one] for one in printed if one in names and one[0] == sort) for sort in NameSort}
    return {
        "parties": tuple(PartyDescription(slug, PartyRole.PARTNER) for slug in known[NameSort.PARTNER]),
        "levers": tuple(known[NameSort.LEVER]),
        "printed_names": tuple(PrintedNameDescription(*one) for one in printed if one not in names),
    }


def _figure(figure: Figure) -> FigureDescription:
    on = figure.date if figure.date and _DATE.fullmatch(figure.date) else ""
    return FigureDescription(figure.kind.value, Decimal(str(figure.value)), (figure.unit or "")[:60], on=on)


def _level(item: Item, level: Level, moment: Moment) -> LevelDescription:
    return LevelDescription(level.value, moment.iso, Status.VERIFIED, _lines(item))


def _indicators(reading: Reading) -> dict[str, list[IndicatorDescription]]:
    found: dict[str, list[IndicatorDescription]] = {}
    for item in reading.items:
        if item.kind is Kind.INDICATOR and item.parent:
            found.setdefault(item.parent, []).append(IndicatorDescription(item.text, item.number or "", _lines(item)))
    return found


def _summary(reading: Reading) -> Iterable[SummaryDescription]:
    """The lines of the table that counts by level: a number of promises, a share, and no number of its own."""
    seen: set[str] = set()
    for item in reading.items:
        if not _is_summary(item):
            continue
        level = item.level.value if item.level else ""
        if level not in seen:
            seen.add(level)
            count, share = item.figures
            yield SummaryDescription(level, int(count.value), Decimal(str(share.value)), _lines(item))


def _is_summary(item: Item) -> bool:
    return item.kind is Kind.FIGURE and len(item.figures) == 2 and item.figures[1].unit == "%"


def _lines(item: Item) -> Lines:
    """Lines of a text; of a PDF the page alone, for a reader has no lines to count. Word has neither."""
    if item.page is not None or item.where is not None:
        return Lines(page=item.page)
    first, last = item.lines or (None, None)
    return Lines(first, last, item.page)


def _names(reading: Reading) -> dict[str, str]:
    """The words that have a capital in what was recognised, for titles printed in capitals."""
    return names_of(text for item in reading.items for text in (item.text, *item.sub_items, *item.partners))


def _shortened(title: str) -> str:
    return title if len(title) <= 100 else f"{title[:99].rsplit(' ', 1)[0].rstrip(' -–,;:')}…"
