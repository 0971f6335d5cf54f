"""Facts printed around the items: a date in a title, a number in the prose, held against the same fact elsewhere.

Two texts tell one fact in other words: « signé le 10 juillet », « du 16 juillet 2018 ». Dates of one month and numbers
of one noun are paired by the words of their sentence; a mention that the other text repeats as it is says nothing.
A text may contradict itself the same way. What comes out is to be looked at by a person: both lines are given.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tenir.engines.documents.french import MONTHS, fold, word_set
from tenir.engines.documents.numerals import small_number

# Words of the sentence looked at on each side of a fact, those without meaning left out.
BEFORE, AFTER = 12, 12
# Words that two sentences must share, the counted noun left out, and the least share of their weight; less is asked of
# numbers that are close to one another, which one slip makes of the same number.
SHARED_OF_DATE, SHARED_OF_COUNT, LEAST, LEAST_OF_CLOSE = 3, 2, 0.25, 0.15
# Two numbers further apart than this count different things.
FURTHEST = 10
# Letters that make two words one: « signé » and « signature », « thématique » and « thématiques ».
STEM = 5
# A noun counted more often than this in one text counts different things there.
MOST_OF_A_NOUN = 4
# Facts read in a text, and candidates looked at for one of them: a text of figures is no prose to compare.
MOST_FACTS, MOST_CANDIDATES = 5_000, 200
# Lines over which one sentence may run: a bad text may have no full stop at all.
LONGEST = 12

# A full stop inside a word (`pacte.pdf`) ends nothing.
_TOKEN = re.compile(r"\d+(?:[ \u00a0\u202f]\d{3})*(?:,\d+)?|[^\W\d_]+|[!?;:•](?=\s|$)|\.(?!\w)|[()]")
_ENDS = frozenset(".!?;:•")
_STOP = word_set(
    "les des une dans par pour sur avec sans dont que qui ses son leur leurs cet cette ces est sont ete etre afin ainsi"
    " entre vers plus tout tous toute toutes elle elles ils aux pas mais ont fait faire nous vous lui meme comme ici"
)
_NO_NOUN = word_set(
    "plus pres fois dans sans sous tous toutes ans mois jours semaines heures euros millions milliards nouveaux"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A fact where it stands: `said` as printed, `line` counted from 1, `text` the line as printed."""

    said: str
    line: int
    text: str

    def to_json(self) -> dict[str, Any]:
        return {"said": self.said, "line": self.line, "text": self.text}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One fact told otherwise: a mention of each text, or two of the same (`within`: « left » or « right »).

    `words` decided that it is one fact; `again` counts the other places that disagree in the same way.
    """

    left: Mention
    right: Mention
    words: tuple[str, ...]
    within: str = ""
    again: int = 0

    def to_json(self) -> dict[str, Any]:
        return {
            "left": self.left.to_json(),
            "right": self.right.to_json(),
            "words": list(self.words),
            "within": self.within or None,
            "again": self.again,
        }


@dataclass(frozen=True, slots=True)
class _Fact:
    """A mention with what it is compared by: `subject` (a month, a noun), `value`, the words around by stem."""

    mention: Mention
    subject: str
    value: tuple[int, ...]
    words: dict[str, str]
    sentence: int

    @property
    def is_date(self) -> bool:
        return self.subject in MONTHS


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the text, as printed, folded, its line, and whether it stands between brackets."""

    printed: str
    plain: str
    line: int
    aside: bool = False


def disagreements(
    left: Sequence[str],
    right: Sequence[str],
    *,
    left_taken: Container[int] = (),
    right_taken: Container[int] = (),
) -> tuple[Disagreement, ...]:
    """Facts that two texts (lines) tell otherwise, then those that one text alone tells in two ways.

    Lines of `taken` (from 1) belong to items that were compared already, and are left out.
    """
    ours, theirs = facts(left, left_taken), facts(right, right_taken)
    weights = _weights([*ours, *theirs])
    found = [*_merged(_across(ours, theirs, weights), ""), *_merged(_inside(ours, weights), "left")]
    return (*found, *_merged(_inside(theirs, weights), "right"))


