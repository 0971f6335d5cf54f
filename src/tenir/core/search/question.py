"""What somebody asks, as the search understands it."""

from __future__ import annotations

from dataclasses import dataclass

from tenir.core.search.words import stem_term, telling, words_of

LONGEST = 200
MOST_WORDS = 8
# One letter begins too many words to mean any of them.
SHORTEST_BEGINNING = 2


@dataclass(frozen=True)
class AskedWord:
    """A folded word; `may_go_on`: it is the last one, and may not be written to its end yet."""

    word: str
    may_go_on: bool = False

    @property
    def term(self) -> str:
        """The term of the index that is this word."""
        return stem_term(self.word)

    def leads_to(self, term: str) -> bool:
        """Whether a term of the index is this word, or goes on from it."""
        return term == self.term or (self.may_go_on and term.startswith(self.word))

    def weigh(self, term: str, weight: int) -> int:
        """What a term weighs for this word: half, where it only goes on from it."""
        return weight if term == self.term else weight // 2


@dataclass(frozen=True)
class Question:
    """The words that are looked for; `cut`: there were more than one may ask."""

    text: str
    words: tuple[AskedWord, ...]
    cut: bool = False


def understood(text: str) -> Question:
    """A question from whatever was typed, however long or strange."""
    shown = " ".join("".join(letter if letter.isprintable() else " " for letter in text[: 4 * LONGEST]).split())
    kept = shown[:LONGEST]
    said = list(dict.fromkeys(telling([word.folded for word in words_of(kept)])))
    goes_on = bool(text) and not text[-1].isspace() and len(shown) == len(kept)
    words = [AskedWord(word, goes_on and _may_go_on(word, kept)) for word in said[:MOST_WORDS]]
    return Question(kept, tuple(words), cut=len(shown) > len(kept) or len(text) > 4 * LONGEST or len(said) > MOST_WORDS)


def _may_go_on(word: str, text: str) -> bool:
    """Whether it is the last word of the text. A number is said whole: 1 is not the beginning of 14."""
    last = words_of(text)[-1].folded
    return word == last and len(word) >= SHORTEST_BEGINNING and not word.isdigit() and word.isalnum()
