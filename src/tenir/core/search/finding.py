"""The search itself: a question, who asks it, and what they find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tenir.core.search.queries import Answer, Hit, answers, rarest_first, shown
from tenir.core.search.question import Question, understood
from tenir.core.search.reach import Reach, reach_of

# Common words that are seldom together: when fewer than this are found among the chosen, all are looked at.
ENOUGH = 100


@dataclass(frozen=True)
class Found:
    """What is found, in order; `kind`: the one that was chosen, or empty for all.

    `whole`: every word leads to each of it; else some word does. `is_cut`: there may be more, which weighs less.
    """

    question: Question
    answers: tuple[Answer, ...] = ()
    kind: str = ""
    whole: bool = True
    is_cut: bool = False

    @cached_property
    def by_kind(self) -> Counter[str]:
        """How many there are of each kind."""
        return Counter(one.kind for one in self.answers)

    @property
    def total(self) -> int:
        """How many there are of all kinds."""
        return len(self.answers)

    def count(self) -> int:
        """How many there are of the chosen kind."""
        return self.by_kind[self.kind] if self.kind else self.total

    def __getitem__(self, part: slice) -> list[Hit]:
        """Some of them, the best first; with `count`, what `Paginator` and `paged` need."""
        first, last = part.start, part.stop
        chosen = [one for one in self.answers if not self.kind or one.kind == self.kind]
        return shown(chosen[first:last])


def search(text: str, user: Any, *, kind: str = "") -> Found:
    """Everything that `user` may find by all these words; when there is nothing, by some of them."""
    question = understood(text)
    for found, is_cut, whole in _attempts(question, reach_of(user)):
        if len(found) >= (ENOUGH if whole and is_cut else 1):
            return Found(question, tuple(found), kind, whole, is_cut)
    return Found(question, kind=kind)


def _attempts(question: Question, reach: Reach) -> Iterator[tuple[list[Answer], bool, bool]]:
    """All the words, unless one of them leads nowhere; then any of those that lead somewhere."""
    ranked = rarest_first(question.words, reach)
    words = [one for one in ranked if one.count]
    if words and len(words) == len(ranked):
        yield *answers(words, reach, least=len(words)), True
        if words[0].is_common:
            yield *answers(words, reach, least=len(words), exact=True), True
    if words and len(ranked) > 1:
        yield *answers(words, reach, least=1), False
