"""Promises made in a sentence: `La commune s'engage à prêter la salle`, in agreements that make no lists of them."""

import re
from dataclasses import replace

from tenir.engines.documents.bullets import begins_with_verb
from tenir.engines.documents.confidence import Sign, weigh
from tenir.engines.documents.dates import due_of
from tenir.engines.documents.french import counted, fold
from tenir.engines.documents.model import Item, Kind
from tenir.engines.documents.paragraphs import sentences_of
from tenir.engines.documents.periodicity import periodicity_of
from tenir.engines.documents.promise_figures import promise_figures
from tenir.engines.documents.recognisers.lists.sections import taken_lines
from tenir.engines.documents.sides import side_of
from tenir.engines.documents.work import Work

_PLEDGE = re.compile(
    r"(?P<who>(?:l'|la |le |les |chaque |nous|[a-z' ]{2,20} et )[a-z' -]{0,70}?) ?"
    r"(?:s'engage(?:nt|ra|ront)?|nous engageons|prend l'engagement|prennent l'engagement)"
    r"(?: [a-z']+){0,3}? (?:a |de |d')(?P<what>[a-z])"
)
_RELATIVE = re.compile(r"\b(?:qui|que|dont|lesquel(?:le)?s|ou)\b")
LONGEST = 600  # characters of a sentence


def find_pledges(work: Work) -> tuple[Work, str]:
    """Sentences whose subject commits itself in its main clause; a relative clause speaks of others."""
    taken = taken_lines(work)
    items = list[Item]()
    for sentence in sentences_of(work.lines, lambda line: line.number in taken):
        if len(sentence.text) > LONGEST or (who := pledger(sentence.text)) is None:
            continue
        lines = (work.lines[sentence.first].number, work.lines[sentence.last].number)
        items.append(_item(sentence.text, who, lines, len(items) + 1))
    told = f"{counted(len(items), 'engagement')} dans la prose." if items else ""
    return replace(work, items=(*work.items, *items)), told


def pledger(text: str) -> str | None:
    """Who commits in the sentence, or None."""
    plain = fold(text)
    match = _PLEDGE.match(plain)
    if not match or _RELATIVE.search(match["who"]) or text.endswith((":", "?")):
        return None
    return text[: match.end("who")].strip() if begins_with_verb(plain[match.start("what") :]) else None


def _item(text: str, who: str, lines: tuple[int, int], rank: int) -> Item:
    side = side_of(who)
    confidence, why = weigh(
        Sign(0.6, True, f"« {who} » s'engage dans la phrase"),
        Sign(0.2, text.endswith("."), "phrase entière", "phrase sans fin", cap=0.7),
        Sign(0.2, False, "", "pas de liste ni de puce", cap=0.75),
    )
    return Item(
        f"commitment-p{rank}",
        Kind.COMMITMENT,
        text,
        lines,
        confidence,
        why,
        side=side,
        due=due_of(text),
        periodicity=periodicity_of(text),
        figures=promise_figures(text),
    )
