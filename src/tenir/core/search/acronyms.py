"""Acronyms and what they stand for lead to the same things: « CAF » and « caisse d'allocations familiales »."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tenir.core.search.words import Word, stem_term, telling, words_of
from tenir.core.web import glossary
from tenir.core.web.columns import fold


@dataclass(frozen=True)
class Acronym:
    """One term of the glossary: the letters as printed, and the telling words of the meaning."""

    printed: tuple[str, ...]
    meaning: tuple[str, ...]

    @property
    def stems(self) -> tuple[str, ...]:
        """What to look for in a text, whatever its plurals."""
        return tuple(map(stem_term, self.meaning))


def meant_by(words: list[Word]) -> set[str]:
    """The folded words that a text says under another form: meanings of its acronyms, acronyms of its meanings.

    Acronyms are known by their capitals: « PRE » is a programme, « pré » a meadow.
    """
    printed = [word.printed for word in words]
    found = {word for one in _present(_by_letters(), printed) for word in one.meaning}
    stems = [stem_term(word) for word in telling([word.folded for word in words])]
    for one in _present(_by_meaning(), stems):
        found |= {fold(letters) for letters in one.printed}
    return found


def _present(known: dict[str, list[tuple[tuple[str, ...], Acronym]]], said: list[str]) -> list[Acronym]:
    """Those whose whole sequence stands somewhere in `said`."""
    return [
        acronym
        for at, first in enumerate(said)
        for sequence, acronym in known.get(first, ())
        if tuple(said[at : at + len(sequence)]) == sequence
    ]


@cache
def _by_letters() -> dict[str, list[tuple[tuple[str, ...], Acronym]]]:
    return _by_first([(one.printed, one) for one in _all()])


@cache
def _by_meaning() -> dict[str, list[tuple[tuple[str, ...], Acronym]]]:
    # One common word (« Comité technique » has two) would make every text an acronym's.
    return _by_first([(one.stems, one) for one in _all() if len(one.stems) > 1])


def _by_first(pairs: list[tuple[tuple[str, ...], Acronym]]) -> dict[str, list[tuple[tuple[str, ...], Acronym]]]:
    made: dict[str, list[tuple[tuple[str, ...], Acronym]]] = {}
    for sequence, one in pairs:
        made.setdefault(sequence[0], []).append((sequence, one))
    return made


@cache
def _all() -> tuple[Acronym, ...]:
    return tuple(_acronym(one.acronym, one.meaning) for one in glossary.terms())


def _acronym(letters: str, meaning: str) -> Acronym:
    printed = tuple(word.printed for word in words_of(letters))
    return Acronym(printed, tuple(telling([word.folded for word in words_of(meaning)])))
