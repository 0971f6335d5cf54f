"""Numbers that may open a row: `7`, `1.a`, `12 bis`, `3b`, `IV`, `Mesure 5`; how they follow one another."""

import re

from tenir.engines.documents.french import is_upper
from tenir.engines.documents.recognisers.followup_table.model import Anchor, Body, Place, RowStart
from tenir.engines.documents.recognisers.followup_table.words import INDICATOR_NOUN

_ORDINALS = {"bis": 1, "ter": 2, "quater": 3, "quinquies": 4}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
# `2e` is an ordinal, `2.e` and `2b` are numbers.
_NUMBER = (
    r"(?P<main>\d{1,3})"
    r"(?:(?P<ordinal> ?(?:bis|ter|quater|quinquies))|(?:\.|(?!e))(?P<letter>[a-z])(?!['a-z.])|\.(?P<part>\d{1,2}))?"
    r"(?![\w°]| ?[%€])"
)
_HEAD = re.compile(
    rf"(?P<word>(?:mesure|action|engagement|n°) ?(?:n° ?)?)?"
    rf"(?:(?P<printed>{_NUMBER})|(?P<roman>[ivxl]{{1,7}})(?![\w']))"
)
_AFTER = re.compile(r" ?(?P<mark>[-.):]{1,2}|\.-)?(?: |$)")
_TAIL = re.compile(rf"(?<= )(?P<printed>{_NUMBER})$")


def row_starts(body: Body, anchors: tuple[Anchor, ...]) -> list[RowStart]:
    """Every number that may open a row, in the order of the text. `rows` chooses among them."""
    after_levels = {anchor.last.line: anchor.last.column for anchor in anchors}
    found = []
    for rank in range(len(body.lines)):
        heads = [_head(body, rank, 0)]
        if rank in after_levels:
            heads.append(_head(body, rank, after_levels[rank] + 1))
        found += [start for start in heads if start] or [start for start in (_tail(body, rank),) if start]
    return found


def _head(body: Body, rank: int, column: int) -> RowStart | None:
    line = body.lines[rank]
    match = _HEAD.match(line.plain, column)
    if not match or (match["roman"] and not _is_roman(line.text[match.start("roman") : match.end("roman")])):
        return None
    after = _AFTER.match(line.plain, match.end())
    if not after:
        return None
    rest = line.text[after.end() :]
    weight = _weight(body, rank, column, rest, after["mark"], bool(match["word"]))
    form = "after_level" if column else ("alone" if not rest else f"leading{after['mark'] or ''}")
    return _start(match, Place(rank, column), Place(rank, after.end()), form, weight, line.text)


def _weight(body: Body, rank: int, column: int, rest: str, mark: str | None, worded: bool) -> float:
    """How much the form of a number speaks for a row: a line of its own, a capital after it, a new block."""
    weight = 2.0 if worded else 0.0
    if not rest:
        weight += 1.5
    elif rest[0].isupper() or rest[0] in "«\"“'":
        weight += 2.0
    else:
        weight -= 0.0 if rest[0].isdigit() else 2.0
    if mark:
        weight -= 4.0 if INDICATOR_NOUN.match(rest) else 1.5
    if column or not (rank == 0 or body.lines[rank - 1].block != body.lines[rank].block):
        return weight
    return weight + (1.5 if not rest else 1.0)


def _tail(body: Body, rank: int) -> RowStart | None:
    """`TERRITORIALE 29`: the number of the row at the end of its theme, in capitals."""
    line = body.lines[rank]
    match = _TAIL.search(line.plain) if line.text[-1:].isalnum() and len(line.text) < 200 else None
    if not match or not is_upper(line.text[: match.start()]):
        return None
    return _start(match, Place(rank, match.start()), Place(rank, len(line.text)), "theme", 0.5, line.text)


def _start(match: re.Match[str], place: Place, text: Place, form: str, weight: float, line: str) -> RowStart:
    groups = match.groupdict()
    if groups.get("roman"):
        printed = line[match.start("roman") : match.end("roman")]
        return RowStart(place, text, printed, _roman(printed), 0, form, weight - 1.0)
    printed = line[match.start("printed") : match.end("printed")]
    return RowStart(place, text, printed, int(match["main"]), _rank(match), form, weight)


def _rank(match: re.Match[str]) -> int:
    if match["ordinal"]:
        return _ORDINALS[match["ordinal"].strip()]
    if match["letter"]:
        return ord(match["letter"]) - ord("a") + 1
    return int(match["part"] or 0)


def _is_roman(text: str) -> bool:
    return text.isupper() and _to_roman(_roman(text)) == text


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text.lower()]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


def _to_roman(number: int) -> str:
    written = ""
    for value, letters in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        written += letters * (number // value)
        number %= value
    return written


def follows(before: RowStart | None, after: RowStart, lost: int = 0) -> bool:
    """Whether `after` is the very next number: 2 after 1 or 1.b, 1.a after 1, 12 ter after 12 bis; 1 comes first.

    `lost` rows without a number in between take theirs: 3 then follows 1.
    """
    if before is None:
        return after.main == 1 + lost and after.rank <= 1
    if after.main == before.main:
        return after.rank == before.rank + 1
    return after.main == before.main + 1 + lost and after.rank == 0


def step_weight(before: RowStart, after: RowStart) -> float:
    """What a step from a number to another is worth: the next one much, a jump less, a step back very little."""
    if follows(before, after):
        return 4.0
    if (after.main, after.rank) == (before.main, before.rank):
        return -2.0
    if (after.main, after.rank) > (before.main, before.rank):
        jump = after.main - before.main or after.rank - before.rank
        return 1.0 - min(6.0, jump)
    return -7.0
