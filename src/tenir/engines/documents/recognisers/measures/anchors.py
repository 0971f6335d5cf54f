"""The line that names the meeting which decided a measure, and the title printed above it.

Such a line is short, names a committee or a measure, and comes back: it is the rhythm of the list, whatever its words.
"""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from tenir.engines.documents.french import fold
from tenir.engines.documents.recognisers.echoes import Echoes
from tenir.engines.documents.recognisers.marks import joined, mostly_capitals
from tenir.engines.documents.recognisers.mending import mended, nearest
from tenir.engines.documents.work import Line

FEWEST = 3  # measures: fewer may be chance
HIGHEST = 6  # lines of a title

_NUMBERED = r"(?:#|n ?° ?|numero )\d{1,3}"
_BODY = (
    r"(?:comite interministeriel|comite|conseil des ministres|conseil|ciec|civ|cig|cie|reunion|seance|copil|assises|"
    r"grenelle)"
)
_PARTS = r"axe|article|annexe|fiche|action|page|enjeu|objectif|programme|theme|volet|lot|pilier|tableau|figure|mesure"
_DAY = r"(?:du|le|en|de) (?:\d{1,2}(?:er)? )?[a-z]* ?(?:19|20)\d\d"
ANCHOR = re.compile(
    rf"(?:^|(?<= ))(?P<anchor>"
    rf"mesures? (?:[a-z'-]{{2,20}} ){{0,3}}{_NUMBERED}"
    rf"(?: ?(?:/|,|et|&) ?(?:(?:mesures? )?(?:[a-z]{{2,12}} )?{_NUMBERED})?)*"
    rf"|(?:mesure |decision )?(?:decidee?|actee?|adoptee?|annoncee?|arretee?|prise)"
    rf" (?:par|au|aux|lors d[ue]|en|le) .{{3,80}}"
    rf"|^(?!{_PARTS})[a-z]{{2,8}} {_NUMBERED}(?: ?(?:/|,|et) ?(?:[a-z]{{2,8}} )?{_NUMBERED})*"
    rf"|{_BODY}[^.,;:]{{0,60}}? (?:{_NUMBERED}|{_DAY})(?: ?/ ?[^.;:]{{0,60}})?"
    rf")[ /.]*$"
)
_SPACED = re.compile(r"(?:[^\W_] ){4,}[^\W_]?")


@dataclass(frozen=True, slots=True)
class Told:
    """A measure: its title, the names of the meetings, the places of its first line, last anchor and last line."""

    title: str
    meetings: tuple[str, ...]
    upper: bool
    first: int
    anchor: int
    last: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """A line that names a meeting: its place, the column where it begins after a title, the meeting (empty: unread)."""

    place: int
    start: int
    meeting: str


def find_measures(lines: tuple[Line, ...]) -> list[Told]:
    """Each run of anchors with its title above; nothing when fewer than three stand in the text."""
    told = [found for run in _runs(lines, _anchors(lines)) if (found := _told(lines, run))]
    if len(told) < FEWEST:
        return []
    ends = [measure.first - 1 for measure in told[1:]] + [len(lines) - 1]
    return [
        Told(one.title, one.meetings, one.upper, one.first, one.anchor, end)
        for one, end in zip(told, ends, strict=True)
    ]


def _anchors(lines: tuple[Line, ...]) -> list[Anchor]:
    """The intact ones; where they are a rhythm, also the lines that say the same with damaged letters."""
    intact = [(place, match) for place, line in enumerate(lines) if (match := _anchor(line))]
    found = {place: Anchor(place, match.start("anchor"), _meeting(lines[place], match)) for place, match in intact}
    if len(intact) >= FEWEST:
        found |= _damaged(lines, found, [match["anchor"] for _, match in intact])
    return [found[place] for place in sorted(found)]


def _anchor(line: Line) -> re.Match[str] | None:
    if line.dropped or not 4 <= len(line.text) <= 160 or not line.plain.rstrip(" /.")[-1:].isalnum():
        return None
    match = ANCHOR.search(line.plain) or ANCHOR.match(mended(line.plain))
    if not match or (match.start() and not mostly_capitals(line.text[: match.start()])):
        return None
    return match


def _damaged(lines: tuple[Line, ...], intact: dict[int, Anchor], said: list[str]) -> dict[int, Anchor]:
    echoes = Echoes(said)
    names = {fold(one.meeting): one.meeting for one in intact.values() if one.meeting}
    found = dict[int, Anchor]()
    for place, line in enumerate(lines):
        if place in intact or line.dropped or not 4 <= len(line.text) <= 160:
            continue
        start = _echo_start(line, echoes)
        if start is not None:
            found[place] = Anchor(place, start, _nearest_meeting(line.plain[start:], names))
    return found


def _echo_start(line: Line, echoes: Echoes) -> int | None:
    """Where the words of an anchor begin: the head of the line, or after a title in capitals."""
    if echoes.nearest(line.plain):
        return 0
    tail = echoes.nearest_tail(line.plain) if any(map(str.isupper, line.text[:2])) else None
    return tail[0] if tail and mostly_capitals(line.text[: tail[0]]) else None


def _nearest_meeting(plain: str, names: dict[str, str]) -> str:
    """The meeting that the damaged words name, where one alone is the nearest."""
    scored = process.extract(plain.strip(" /."), list(names), scorer=fuzz.partial_ratio, limit=2)
    if not scored or (len(scored) > 1 and scored[0][1] == scored[1][1]):
        return ""
    return names[scored[0][0]]


def _runs(lines: tuple[Line, ...], anchors: list[Anchor]) -> list[list[Anchor]]:
    """Anchors with nothing but blank lines between them name several meetings of one measure."""
    runs: list[list[Anchor]] = []
    for anchor in anchors:
        if runs and not any(lines[between].text for between in range(runs[-1][-1].place + 1, anchor.place)):
            runs[-1].append(anchor)
        else:
            runs.append([anchor])
    return runs


def _told(lines: tuple[Line, ...], run: list[Anchor]) -> Told | None:
    first, last = run[0].place, run[-1].place
    beside = lines[first].text[: run[0].start].strip()
    above = _title_above(lines, first, upper=bool(beside) or None)
    parts = [lines[place].text for place in above] + ([beside] if beside else [])
    title = joined(parts)
    if not 8 <= len(title) <= 300:
        return None
    meetings = tuple(anchor.meeting for anchor in run if anchor.meeting)
    return Told(title, meetings, mostly_capitals(title), above[0] if above else first, last, last)


def _meeting(line: Line, match: re.Match[str]) -> str:
    text = line.text[match.start("anchor") :].strip(" /.")
    word, _, rest = text.partition(" ")
    return rest if rest and nearest(fold(word)) in ("mesure", "mesures") and not rest[0].isdigit() else text


def _title_above(lines: tuple[Line, ...], place: int, *, upper: bool | None) -> list[int]:
    """Places of the lines of the title: one paragraph, all in capitals or none, that no full stop ends."""
    found: list[int] = []
    for above in range(place - 1, max(-1, place - 12), -1):
        line = lines[above]
        if line.dropped or _SPACED.match(line.text):
            if found:
                break
            continue
        if not line.text:
            if found:
                break
            continue
        capitals = mostly_capitals(line.text)
        if upper is None:
            upper = capitals
        if capitals != upper or len(found) == HIGHEST or (not upper and line.text[-1] in ".:;"):
            break
        found.insert(0, above)
    return found if upper or _reads_as_title(lines, found) else []


def _reads_as_title(lines: tuple[Line, ...], found: list[int]) -> bool:
    return bool(found) and len(found) <= 3 and lines[found[0]].text[0].isupper()