def facts(lines: Sequence[str], taken: Container[int] = ()) -> list[_Fact]:
    """Dates and counted things outside the lines that are taken, in the order of the text."""
    found: list[_Fact] = []
    for rank, sentence in enumerate(sentences(lines, taken)):
        for start, end, subject, value in _read(sentence):
            said = " ".join(token.printed for token in sentence[start:end])
            line = sentence[start].line
            words = _around(sentence, start, end, subject)
            found.append(_Fact(Mention(said, line, lines[line - 1].strip()), subject, value, words, rank))
        if len(found) > MOST_FACTS:
            return found[:MOST_FACTS]
    return found


def sentences(lines: Sequence[str], taken: Container[int] = ()) -> Iterator[list[Token]]:
    """Words of the lines that are not taken, cut at full stops, at empty lines and where a line is taken."""
    held: list[Token] = []
    aside = False
    for number, line in enumerate(lines, start=1):
        if number in taken or not line.strip() or (held and number - held[0].line >= LONGEST):
            yield from _closed(held)
            held, aside = [], False
        if number in taken:
            continue
        for printed in _TOKEN.findall(line):
            if printed in _ENDS and not aside:
                yield from _closed(held)
                held = []
            elif printed in "()":
                aside = printed == "("
            elif printed not in _ENDS:
                held.append(Token(printed, fold(printed), number, aside))
    yield from _closed(held)


def _closed(held: list[Token]) -> Iterator[list[Token]]:
    if held:
        yield held


def _read(sentence: Sequence[Token]) -> Iterator[tuple[int, int, str, tuple[int, ...]]]:
    """(first, after the last, subject, value) of each date with its day, and of each number of a plural noun."""
    for place, token in enumerate(sentence):
        following = [one.plain for one in sentence[place + 1 : place + 4]]
        number = _number(token)
        if number is None or not following:
            continue
        day_of = following[1] if following[0] == "er" and len(following) > 1 else following[0]
        if day_of in MONTHS and 1 <= number <= 31:
            yield _date(sentence, place, number, day_of)
        elif _is_noun(following[0]) and number > 1:
            yield place, place + 2, _stem(following[0]), (number,)


def _date(sentence: Sequence[Token], place: int, day: int, month: str) -> tuple[int, int, str, tuple[int, ...]]:
    end = place + 1 + (sentence[place + 1].plain == "er") + 1
    year = sentence[end].plain if end < len(sentence) else ""
    if re.fullmatch(r"(?:19|20)\d\d", year):
        return place, end + 1, month, (day, int(year))
    return place, end, month, (day,)


def _number(token: Token) -> int | None:
    digits = re.sub(r"\s", "", token.plain)
    if digits.isdigit():
        return int(digits) if len(digits) < 10 and not re.fullmatch(r"(?:19|20)\d\d", digits) else None
    return small_number(token.plain)


def _is_noun(word: str) -> bool:
    return len(word) >= 5 and word[-1] in "sx" and word not in _NO_NOUN and word not in MONTHS


def _around(sentence: Sequence[Token], start: int, end: int, subject: str) -> dict[str, str]:
    """The nearest words with a meaning on both sides, as printed, by stem."""
    before = [one for one in reversed(sentence[:start]) if _means(one)][:BEFORE]
    after = [one for one in sentence[end:] if _means(one)][:AFTER]
    found = {_stem(one.plain): one.printed for one in reversed([*before, *after])}
    found.pop(subject, None)
    return found


def _means(token: Token) -> bool:
    word = token.plain
    return not token.aside and len(word) > 2 and word.isalpha() and word not in _STOP and word not in MONTHS


def _stem(word: str) -> str:
    return word.rstrip("sx")[:STEM] if len(word) > STEM else word


def _weights(every: Sequence[_Fact]) -> dict[str, float]:
    """How much a word tells: the rarer among the sentences compared, the more."""
    often = Counter(stem for fact in every for stem in (*fact.words, fact.subject))
    return {stem: math.log(1 + len(every) / count) for stem, count in often.items()}


Found = tuple[float, _Fact, _Fact, tuple[str, ...]]


