"""What each part of a protocol is about, from its headings.

A stake (`ENJEU 1`) opens a part; inside it, headings name what follows: context, recommendations, commitments. Before
the first of these stand its strategic axes and transversal priorities, with their labels beside them.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from tenir.engines.documents.recognisers.marks import mostly_capitals, opens_with_verb
from tenir.engines.documents.recognisers.mending import mended
from tenir.engines.documents.work import Line


class Part(StrEnum):
    PROVISIONS = "provisions"
    CONTEXT = "context"
    RECOMMENDATIONS = "recommendations"
    COMMITMENTS = "commitments"
    OTHER = "other"


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


@dataclass(frozen=True, slots=True)
class Section:
    """Places of the lines of one part, `last` included, heading apart."""

    part: Part
    title: str
    heading: int | None
    first: int
    last: int
    stake: Stake | None
    named: bool = True


_TOP = "enjeu|pilier|orientation|ambition|defi|axe|thematique|volet|chantier"
_STAKE = re.compile(
    rf"(?P<word>{_TOP}) ?(?:strategique )?(?:n ?° ?)?(?P<number>\d{{1,2}}|[ivx]{{1,4}})\b ?(?P<rest>.*)"
)
_REFERENCE = re.compile(r"(?:du |de la |des |de l'|de |d'|au ).{3,}")
_UPSTREAM = re.compile(
    r"(?:[-o>•] ?)?(?:axes?|programmes?|piliers?)(?:\(s\))? ?(?:du|de|\d|[ivx]+\b)"
)  # what a stake applies
_LEAD = re.compile(r"^(?:(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,4}|[a-z])[.)°] ?-? ?)?(?:l'|les |le |la |nos |vos )?")
_NAMES = (
    (
        Part.RECOMMENDATIONS,
        re.compile(
            r"(?:principales )?(?:preconisations?|recommandations?|propositions d'amelioration|pistes d'amelioration|"
            r"(?:resultats|conclusions|enseignements)\b.{1,12}\bevaluation|axes d'amelioration)\b"
        ),
    ),
    (
        Part.PROVISIONS,
        re.compile(r"(?:axes? strategiques?|orientations? strategiques?|priorites?(?: transversales?)?)\b"),
    ),
    (Part.COMMITMENTS, re.compile(r"(?:tableau des |liste des )?(?:engagements?|actions?)\b(?! ?[:a-z]*ment )")),
    (
        Part.CONTEXT,
        re.compile(
            r"(?:rappel d\w{1,3} (?:contexte|enjeux)|contexte|diagnostic|constats?|introduction|preambule|"
            r"methodologie|gouvernance|etat des lieux|elements de (?:contexte|diagnostic)|bilan|"
            r"presentation|objet du)\b"
        ),
    ),
    (
        Part.OTHER,
        re.compile(
            r"(?:annexes?|table des sigles|liste des sigles|sigles|glossaire|lexique|abreviations|signatures?|"
            r"signataires|circulaire|sommaire|table des matieres|evaluation et suivi|suivi et evaluation)\b"
        ),
    ),
)
_SENTENCE = re.compile(r"[.,;]$|[a-z]{2}\. [A-ZÉ]")


def part_of(line: Line) -> Part | None:
    """What a heading announces; a line of a sentence or of a list announces nothing."""
    if not 4 <= len(line.text) <= 130 or _SENTENCE.search(line.text) or not _heads(line.text):
        return None
    upper = mostly_capitals(line.text)
    return _named(line, line.plain, upper=upper) or _named(line, mended(line.plain), upper=upper)


def _named(line: Line, plain: str, *, upper: bool) -> Part | None:
    lead = _LEAD.match(plain)
    plain = plain[lead.end() if lead else 0 :]
    article, _, rest = plain.partition(" ")
    if upper and rest and len(article) <= 4 and article.isalpha() and article not in ("axe", "axes"):
        plain = rest  # an article in capitals, whatever damage it took
    for part, pattern in _NAMES:
        if match := pattern.match(plain):
            rest = plain[match.end() :]
            if upper or (len(plain) <= 70 and not _runs_on(rest) and not opens_with_verb(line.text)):
                return part
    return None


def _heads(text: str) -> bool:
    first = next(filter(str.isalnum, text), "")
    return first.isupper() or first.isdigit() or (first == "l" and "'" in text[:4])


_VERB_GOES_ON = re.compile(
    r" (?:est|sont|a|ont|sera|seront|doit|doivent|permet|permettent|vise|visent|porte|portent)\b"
)


def _runs_on(rest: str) -> bool:
    return bool(_VERB_GOES_ON.search(rest)) or rest.rstrip().endswith((" de", " la", " les", " et", " a", " pour"))


def find_stakes(lines: tuple[Line, ...]) -> list[Stake]:
    """Numbered headings in capitals; failing these, those that stand alone with the same word, in sequence."""
    found = list[tuple[str, Stake, bool]]()
    for place, line in enumerate(lines):
        match = None if line.dropped or not 4 < len(line.text) <= 160 else _stake_match(line)
        if match and line.text[:1].isalpha():
            upper = mostly_capitals(line.text)
            found.append((match["word"], _stake(lines, place, match, upper), upper))
    capitals = [stake for word, stake, upper in found if upper]
    if capitals:
        top = next(word for word, _, upper in found if upper)
        return [stake for word, stake, upper in found if upper and word == top]
    return _in_sequence([(word, stake) for word, stake, _ in found])


def _stake_match(line: Line) -> re.Match[str] | None:
    """The heading of a stake; a damaged word is put right where this moves no letter."""
    if match := _STAKE.match(line.plain):
        return match if line.text[0].isupper() else None
    plain = mended(line.plain)
    return _STAKE.match(plain) if plain != line.plain else None


def _in_sequence(found: list[tuple[str, Stake]]) -> list[Stake]:
    """Of the first word only; numbers said twice (a summary, then the text) are those of the text."""
    if not found or len({stake.number for word, stake in found if word == found[0][0]}) < 2:
        return []
    last = {stake.number: stake for word, stake in found if word == found[0][0]}
    return sorted(last.values(), key=lambda stake: stake.first)


def _stake(lines: tuple[Line, ...], place: int, match: re.Match[str], upper: bool) -> Stake:
    """The title stands on the line itself, or in capitals on the lines after it, around what it belongs to."""
    text = lines[place].text
    shift = len(text) - len(match.string)  # a damaged word put right may have moved the letters after it
    rest = text[match.start("rest") + shift :].lstrip(" :.–—-)/|")
    owner = _REFERENCE.fullmatch(rest.lower()) if upper else None
    title = [] if owner else [rest]
    last = place
    for after in range(place + 1, min(place + 9, len(lines))) if upper else ():
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
    return Stake(match["word"], match["number"].upper(), " ".join(filter(None, title)), place, last)


def find_sections(lines: tuple[Line, ...], stakes: list[Stake]) -> list[Section]:
    """From one heading to the next; the part before the first heading of a stake holds its provisions."""
    heads = {place: stake for stake in stakes for place in range(stake.first, stake.last + 1)}
    cuts: list[tuple[int, Part, str, int | None, Stake | None]] = [(-1, Part.OTHER, "", None, None)]
    stake: Stake | None = None
    for place, line in enumerate(lines):
        if line.dropped or not line.text:
            continue
        if place in heads:
            stake = heads[place]
            if place == stake.first:
                cuts.append((stake.last, Part.PROVISIONS, stake.title, stake.first, stake))
            continue
        part = part_of(line)
        if part is None or (part is Part.PROVISIONS and stake and cuts[-1][1] is Part.PROVISIONS):
            continue
        if part is Part.OTHER:
            stake = None
        cuts.append((place, part, line.text, place, stake))
    ends = [(_heading_start(cut)) - 1 for cut in cuts[1:]] + [len(lines) - 1]
    return [
        Section(part, title, heading, start + 1, end, of)
        for (start, part, title, heading, of), end in zip(cuts, ends, strict=True)
        if end > start
    ]


def _heading_start(cut: tuple[int, Part, str, int | None, Stake | None]) -> int:
    return cut[0] if cut[3] is None else cut[3]
