"""Titles of sections: the word and number they begin with, capitals, and letters that a layout has spaced out."""

import re
from typing import NamedTuple

from tenir.engines.documents.french import fold, is_upper, word_set

# The word a title begins with, and the sort of heading it makes (`heading_kind`, lower case, singular).
KINDS = {
    "programme": "programme",
    "axe": "axe",
    "enjeu": "enjeu",
    "theme": "thème",
    "thematique": "thématique",
    "article": "article",
    "chapitre": "chapitre",
    "titre": "titre",
    "partie": "partie",
    "volet": "volet",
    "pilier": "pilier",
    "annexe": "annexe",
    "section": "section",
    "orientation": "orientation",
    "priorite": "priorité",
    "objectif": "objectif",
    "defi": "défi",
    "ambition": "ambition",
    "chantier": "chantier",
    "fiche": "fiche",
}
_ORDINALS = "premier|premiere|deuxieme|second|seconde|troisieme|quatrieme|cinquieme|sixieme"
_NUMBER = r"(?:n ?° ?)?(?P<number>\d{1,3}(?:[.-]\d{1,2}){0,3}(?: ?(?:bis|ter))?|[ivx]{1,5}|[a-h])(?![a-z0-9'’])"
_NAMED = re.compile(rf"(?P<word>{'|'.join(KINDS)})s?(?: strategique| transversal| thematique)?s? {_NUMBER}")
_AFTER = re.compile(r" ?(?:[.:;)°–—-]+ ?)*")
_ORDERED = re.compile(
    rf"(?:(?:{_ORDINALS}) (?P<word>{'|'.join(KINDS)})|(?P<named>{'|'.join(KINDS)}) (?:{_ORDINALS})) ?[:–—-] ?"
)
_ROMAN = re.compile(r"(?P<number>[IVX]{1,5})(?: ?[.)–—:/-]+ ?| - )(?=\S)")
_DOTTED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})(?:\.|\)|\.? ?[-–—])? (?=[^\W\d_])")
LONGEST = 160  # characters; a title is shorter than a paragraph


class Title(NamedTuple):
    """What opens a section: its sort and number when printed, and the title without them."""

    kind: str | None
    number: str | None
    text: str


def title_of(text: str) -> Title | None:
    """`Axe 2 : …`, `ENJEU N°1 – …`, `Article 3`, `IV. …`: a title that names itself; None for anything else."""
    plain = fold(text)
    if len(text) > LONGEST:
        return None
    if match := _NAMED.match(plain):
        return _named(text, plain, match)
    if match := _ORDERED.match(plain):
        word = match["word"] or match["named"]
        return Title(KINDS[word], None, text[match.end() :].strip()) if match.end() < len(text) else None
    if match := _ROMAN.match(text):
        return Title(None, match["number"], text[match.end() :].strip())
    return None


def _named(text: str, plain: str, match: re.Match[str]) -> Title | None:
    """The words after `Article 3` are its title unless they go on with a sentence (`l'article 3 de la loi`)."""
    after = _AFTER.match(plain, match.end())
    end = after.end() if after else match.end()
    rest = text[end:].strip()
    separated = end > match.end() + 1 or not rest
    if not separated and not (rest[0].isupper() or rest[0] in '«"“(' or match["word"] == "annexe"):
        return None
    number = text[match.start("number") : match.end("number")]
    return Title(KINDS[match["word"]], number, rest)


def numbered_title_of(text: str) -> Title | None:
    """`2.1 Titre` or `3) Titre`, short and without a full stop; a list of sentences may look the same."""
    match = _DOTTED.match(text)
    if not match or len(text) > LONGEST or text.endswith((".", ";", ",")):
        return None
    rest = text[match.end() :].strip()
    return Title(None, match["number"], rest) if rest[0].isupper() else None


def in_capitals(text: str) -> bool:
    """Whether a line is a title by its capitals: at least two words or one long one, no figure table."""
    letters = sum(map(str.isalpha, text))
    return is_upper(text) and letters >= 6 and letters * 2 >= len(text)


_WIDE = re.compile(r" {2,}")
_SMALL_WORDS = word_set("de des du la le les un une au aux a en et ou par pour sur dans avec sans ce ces")


def despaced(text: str) -> str | None:
    """`L A  V I L L E` or `LA  V ILLE` with its letters brought together; None when nothing is spaced out.

    Words stand two spaces apart or more in such lines; where no such gap is left, nothing can be told.
    """
    stripped = text.strip()
    if not is_upper(stripped) or not _looks_spaced(stripped):
        return None
    return " ".join(part.replace(" ", "") for part in _WIDE.split(stripped))


def _looks_spaced(text: str) -> bool:
    """Gaps of two spaces between most words, and inside them pieces of one or a few letters."""
    parts = _WIDE.split(text)
    pieces = [piece for part in parts for piece in part.split()]
    if len(parts) < 2 or any(map(str.isdigit, text)):
        return False
    alone = sum(len(piece) == 1 for piece in pieces) * 10 >= len(pieces) * 7
    cut = [part.split() for part in parts if " " in part]
    whole = len(parts) - len(cut)
    torn = all(len(part) <= 4 and _SMALL_WORDS.isdisjoint(map(fold, part[:-1])) for part in cut)
    return alone or (bool(cut) and torn and len(parts) >= 3 and whole * 2 >= len(cut))
