"""The terms that lead to an object, each with its weight: the whole of what ranks one result before another.

docs/explanation/how-search-ranks.md says the same in sentences.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from tenir.core.search.acronyms import meant_by
from tenir.core.search.findable import Findable
from tenir.core.search.words import Word, stem_term, telling, words_of

NUMBER = 60
# A part of a number: « 1 » leads to 1.a, after it has led to 1.
PART_OF_NUMBER = 40
# A word of a name, and what all the words of that name share: the shorter the name, the more each one says.
NAME = 24
BREVITY = 24
MEANING = 12
AROUND = 6


def terms_of(findable: Findable) -> dict[str, int]:
    """Every term with its weight; a term that is there twice keeps its heaviest weight."""
    found: dict[str, int] = {}
    for number in findable.numbers:
        _add(found, _numbered(words_of(number)))
    for name in findable.names:
        words = words_of(name)
        said = telling([word.folded for word in words])
        _add(found, ((word, NAME + BREVITY // len(said)) for word in said))
        _add(found, ((word, MEANING) for word in meant_by(words)))
    for text in findable.around:
        _add(found, ((word, AROUND) for word in _around(text)))
    return found


@lru_cache(maxsize=1_000)
def _around(text: str) -> tuple[str, ...]:
    """Kept: « Commune » stands around thirty-five thousand places."""
    words = words_of(text)
    return (*telling([word.folded for word in words]), *sorted(meant_by(words)))


def _numbered(words: list[Word]) -> Iterable[tuple[str, int]]:
    for word in words:
        yield word.folded, NUMBER
        first, _, rest = word.folded.partition(".")
        if rest:
            yield first, PART_OF_NUMBER
        if rest.isalpha():
            # 1.a is also written 1a; but 1.4 is no 14.
            yield first + rest, NUMBER


def _add(found: dict[str, int], weighed: Iterable[tuple[str, int]]) -> None:
    for word, weight in weighed:
        # By its stem for who writes it whole; as it is written for who has only begun.
        for term in (stem_term(word), word):
            found[term] = max(weight, found.get(term, 0))
