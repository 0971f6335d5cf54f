"""From a text to the words that the search compares: the same for what is found and for what is asked.

A word is folded (no case, no accents, œ as oe), then known under two forms: as it is written, and by its stem
(Snowball's French stemmer), so that « écoles » and « école » are one word. Numbers keep their letters and points:
`14`, `1.a`, `1,5`, `QN04101M`; « 10 000 » is one number.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from Stemmer import Stemmer

from tenir.core.search.models import LONGEST_TERM
from tenir.core.web.columns import fold

# Words that lead everywhere, articles lost by elision (l'école, jusqu'à) among them.
_STOP = (
    "a afin ai ainsi alors apres au aussi autre autres aux avec avoir c car ce ceci cela celle celles celui ces "
    "cet cette ceux chaque comme d dans de depuis des donc dont du elle elles en encore entre est et etait "
    "etaient etant etc etre eux fait font hors il ils j jusqu jusque l la le les leur leurs lors lorsqu lorsque m "
    "mais me meme memes mes mon n ne ni nos notre nous on ont ou par pas plus pour puis qu quand que quel quelle "
    "quelles quels qui quoi s sa sans se sera seront ses si soit son sont sous sur t ta te tes ton tous tout "
    "toute toutes tu un une vos votre vous y "
)
STOP = frozenset(_STOP.split())
_SPACED = r"(?<![\d])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d])"
# A word that holds a digit, then parts after points: `1.a`, `E1.1`, `1.1.a`. `2019.Les` is two words.
_POINTED = r"[^\W_]*\d[^\W_]*(?:\.(?:\d{1,3}|[^\W\d_])(?![^\W_]))+"
_DECIMAL = r"(?<![^\W_])\d+,\d+(?![^\W_])"
_WORD = re.compile(rf"{_SPACED}|{_DECIMAL}|{_POINTED}|[^\W_]+")
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True)
class Word:
    """A word where it stands in its (composed) text."""

    printed: str
    start: int
    end: int

    @property
    def folded(self) -> str:
        """Without case or accents; the spaces of « 10 000 » are no part of it."""
        return _folded(self.printed)


@lru_cache(maxsize=50_000)
def _folded(printed: str) -> str:
    return fold(re.sub(r"\s", "", printed))[:LONGEST_TERM]


def composed(text: str) -> str:
    """`text` with each accent on its letter, so that a letter is one character."""
    return unicodedata.normalize("NFC", text)


def words_of(text: str) -> list[Word]:
    """Every word of a text, in order, stop words included; positions are those of `composed(text)`."""
    return [Word(found[0], found.start(), found.end()) for found in _WORD.finditer(composed(text))]


def telling(words: list[str]) -> list[str]:
    """The folded words that say something; all of them when none does (the commune of Y is found by « y »)."""
    return [word for word in words if word not in STOP] or words


def stem(word: str) -> str:
    """The stem of a folded word. A stemmer keeps the word in itself while it works, so each call has its own."""
    stemmed: str = Stemmer("french").stemWord(word)
    # Snowball leaves « lieux », « enjeux », « bijoux » apart from their singular.
    singular = stemmed[:-1] if stemmed.endswith(("eux", "oux")) else stemmed
    return singular[: LONGEST_TERM - 1]


def stem_term(word: str) -> str:
    """How the index names a word by its stem, apart from words as they are written; a number has no stem."""
    # Not kept: there are as many codes of places as words, and they would drive these out.
    is_number = not word.isalpha() and any(letter.isdigit() for letter in word)
    return word if is_number else _stem_term(word)


@lru_cache(maxsize=50_000)
def _stem_term(word: str) -> str:
    return f"~{stem(word)}"


def sort_key(title: str) -> str:
    """What titles are compared by: folded, and with numbers of one width."""
    return _NUMBERS.sub(lambda number: number[0].zfill(6), fold(title))[:200]
