"""Lines after which promises follow: `OBJECTIFS`, `ACTIONS`, `ENGAGEMENTS DE L'ÉTAT`, `La Ville s'engage à :`."""

import re
from collections.abc import Sequence

from tenir.engines.documents.bullets import begins_with_action, bullet_of, enumerator_of, scanned_bullet_of
from tenir.engines.documents.french import word_set
from tenir.engines.documents.nearness import alike, near_any
from tenir.engines.documents.recognisers.lists.model import Opener, Sort
from tenir.engines.documents.sentences import finished, starts_small
from tenir.engines.documents.sides import side_of
from tenir.engines.documents.work import Line

_WORD = re.compile(r"[a-z]+")
_ACTIONS = ("actions", "action", "engagements", "engagement")
_OBJECTIVES = ("objectifs", "objectif")
_BEFORE = word_set("les nos l vos ses principales principaux liste des")
_AFTER = word_set(
    "a mener prevues prevus proposees envisagees retenues conduire concretes concrets phares prioritaires engagees"
    " operationnelles operationnels strategiques generaux general strategique operationnel poursuivis vises principaux"
    " reciproques renforces pris communs partages des partenaires mettre en oeuvre mises specifiques associees cles"
    " nouvelles nouveaux et suivants suivantes parties signataires realiser programmees engager structurantes"
)
_ENGAGE = ("engage", "engagent", "engageons", "engagera", "engageront")
# Words that may stand between `s'engage` and the end of its line.
_TAIL = word_set(
    "a ce que notamment egalement ainsi conjointement mutuellement respectivement donc sur les suivants points aussi"
)
_ANNOUNCES = re.compile(
    r"(?:engagements|actions) suivant(?:s|es) ?:$|engagements? (?:est|sont) (?:de|les suivants) ?:?$"
)
_ASKS = re.compile(
    r"\b(?:demand|attend|sollicit)(?:ons|ent|e)?\b (?:de |a |aupres de |du )?"
    r"(?P<whom>[a-z' ]{2,40}?)(?: (?:de|qu'ils?|qu'elles?))? ?:?$"
)
_BAND = re.compile(
    r"(?:(?:pour|cote|par) )?(?:l'etat|la (?:ville|commune|collectivite|metropole)|l'agglomeration"
    r"|les (?:communes|villes|collectivites))(?: et ses (?:services|partenaires))?"
)
MODELS = 12  # sentences looked for again, so that the time stays linear
SHORT = 100  # characters; a line that opens a list is no paragraph


def openers_of(lines: Sequence[Line], taken: frozenset[int]) -> list[Opener]:
    """Every opener in the order of the text, none inside what was recognised before."""
    printed = [place for place, line in enumerate(lines) if line.text and not line.dropped and line.number not in taken]
    found = dict[int, Opener]()
    for rank, place in enumerate(printed):
        following = printed[rank + 1] if rank + 1 < len(printed) else None
        if opener := _opener(lines, place, following):
            found[opener.last] = opener
    models = _models(lines, found)
    for opener in _damaged(lines, printed, found, models):
        found[opener.last] = opener
    return [_with_side(lines, found[place], models) for place in sorted(found)]


_LABEL = re.compile(
    r"(?P<word>objectif|action|engagement|proposition)s?"
    r"(?: (?:operationnel|general|strategique|specifique|prioritaire))?"
    r"(?: ?(?:n ?° ?)?(?P<number>\d{1,2}(?:[.-]\d{1,2}){0,3}[a-z]?|[ivx]{1,4}|[a-h])\b)?"
    r" ?(?P<mark>[:.–—-]+) ?(?=\w|[«\"“(])"
)


_ALONE = re.compile(
    r"(?P<word>action|engagement|proposition)(?: n ?°)? ?(?P<number>\d{1,2}(?:[.-]\d{1,2}){0,3}[a-z]?)"
    r"(?P<mark> ?[:.–-]?)$"
)


def _labelled(line: Line, place: int) -> Opener | None:
    """`Objectif : …`, `Action 2.1 – …`: a colon, or a number, tells them from a sentence; or `Engagement 3` alone."""
    match = _LABEL.match(line.plain) or _ALONE.fullmatch(line.plain)
    if not match or not (":" in match["mark"] or match["number"]):
        return None
    sort = Sort.OBJECTIVES if match["word"] == "objectif" else Sort.ACTIONS
    number = line.text[match.start("number") : match.end("number")] if match["number"] else None
    return Opener(place, place, sort, None, line.text[: match.end()].strip(), inline=match.end(), number=number)


