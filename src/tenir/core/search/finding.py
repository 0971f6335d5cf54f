"""The search itself: a question, who asks it, and what they find."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tenir.core.search.queries import Hit, Scored, rarest_first
from tenir.core.search.question import Question, understood
from tenir.core.search.reach import Condition, readable


@dataclass(frozen=True)
class Found:
    """What is found, of one kind or of all. `whole`: every word leads to each of it; else some word does."""

    question: Question
    scored: Scored | None
    by_kind: dict[str, int]
    kind: str = ""
    whole: bool = True

    @property
    def total(self) -> int:
        """How many there are of all kinds."""
        return sum(self.by_kind.values())

    def count(self) -> int:
        """How many there are of the chosen kind."""
        return self.by_kind.get(self.kind, 0) if self.kind else self.total

    def __getitem__(self, part: slice) -> list[Hit]:
        """Some of them, the best first; with `count`, what `Paginator` and `paged` need."""
        first, last = part.start or 0, part.stop
        return self.scored.hits(first, last) if self.scored and self.count() else []


def search(text: str, user: Any, *, kind: str = "") -> Found:
    """Everything that `user` may find by all these words; when there is nothing, by some of them."""
    question = understood(text)
    for scored, whole in _attempts(question, readable(user), kind):
        by_kind = scored.counts()
        if by_kind:
            return Found(question, scored, by_kind, kind, whole)
    return Found(question, None, {}, kind)


def suggest(text: str, user: Any, *, most: int) -> tuple[Question, list[Hit]]:
    """The first answers of the same search, without counting the others."""
    question = understood(text)
    for scored, _ in _attempts(question, readable(user)):
        hits = scored.hits(0, most)
        if hits:
            return question, hits
    return question, []


def _attempts(question: Question, reach: Condition, kind: str = "") -> Iterator[tuple[Scored, bool]]:
    """All the words, unless one of them leads nowhere; then any of those that lead somewhere."""
    ranked = rarest_first(question.words)
    words = [one for one in ranked if one.count]
    if words and len(words) == len(ranked):
        yield Scored(words, reach, least=len(words), kind=kind), True
    if words and len(ranked) > 1:
        yield Scored(words, reach, least=1, kind=kind), False
