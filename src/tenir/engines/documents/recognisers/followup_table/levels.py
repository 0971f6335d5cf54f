"""One level a row: the phrases that stand on the place of a cell, not those of a sentence or of a legend."""

import re
from dataclasses import replace

from tenir.engines.documents.french import LEVEL_PHRASE, counted, level_of
from tenir.engines.documents.recognisers.followup_table.model import Anchor, Body, Place
from tenir.engines.documents.recognisers.followup_table.words import INDICATOR_NOUN
from tenir.engines.documents.work import Work


def find_levels(work: Work) -> tuple[Work, str]:
    tables = tuple(replace(table, anchors=tuple(_anchors(table.body))) for table in work.tables)
    found = sum(len(table.anchors) for table in tables)
    return replace(
        work, tables=tables
    ), f"{counted(found, 'niveau trouvé', 'niveaux trouvés')} sur la place d'une cellule."


def _anchors(body: Body) -> list[Anchor]:
    found = []
    for match in LEVEL_PHRASE.finditer(body.plain):
        first, last = body.place(match.start()), body.place(match.end() - 1)
        anchor = Anchor(level_of(match), first, Place(last.line, last.column + 1))
        if _opens_a_cell(body, anchor) and _closes_a_cell(body, anchor):
            found.append(anchor)
    return _without_legends(body, found)


def _opens_a_cell(body: Body, anchor: Anchor) -> bool:
    """A capital, or the head of a line: « les mesures en cours de déploiement » is a sentence."""
    text, column = body.lines[anchor.first.line].text, anchor.first.column
    return column == 0 or text[column].isupper()


_NEXT_CELL = re.compile(r"[^\w,;.:%)\]]|\d")


def _closes_a_cell(body: Body, anchor: Anchor) -> bool:
    """What follows on the line is nothing, or begins another cell: a capital, a number, a bullet, a quotation."""
    rest = body.lines[anchor.last.line].text[
        anchor.last.column : anchor.last.column + 40
    ]  # bounded: a line may be long
    if not rest.strip():
        return True
    rest = rest.lstrip()
    return rest[0].isupper() or bool(_NEXT_CELL.match(rest) or INDICATOR_NOUN.match(rest))


def _without_legends(body: Body, anchors: list[Anchor]) -> list[Anchor]:
    """Three levels or more one under the other with nothing between them explain the levels; they are no rows."""
    kept, run = list[Anchor](), list[Anchor]()
    for anchor in anchors:
        if run and not _touching(body, run[-1], anchor):
            kept += run if len(run) < 3 else []
            run = []
        run.append(anchor)
    return kept + (run if len(run) < 3 else [])


def _touching(body: Body, one: Anchor, other: Anchor) -> bool:
    if other.first.line - one.last.line > 1:
        return False
    if one.last.line == other.first.line:
        between = body.lines[one.last.line].text[one.last.column : other.first.column]
    else:
        between = (
            body.lines[one.last.line].text[one.last.column :] + body.lines[other.first.line].text[: other.first.column]
        )
    return not any(character.isalnum() for character in between)
