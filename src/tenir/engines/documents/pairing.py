"""The same promises in two documents: what is paired, what differs in words, what differs in fact.

A pact is printed again and again, each time with other faults. Items are paired one to one by their folded words, the
most alike first; what a bad scan did to letters is told apart from what a hand changed, and both from a changed fact
(number, month, level, side, due date).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from tenir.engines.documents.around import Disagreement, disagreements
from tenir.engines.documents.french import MONTHS, fold
from tenir.engines.documents.model import Item, Kind

# What is promised may be called otherwise from one text to another; a heading is never a promise.
PROMISES = frozenset((Kind.MEASURE, Kind.COMMITMENT, Kind.RECOMMENDATION, Kind.DUTY, Kind.DECISION))
# Likeness (0 to 100) from which two texts may be one; under it, two different promises of one theme were measured.
ALIKE = 72
# Likeness of letters from which two groups of words are one group read badly.
MISREAD = 60
# What the same words in another order are worth beside the same words in their order.
OTHER_ORDER = 0.97
# Texts compared with all others in one table of numbers: two thousand on each side hold in 8 MB.
ROWS = 256
# Words that two differences may have between them and still be told as one.
JOINED = 2
_WORD = re.compile(r"\w+(?:['’]\w+)*|%|€")
_NUMERALS = frozenset(
    (
        *("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize"),
        *("quatorze", "quinze", "seize", "vingt", "trente", "quarante", "cinquante", "soixante", "cent", "cents"),
        *("mille", "million", "millions", "milliard", "milliards", "dizaine", "douzaine", "quinzaine", "vingtaine"),
        *("trentaine", "quarantaine", "cinquantaine", "soixantaine", "centaine", "millier", "aucun", "aucune"),
    )
)

# Digits that a bad scan reads where a word of one letter is printed.
_MISTAKEN = {"3": "a", "4": "a", "1": "l", "0": "o"}


class Sort(StrEnum):
    """What a difference is: of fact, of words, or a likely fault of the reading of one of the two."""

    FACT = "fact"
    WORDS = "words"
    MISREAD = "misread"


@dataclass(frozen=True, slots=True)
class Difference:
    """`left` and `right` as printed (either may be empty); `field` is `text`, or the attribute that differs."""

    sort: Sort
    field: str
    left: str
    right: str

    def to_json(self) -> dict[str, Any]:
        return {"sort": self.sort.value, "field": self.field, "left": self.left, "right": self.right}


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a text as printed, and the sort of what differs in them, if anything does."""

    words: str
    sort: Sort | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items that say the same; `likeness` from 0 to 1."""

    left: Item
    right: Item
    likeness: float
    differences: tuple[Difference, ...] = ()

    @property
    def conflicts(self) -> bool:
        """Whether the two disagree on a fact."""
        return any(one.sort is Sort.FACT for one in self.differences)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Pairs in the order of the left text, what one text alone says, and facts printed around what is paired."""

    pairs: tuple[Pair, ...]
    left_only: tuple[Item, ...]
    right_only: tuple[Item, ...]
    around: tuple[Disagreement, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The published format of `tenir documents compare --format json`."""
        return {
            "pairs": [_pair_json(pair) for pair in self.pairs],
            "left_only": [_item_json(item) for item in self.left_only],
            "right_only": [_item_json(item) for item in self.right_only],
            "around": [one.to_json() for one in self.around],
            "conflicts": sum(pair.conflicts for pair in self.pairs),
        }


def compare(
    left: Sequence[Item], right: Sequence[Item], left_lines: Sequence[str] = (), right_lines: Sequence[str] = ()
) -> Comparison:
    """Pair the items of two documents; headings, indicators and the rest with their own kind, promises together.

    With the lines of both texts, facts that stand outside the paired items are held against each other too.
    """
    found: list[Pair] = []
    for ours, theirs in _groups(left, right):
        found += [_paired(ours[i], theirs[j], score) for i, j, score in match(_texts(ours), _texts(theirs))]
    taken = {id(item) for pair in found for item in (pair.left, pair.right)}
    order = {id(item): place for place, item in enumerate(left)}
    return Comparison(
        pairs=tuple(sorted(found, key=lambda pair: order[id(pair.left)])),
        left_only=tuple(item for item in left if id(item) not in taken),
        right_only=tuple(item for item in right if id(item) not in taken),
        around=disagreements(
            left_lines,
            right_lines,
            left_taken=_lines(pair.left for pair in found),
            right_taken=_lines(pair.right for pair in found),
        ),
    )


def _lines(items: Iterable[Item]) -> set[int]:
    return {line for item in items if item.lines for line in range(item.lines[0], item.lines[1] + 1)}


def match(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int, float]]:
    """Positions in folded texts that say the same, one to one, the most alike first, with a likeness from 0 to 100."""
    scored = [one for start in range(0, len(left), ROWS) for one in _scored(left, right, start)]
    found: list[tuple[int, int, float]] = []
    ours: set[int] = set()
    theirs: set[int] = set()
    for score, i, j in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if i not in ours and j not in theirs:
            found.append((i, j, score))
            ours.add(i)
            theirs.add(j)
    return found


def _scored(left: Sequence[str], right: Sequence[str], start: int) -> list[tuple[float, int, int]]:
    """Couples alike enough among some texts of the left and all of the right; `likeness`, a whole table at once."""
    some = left[start : start + ROWS]
    plain = process.cdist(some, right, scorer=fuzz.ratio, score_cutoff=ALIKE, dtype=np.float64)
    turned = process.cdist(*map(_in_order, (some, right)), scorer=fuzz.ratio, score_cutoff=ALIKE, dtype=np.float64)
    best = np.maximum(plain, OTHER_ORDER * turned)
    rows, columns = np.nonzero(best >= ALIKE)
    return [(float(best[i, j]), start + int(i), int(j)) for i, j in zip(rows, columns, strict=True)]


def _in_order(texts: Sequence[str]) -> list[str]:
    return [" ".join(sorted(text.split())) for text in texts]


def likeness(left: Any, right: Any, /, *, score_cutoff: float | None = None) -> float:
    """How alike two folded texts are, from 0 to 100: letter by letter, or the same words in another order."""
    plain = fuzz.ratio(left, right, score_cutoff=score_cutoff)
    return float(max(plain, OTHER_ORDER * fuzz.token_sort_ratio(left, right, score_cutoff=score_cutoff)))


def differences(left: Item, right: Item) -> tuple[Difference, ...]:
    """Facts first, then words, then what was likely misread."""
    found = [*_attributes(left, right), *_of_words(left.text, right.text)]
    return tuple(sorted(found, key=lambda one: list(Sort).index(one.sort)))


def marked(left: str, right: str) -> tuple[list[Part], list[Part]]:
    """Both texts as printed, cut where they differ: `"".join` of the words of either gives the text back."""
    mine, yours = list(_WORD.finditer(left)), list(_WORD.finditer(right))
    ours, theirs = _Cutting(left), _Cutting(right)
    for a, b, c, d in _differing(_found(mine), _found(yours)):
        sort = _sort(_found(mine[a:b]), _found(yours[c:d]))
        ours.mark(mine[a:b], sort)
        theirs.mark(yours[c:d], sort)
    return ours.closed(), theirs.closed()


class _Cutting:
    """A text cut from left to right into plain and marked parts."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.parts = text, 0, list[Part]()

    def mark(self, words: Sequence[re.Match[str]], sort: Sort) -> None:
        if words:
            start, end = words[0].start(), words[-1].end()
            self.parts += [Part(self.text[self.at : start]), Part(self.text[start:end], sort)]
            self.at = end

    def closed(self) -> list[Part]:
        return [part for part in (*self.parts, Part(self.text[self.at :])) if part.words]


def _found(words: Iterable[re.Match[str]]) -> list[str]:
    return [match[0] for match in words]


Phrases = set[tuple[str, str, str]]


def in_common(ours: Phrases, theirs: Phrases) -> float:
    """Share (0 to 1) of the shorter text that the other repeats, by groups of three words; quick, pairs nothing."""
    return len(ours & theirs) / min(len(ours), len(theirs)) if ours and theirs else 0.0


def phrases(texts: Iterable[str]) -> Phrases:
    """Every three folded words that follow each other in a text."""
    found: Phrases = set()
    for text in texts:
        words = _WORD.findall(fold(text))
        found.update(zip(words, words[1:], words[2:], strict=False))
    return found


def _groups(left: Sequence[Item], right: Sequence[Item]) -> Iterator[tuple[list[Item], list[Item]]]:
    kinds = [PROMISES, *({kind} for kind in Kind if kind not in PROMISES)]
    for group in kinds:
        yield [item for item in left if item.kind in group], [item for item in right if item.kind in group]


def _texts(items: Iterable[Item]) -> list[str]:
    return [" ".join(fold(word) for word in _WORD.findall(item.text)) for item in items]


def _paired(left: Item, right: Item, score: float) -> Pair:
    return Pair(left, right, round(score / 100, 3), differences(left, right))


def _attributes(left: Item, right: Item) -> Iterator[Difference]:
    """What both say, and say otherwise: what one leaves out is no contradiction."""
    for name in ("number", "side", "level", "due", "periodicity"):
        mine, yours = getattr(left, name), getattr(right, name)
        if mine and yours and mine != yours:
            yield Difference(Sort.FACT, name, str(mine), str(yours))


def _of_words(left: str, right: str) -> Iterator[Difference]:
    mine, yours = _WORD.findall(left), _WORD.findall(right)
    for a, b, c, d in _differing(mine, yours):
        yield _difference(mine[a:b], yours[c:d])


def _differing(mine: Sequence[str], yours: Sequence[str]) -> list[tuple[int, int, int, int]]:
    matcher = SequenceMatcher(None, list(map(fold, mine)), list(map(fold, yours)), autojunk=False)
    return _stretches(matcher.get_opcodes())


def _stretches(opcodes: Iterable[tuple[str, int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Where the words differ; two places with one or two words between them are one (« emploi ni formation »)."""
    found: list[tuple[int, int, int, int]] = []
    for tag, a, b, c, d in opcodes:
        if tag == "equal":
            continue
        if found and a - found[-1][1] <= JOINED:
            first, _, third, _ = found.pop()
            a, c = first, third
        found.append((a, b, c, d))
    return found


def _difference(left: Sequence[str], right: Sequence[str]) -> Difference:
    return Difference(_sort(left, right), "text", " ".join(left), " ".join(right))


def _sort(left: Sequence[str], right: Sequence[str]) -> Sort:
    mine, yours = list(map(fold, left)), list(map(fold, right))
    misread = _letters_for_words(mine, yours)
    if _facts(mine) - misread != _facts(yours) - misread:
        return Sort.FACT
    letters = ["".join(filter(str.isalnum, "".join(words))) for words in (mine, yours)]
    if misread or (fuzz.ratio(*letters) >= MISREAD and sorted(mine) != sorted(yours)):
        return Sort.MISREAD
    return Sort.WORDS


def _letters_for_words(mine: Sequence[str], yours: Sequence[str]) -> Counter[str]:
    """Lone digits of one side that stand where the other has the word they are mistaken for (`3` for `à`)."""
    ours, theirs = Counter(mine), Counter(yours)
    found: Counter[str] = Counter()
    for digit, word in _MISTAKEN.items():
        for one, other in ((ours, theirs), (theirs, ours)):
            found[digit] += min((one - other)[digit], (other - one)[word])
    return +found


def _facts(words: Iterable[str]) -> Counter[str]:
    """Numbers, months and quantities among folded words."""
    return Counter(word for word in words if word in _NUMERALS or word in MONTHS or re.search(r"\d", word))


def _pair_json(pair: Pair) -> dict[str, Any]:
    return {
        "left": _item_json(pair.left),
        "right": _item_json(pair.right),
        "likeness": pair.likeness,
        "differences": [one.to_json() for one in pair.differences],
    }


def _item_json(item: Item) -> dict[str, Any]:
    """Enough to know it in the reading of its document."""
    whole = item.to_json()
    return {name: whole[name] for name in ("id", "kind", "number", "text", "lines", "page", "where")}
