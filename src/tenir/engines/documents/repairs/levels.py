"""The four official phrases of a level, where a scan has damaged some of their letters."""

import re

from tenir.engines.documents.french import LEVEL_PHRASE, counted, fold
from tenir.engines.documents.model import LEVEL_LABELS, Repair
from tenir.engines.documents.nearness import edits
from tenir.engines.documents.repairs.layout import apply
from tenir.engines.documents.work import Line, Work

# Pieces of the last words of the phrases: at least one of them outlives the damage of a letter or two.
_PIECES = re.compile(
    r"deplo|ploie|iemen|lance|cemen|ancem|final|nalis|isati|attei|teint|objec|bject|jecti|ctif|cours|voie"
)
_WORD = re.compile(r"\S+")
_MARK = re.compile(r"(?:[-–•▪●*>o]\s?)?")
_LABELS = tuple((label, fold(label)) for label in LEVEL_LABELS.values())
LEAST = 3  # phrases printed whole before damaged ones are looked for: prose names a level once, a table many times
MOST = 4  # letters that may be damaged in a phrase of twenty
LONGEST = 400  # characters of a line looked into


def mend_levels(work: Work) -> tuple[Work, str]:
    """`En cous devdéploiement` is `En cours de déploiement` in a document that prints the phrase again and again."""
    whole = sum(bool(LEVEL_PHRASE.search(line.plain)) for line in work.lines)
    if whole < LEAST:
        return work, ""
    repairs = [
        Repair(line.number, line.text, mended, "niveau abîmé")
        for line in work.lines
        if (mended := _mended(line)) is not None
    ]
    return apply(work, repairs), f"Niveau remis au propre dans {counted(len(repairs), 'ligne')}." if repairs else ""


def _mended(line: Line) -> str | None:
    if line.dropped or not 6 <= len(line.text) <= LONGEST:
        return None
    if not _PIECES.search(line.plain) or LEVEL_PHRASE.search(line.plain):
        return None
    head = _MARK.match(line.plain)
    start = head.end() if head else 0
    spans = [match.span() for match in _WORD.finditer(line.plain, start)]
    best = min(_candidates(line, spans), default=None)
    if best is None:
        return None
    _, first, last, label = best
    return f"{line.text[:first]}{label}{line.text[last:]}"


def _candidates(line: Line, spans: list[tuple[int, int]]) -> list[tuple[int, int, int, str]]:
    """Windows of one to five words that say nearly a phrase, as a cell would: a capital, or the head of the line."""
    found = []
    for rank, (first, _) in enumerate(spans):
        if rank and not line.text[first].isupper():
            continue
        for _, last in spans[rank : rank + 5]:
            said = line.plain[first:last]
            for label, plain in _LABELS:
                allowed = MOST if len(plain) > 20 else 2 if len(plain) < 18 else 3
                if abs(len(said) - len(plain)) <= allowed and (cost := edits(said, plain, allowed)) <= allowed:
                    found.append((cost, first, last, label))
    return found
