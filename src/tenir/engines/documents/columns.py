"""The words that name the columns of a follow-up table, whatever the table."""

import re
from functools import lru_cache

from tenir.engines.documents.french import LEVEL_PHRASE
from tenir.engines.documents.nearness import near

COLUMNS = {
    "theme": "axe axes programme programmes thematique thematiques theme themes enjeu enjeux pilier piliers",
    "number": "n° no num numero numeros",
    "title": "mesure mesures action actions engagement engagements intitule intitules proposition propositions",
    "level": "niveau niveaux avancement etat statut",
    "indicator": "indicateur indicateurs",
}
_COLUMN_OF = {word: column for column, words in COLUMNS.items() for word in words.split()}
_LINKS = frozenset(("de", "d", "du", "des", "la", "le", "les", "l", "et", "a", "au", "en", "ou"))
_LONG = tuple(word for word in _COLUMN_OF if len(word) >= 7)
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[a-z0-9°]+")


@lru_cache(maxsize=4096)
def column_of(word: str) -> str | None:
    """The column that a folded word names; a letter damaged in a long word is forgiven."""
    if word in _COLUMN_OF:
        return _COLUMN_OF[word]
    if not 6 <= len(word) <= 14:
        return None
    return next((_COLUMN_OF[long] for long in _LONG if near(word, long)), None)


def column_words(plain: str) -> tuple[set[str], int, int]:
    """The columns that a folded line names, how many of its words say so, and how many say something else."""
    columns, known, other = set(), 0, 0
    for word in _WORD.findall(plain):
        if column := column_of(word):
            columns.add(column)
            known += 1
        elif word not in _LINKS:
            other += 1
    return columns, known, other


def names_columns(plain: str) -> bool:
    """Whether the line does nothing but name columns; one word cut or unknown is forgiven (`AXE PROGRAM`)."""
    if len(plain) > 160 or _DIGIT.search(plain):
        return False
    columns, known, other = column_words(plain)
    return bool(columns) and other <= min(1, known)


_LEGEND_MARK = re.compile(r"(?:[-–•▪●*>o] ?)?")


def names_level(plain: str) -> bool:
    """Whether the line holds one level phrase and nothing else, as the legend of a table does."""
    match = LEVEL_PHRASE.search(plain)
    return bool(match and match.end() == len(plain) and _LEGEND_MARK.fullmatch(plain[: match.start()]))