def _across(ours: Sequence[_Fact], theirs: Sequence[_Fact], weights: dict[str, float]) -> Iterator[Found]:
    """What has no equal in the other text, with the most alike there that says otherwise."""
    for mine, others, turned in ((ours, theirs, False), (theirs, ours, True)):
        by_subject = _by_subject(others)
        for fact in mine:
            candidates = by_subject.get(fact.subject, [])[:MOST_CANDIDATES]
            if any(_same_value(fact, one) and _akin(fact, one, weights) for one in candidates):
                continue
            best = _best(fact, candidates, weights)
            if best is not None:
                score, other, words = best
                yield (score, other, fact, words) if turned else (score, fact, other, words)


def _inside(every: Sequence[_Fact], weights: dict[str, float]) -> Iterator[Found]:
    """What one text tells in two ways; a noun that it counts often counts different things."""
    for same in _by_subject(every).values():
        if len(same) > MOST_OF_A_NOUN and not same[0].is_date:
            continue
        for rank, fact in enumerate(same[:MOST_CANDIDATES]):
            others = [one for one in same[rank + 1 : MOST_CANDIDATES] if one.sentence != fact.sentence]
            best = _best(fact, others, weights)
            if best is not None:
                score, other, words = best
                yield score, fact, other, words


def _by_subject(every: Iterable[_Fact]) -> dict[str, list[_Fact]]:
    found: dict[str, list[_Fact]] = {}
    for fact in every:
        found.setdefault(fact.subject, []).append(fact)
    return found


def _best(
    fact: _Fact, others: Iterable[_Fact], weights: dict[str, float]
) -> tuple[float, _Fact, tuple[str, ...]] | None:
    scored = [(*told, one) for one in others if not _same_value(fact, one) and (told := _akin(fact, one, weights))]
    if not scored:
        return None
    score, words, other = max(scored, key=lambda one: (one[0], -one[2].mention.line))
    return score, other, words


def _same_value(one: _Fact, other: _Fact) -> bool:
    """A year that one of two dates leaves out is no contradiction."""
    many = min(len(one.value), len(other.value))
    return one.value[:many] == other.value[:many]


def _akin(one: _Fact, other: _Fact, weights: dict[str, float]) -> tuple[float, tuple[str, ...]] | None:
    """How alike the sentences are (0 to 1) and the words that both have; None under what makes them one fact."""
    shared = one.words.keys() & other.words.keys()
    if len(shared) < (SHARED_OF_DATE if one.is_date else SHARED_OF_COUNT):
        return None
    if not one.is_date and max(one.value[0], other.value[0]) > FURTHEST * min(one.value[0], other.value[0]):
        return None
    # A counted noun that is rare says by itself that the two may be one; a month does not.
    noun = 0.0 if one.is_date else weights[one.subject]
    total = noun + min(sum(weights[stem] for stem in fact.words) for fact in (one, other))
    score = (noun + sum(weights[stem] for stem in shared)) / total
    words = tuple(printed for stem, printed in one.words.items() if stem in shared)
    return (score, words) if score >= (LEAST_OF_CLOSE if _close(one, other) else LEAST) else None


def _close(one: _Fact, other: _Fact) -> bool:
    """Whether two numbers differ by one, or by a tenth."""
    low, high = sorted((one.value[0], other.value[0]))
    return not one.is_date and high - low <= max(1, high // 10)


def _merged(found: Iterable[Found], within: str) -> Iterator[Disagreement]:
    """One a pair of values: the place where it is surest, and how many others there are; in the order of the text."""
    by_values: dict[tuple[Any, ...], list[Found]] = {}
    for one in found:
        by_values.setdefault((one[1].subject, one[1].value[:1], one[2].value[:1]), []).append(one)
    best = []
    for same in by_values.values():
        places = {(mine.mention, yours.mention) for _, mine, yours, _ in same}
        _, mine, yours, words = max(same, key=lambda one: (one[0], -one[1].mention.line))
        best.append(Disagreement(mine.mention, yours.mention, words, within, len(places) - 1))
    yield from sorted(best, key=lambda one: (one.left.line, one.right.line))
