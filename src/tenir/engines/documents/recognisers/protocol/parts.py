"""What a heading of a protocol says that follows it: axes and priorities, context, recommendations, commitments."""

import re
from enum import StrEnum

from tenir.engines.documents.recognisers.echoes import Echoes, form_of
from tenir.engines.documents.recognisers.marks import mark_of, mostly_capitals, opens_with_verb
from tenir.engines.documents.recognisers.mending import mended
from tenir.engines.documents.work import Line


class Part(StrEnum):
    PROVISIONS = "provisions"
    CONTEXT = "context"
    RECOMMENDATIONS = "recommendations"
    COMMITMENTS = "commitments"
    OTHER = "other"


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


# Headings of the genre as they are printed whole, with which damaged ones are compared.
_WHOLE = {
    "rappel du contexte": Part.CONTEXT,
    "rappel des enjeux": Part.CONTEXT,
    "rappel du contexte et des enjeux": Part.CONTEXT,
    "contexte et enjeux": Part.CONTEXT,
    "etat des lieux": Part.CONTEXT,
    "elements de contexte": Part.CONTEXT,
    "elements de diagnostic": Part.CONTEXT,
    "les preconisations de l'evaluation": Part.RECOMMENDATIONS,
    "les recommandations de l'evaluation": Part.RECOMMENDATIONS,
    "axes d'amelioration": Part.RECOMMENDATIONS,
    "axes strategiques": Part.PROVISIONS,
    "priorites transversales": Part.PROVISIONS,
    "tableau des engagements": Part.COMMITMENTS,
    "nos engagements": Part.COMMITMENTS,
    "engagements": Part.COMMITMENTS,
    "table des sigles": Part.OTHER,
    "liste des sigles": Part.OTHER,
    "table des matieres": Part.OTHER,
}
ALIKE = 80  # of 100 letters, for a line in capitals
ALIKE_SMALL = 88  # for a short line in small letters that stands alone


def parts_of(lines: tuple[Line, ...]) -> dict[int, Part]:
    """The headings of a text by their place; damaged ones are those that repeat another, or one of the genre."""
    found = {place: part for place, line in enumerate(lines) if not line.dropped and (part := part_of(line))}
    forms = _WHOLE | {form_of(lines[place].plain): part for place, part in found.items()}
    capitals, small = Echoes([*forms], alike=ALIKE), Echoes([*forms], alike=ALIKE_SMALL)
    for place, line in enumerate(lines):
        if place in found or not _may_head(lines, place):
            continue
        form = (capitals if mostly_capitals(line.text) else small).nearest(line.plain)
        if form:
            found[place] = forms[form]
    return found


def _may_head(lines: tuple[Line, ...], place: int) -> bool:
    """A line in capitals, or a short one that a blank line or a page parts from what stands above."""
    line = lines[place]
    if line.dropped or not 8 <= len(line.text) <= 130 or line.text[-1] in ".,;":
        return False
    if mostly_capitals(line.text):
        return True
    alone = place == 0 or line.new_page or not lines[place - 1].text
    return alone and len(line.text) <= 50 and not mark_of(line.text).kind and not opens_with_verb(line.text)