def _opener(lines: Sequence[Line], place: int, following: int | None) -> Opener | None:
    line = lines[place]
    if labelled := _labelled(line, place):
        return labelled
    if following is None:
        return None
    if len(line.text) > SHORT * 2:
        return None
    if sort := header_sort(line.plain):
        if not _opens(lines, following, colon=False, bare=sort[0] is Sort.OBJECTIVES):
            return None
        return Opener(place, place, sort[0], sort[1], line.text)
    if _announces(line.plain) and _opens(lines, following, colon=line.text.endswith(":"), bare=False):
        first = _sentence_start(lines, place)
        words = " ".join(one.text for one in lines[first : place + 1] if one.text and not one.dropped)
        asked = _ASKS.search(line.plain)
        return Opener(first, place, Sort.SIDE, side_of(asked["whom"] if asked else words), words)
    return _band(line, place, lines[following])


def header_sort(plain: str) -> tuple[Sort, str | None] | None:
    """The sort of list that a heading line names, and whose it is; None for a line that says anything else."""
    alone = plain.strip(" :.;,*#•–—-")
    if " " not in alone and len(alone) <= 12:
        if near_any(alone, _OBJECTIVES):
            return Sort.OBJECTIVES, None
        return (Sort.ACTIONS, None) if near_any(alone, _ACTIONS) else None
    words = _WORD.findall(plain)
    while words and words[0] in _BEFORE:
        words = words[1:]
    if not words or len(words) > 9 or any(map(str.isdigit, plain)):
        return None
    if near_any(words[0], _OBJECTIVES) and _AFTER.issuperset(words[1:]):
        return Sort.OBJECTIVES, None
    if not near_any(words[0], _ACTIONS):
        return None
    if _AFTER.issuperset(words[1:]):
        return Sort.ACTIONS, None
    owned = words[1] in ("de", "du", "des", "pris") and len(words) <= 7
    owner = side_of(" ".join(words[1:])) if owned else None
    return (Sort.SIDE, owner) if owner or (owned and plain.endswith(":")) else None


def _announces(plain: str) -> bool:
    """A sentence that ends with `s'engage à`, a colon or not."""
    words = _WORD.findall(plain)
    for rank in range(len(words) - 1, max(-1, len(words) - 6), -1):
        if near_any(words[rank], _ENGAGE):
            tail = words[rank + 1 :]
            return _TAIL.issuperset(tail) and (bool(tail) or plain.endswith(":"))
        if words[rank] not in _TAIL and len(words[rank]) > 2:
            break
    asked = _ASKS.search(plain)
    return bool(_ANNOUNCES.search(plain)) or (asked is not None and side_of(asked["whom"]) is not None)


def _opens(lines: Sequence[Line], following: int, *, colon: bool, bare: bool) -> bool:
    """Whether what follows looks like a list."""
    text = lines[following].text
    if bullet_of(text) or scanned_bullet_of(text) or enumerator_of(text):
        return True
    if begins_with_action(text) and (colon or not starts_small(text)):
        return True
    return bare and not starts_small(text)


def _band(line: Line, place: int, following: Line) -> Opener | None:
    """A side named alone on its line (`L'ÉTAT`, `La Ville :`), with bullets under it."""
    plain = line.plain.rstrip(" :")
    if not _BAND.fullmatch(plain) or not (line.text.isupper() or line.text.endswith(":")):
        return None
    if not bullet_of(following.text):
        return None
    return Opener(place, place, Sort.SIDE, side_of(plain), line.text)


def _sentence_start(lines: Sequence[Line], place: int) -> int:
    """The first line of the sentence that ends here, at most three lines above, in the same paragraph."""
    first = place
    while first > 0 and place - first < 3:
        above = lines[first - 1]
        if not above.text or above.dropped or finished(above.text) or bullet_of(above.text):
            break
        if not starts_small(lines[first].text):
            break
        first -= 1
    return first


Model = tuple[list[str], Opener]


def _models(lines: Sequence[Line], found: dict[int, Opener]) -> list[Model]:
    """The sentences that name a side, each once: a pact says the same above each of its lists."""
    once = {lines[one.last].plain: one for one in found.values() if one.sort is Sort.SIDE and one.side}
    return [(_WORD.findall(plain), one) for plain, one in list(once.items())[:MODELS]]


def _like(lines: Sequence[Line], place: int, models: list[Model]) -> Opener | None:
    words = _WORD.findall(lines[place].plain)
    return next((one for said, one in models if len(said) >= 3 and alike(words, said)), None)


def _damaged(lines: Sequence[Line], printed: list[int], found: dict[int, Opener], models: list[Model]) -> list[Opener]:
    """Lines that repeat a known sentence but for damaged words."""
    again = []
    for place in printed:
        text = lines[place].text
        if place in found or len(text) > SHORT or bullet_of(text):
            continue
        if model := _like(lines, place, models):
            again.append(Opener(place, place, Sort.SIDE, model.side, text, sure=False))
    return again


def _with_side(lines: Sequence[Line], opener: Opener, models: list[Model]) -> Opener:
    """A sentence in which no side can be read any more has that of the sentence it repeats."""
    if opener.sort is not Sort.SIDE or opener.side or not (model := _like(lines, opener.last, models)):
        return opener
    return opener._replace(side=model.side, sure=False)
