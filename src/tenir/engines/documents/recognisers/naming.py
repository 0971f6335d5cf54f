"""How a document names and dates itself, when no table has said it: a title at its head, a date there or at its end."""

import re
from collections.abc import Iterable
from dataclasses import replace

from tenir.engines.documents.bullets import bullet_of
from tenir.engines.documents.columns import names_columns
from tenir.engines.documents.confidence import Sign, weigh
from tenir.engines.documents.french import printed_date
from tenir.engines.documents.headings import in_capitals
from tenir.engines.documents.model import Item, Kind
from tenir.engines.documents.recognisers.lists.openers import header_sort
from tenir.engines.documents.sentences import starts_small
from tenir.engines.documents.work import Line, Work

_NAMES = re.compile(
    r"(?:projet de |avenant (?:n ?° ?\d+ )?(?:au |a la )?)?"
    r"(?:pacte|charte|protocole|convention|contrat|plan|circulaire|annexe|programme|strategie|feuille de route|accord|"
    r"compte[ -]rendu|proces[ -]verbal|proposition|instruction|note|rapport|schema|agenda)\b"
)
_DATED = re.compile(
    r"(?:fait|signe|conclu|adopte|approuve|paris|version)\b|[a-z' -]{2,40}, le \d|"
    r"(?:le )?\d{1,2}(?:er)? [a-z]+ \d{4}$"
)
HEAD, FOOT = 15, 30  # printed lines in which the title, then the date, may stand
LETTERS = 10


def name_document(work: Work) -> tuple[Work, str]:
    """The first line of the head that names a sort of document, else its first line when it is in capitals."""
    if any(item.kind is Kind.FRAMEWORK for item in work.items):
        return work, ""
    printed = [line for line in work.lines if line.text and not line.dropped]
    head = [line for line in printed[:HEAD] if _may_name(line)]
    named = next((line for line in head if _NAMES.match(line.plain)), None)
    title = named or next((line for line in head if in_capitals(line.text) and line is printed[0]), None)
    if title is None:
        return work, ""
    lines = _whole(printed, title)
    text = " ".join(line.text for line in lines)
    date = printed_date(title.plain) or _date((*printed[:HEAD], *printed[-FOOT:]))
    confidence, why = weigh(
        Sign(
            0.5,
            named is not None,
            "mot qui nomme un document en tête",
            "capitales en tête, sans nom de document",
            cap=0.6,
        ),
        Sign(0.3, date is not None, "date imprimée", "pas de date imprimée"),
        Sign(0.2, printed[0] == title, "première ligne", "plus bas que la première ligne"),
    )
    item = Item("framework", Kind.FRAMEWORK, text, (lines[0].number, lines[-1].number), confidence, why, date=date)
    return replace(work, items=(*work.items, item)), f"Titre du document : « {text[:120]} »."


def _may_name(line: Line) -> bool:
    letters = sum(map(str.isalpha, line.text))
    if names_columns(line.plain) or header_sort(line.plain):
        return False
    short = letters >= LETTERS and len(line.text) <= 160 and not line.text.endswith((".", ";", ",", ":"))
    return short and not starts_small(line.text) and not bullet_of(line.text)


def _whole(printed: list[Line], title: Line) -> list[Line]:
    """A title in capitals goes on over the next lines in capitals, right under it."""
    rank = printed.index(title)
    lines = [title]
    while len(lines) < 3 and in_capitals(title.text) and rank + len(lines) < len(printed):
        after = printed[rank + len(lines)]
        if not in_capitals(after.text) or after.number != lines[-1].number + 1:
            break
        lines.append(after)
    return lines


def _date(lines: Iterable[Line]) -> str | None:
    """The most precise date of the lines that date a document."""
    found = [date for line in lines if _DATED.match(line.plain) and (date := printed_date(line.plain))]
    return max(found, key=len, default=None)
