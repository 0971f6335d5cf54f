"""The headings of the stakes of a protocol (`ENJEU 1`), damaged ones included: the others say what they were."""

import re
from dataclasses import dataclass, replace

from tenir.engines.documents.nearness import edits
from tenir.engines.documents.recognisers.echoes import Echoes
from tenir.engines.documents.recognisers.marks import mostly_capitals
from tenir.engines.documents.recognisers.mending import mended
from tenir.engines.documents.recognisers.protocol.parts import part_of
from tenir.engines.documents.recognisers.sequence import filled
from tenir.engines.documents.work import Line


@dataclass(frozen=True, slots=True)
class Stake:
    """The heading of a stake: its word (`enjeu`, `axe`), its number as printed, its title, the places of its lines."""

    word: str
    number: str
    title: str
    first: int
    last: int

    @property
    def key(self) -> str:
        return f"{self.word}-{self.number.lower()}"


_TOP = "enjeu|pilier|orientation|ambition|defi|axe|thematique|volet|chantier"
_STAKE = re.compile(
    rf"(?P<word>{_TOP}) ?(?:strategique )?(?:n ?° ?)?(?P<number>\d{{1,2}}|(?<![a-z])[ivx]{{1,4}})\b ?(?P<rest>.*)"
)
_REFERENCE = re.compile(r"(?:du |de la |des |de l'|de |d'|au ).{3,}")
_UPSTREAM = re.compile(
    r"(?:[-o>•] ?)?(?:axes?|programmes?|piliers?)(?:\(s\))? ?(?:du|de|\d|[ivx]+\b)"
)  # what a stake applies
_NUMBERED = re.compile(r"(?P<word>[^\W\d]{3,}) ?(?:n ?° ?)?(?P<number>\d{1,2})\b[ :.–—-]*")
_FIGURES = re.compile(r"\d{1,2}")


def find_stakes(lines: tuple[Line, ...]) -> list[Stake]:
    """Numbered headings in capitals; failing these, those that stand alone with the same word, in sequence."""
    found = list[tuple[Stake, bool]]()
    for place, line in enumerate(lines):
        match = None if line.dropped or not 4 < len(line.text) <= 160 else _stake_match(line)
        if match and line.text[:1].isalpha():
            upper = mostly_capitals(line.text)
            found.append((_stake(lines, place, match, upper), upper))
    capitals = [stake for stake, upper in found if upper]
    if capitals:
        whole = [stake for stake in capitals if stake.word == capitals[0].word]
        return _renumbered(_with_damaged(lines, whole))
    return _in_sequence([stake for stake, _ in found])


def _stake_match(line: Line) -> re.Match[str] | None:
    """The heading of a stake; a damaged word is put right where this moves no letter."""
    if match := _STAKE.match(line.plain):
        return match if line.text[0].isupper() else None
    plain = mended(line.plain)
    return _STAKE.match(plain) if plain != line.plain else None


def _in_sequence(found: list[Stake]) -> list[Stake]:
    """Of the first word only; numbers said twice (a summary, then the text) are those of the text."""
    last = {stake.number: stake for stake in found if stake.word == found[0].word}
    return sorted(last.values(), key=lambda stake: stake.first) if len(last) > 1 else []


def _with_damaged(lines: tuple[Line, ...], whole: list[Stake]) -> list[Stake]:
    """Lines in capitals that repeat the heading of a stake but for some letters, where a number is missing."""
    if not all(stake.number.isdecimal() for stake in whole):
        return whole
    echoes = Echoes([lines[stake.first].plain for stake in whole])
    held = {place for stake in whole for place in range(stake.first, stake.last + 1)}
    found = list(whole)
    for place, line in enumerate(lines):
        if place in held or line.dropped or not 4 < len(line.text) <= 160 or not mostly_capitals(line.text):
            continue
        if stake := _damaged(lines, place, echoes, found):
            found = sorted([*found, stake], key=lambda one: one.first)
    return found


def _damaged(lines: tuple[Line, ...], place: int, echoes: Echoes, found: list[Stake]) -> Stake | None:
    line, word = lines[place], found[0].word
    if echoes.nearest(line.plain):
        read = _FIGURES.search(line.plain)
        rest = ""  # the same words stand above each stake: its title is on the next lines
    else:
        read = _NUMBERED.match(line.plain)
        if not read or len(word) < 4 or edits(read["word"], word, 2) > 2:
            return None
        rest = line.text[read.end() :]
    number = _missing(found, place, int(read.group(read.lastgroup or 0)) if read else None)
    if number is None:
        return None
    title, last = _title(lines, place, rest)
    return Stake(word, str(number), title, place, last)


def _missing(found: list[Stake], place: int, read: int | None) -> int | None:
    """The number read when it stands between those around it, else the only one that is missing there."""
    before = max((int(stake.number) for stake in found if stake.first < place), default=0)
    after = min((int(stake.number) for stake in found if stake.first > place), default=None)
    if read is not None and before < read < (after or before + 2):
        return read
    return before + 1 if after == before + 2 else None


def _renumbered(stakes: list[Stake]) -> list[Stake]:
    """A number out of sequence is that which is missing between its neighbours."""
    if not all(stake.number.isdecimal() for stake in stakes):
        return stakes
    numbers = filled([int(stake.number) for stake in stakes])
    return [replace(stake, number=str(number)) for stake, number in zip(stakes, numbers, strict=True)]


def _stake(lines: tuple[Line, ...], place: int, match: re.Match[str], upper: bool) -> Stake:
    text = lines[place].text
    shift = len(text) - len(match.string)  # a damaged word put right may have moved the letters after it
    rest = text[match.start("rest") + shift :].lstrip(" :.–—-)/|")
    if not upper:
        return Stake(match["word"], match["number"].upper(), rest, place, place)
    title, last = _title(lines, place, "" if _REFERENCE.fullmatch(rest.lower()) else rest)
    return Stake(match["word"], match["number"].upper(), title, place, last)


def _title(lines: tuple[Line, ...], place: int, rest: str) -> tuple[str, int]:
    """What stands on the heading itself, then in capitals on the lines after it, around what it belongs to."""
    title, last = [rest] if rest else [], place
    for after in range(place + 1, min(place + 9, len(lines))):
        line = lines[after]
        if not line.text or line.dropped:
            continue
        if not mostly_capitals(line.text) or part_of(line) or _STAKE.match(line.plain):
            if not title and _UPSTREAM.match(line.plain):
                continue
            break
        last = after
        if not _REFERENCE.fullmatch(line.plain):
            title.append(line.text)
    return " ".join(title), last
