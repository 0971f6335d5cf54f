"""Which promises of a wider text a local promise probably applies: ranked, with the words that decided.

    found = suggest(local, upstream)  # one list a local promise, the most akin first

French stems weighted by how rare they are among the promises compared, a little for the words of the headings above
and for a common theme; no model, no network. Only a person makes a link of it. Pure: no Django.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from Stemmer import Stemmer

from tenir.engines.documents.french import fold

# What a word of the heading above weighs beside a word of the promise itself.
OF_HEADING = 0.5
# What a common theme adds to a likeness of words, which goes from 0 to 1.
OF_THEME = 0.2
# Under this likeness of words, nothing is suggested, whatever the theme.
LEAST = 0.05
MOST_WORDS = 5
_WORD = re.compile(r"[^\W\d_]{2,}")
_STOP = frozenset(
    (
        *("afin", "ainsi", "au", "aussi", "autre", "autres", "aux", "avec", "ce", "ces", "cet", "cette", "chaque"),
        *("comme", "dans", "de", "des", "dont", "du", "elle", "en", "entre", "est", "et", "etre", "fait", "faire"),
        *("la", "le", "les", "leur", "leurs", "lors", "meme", "ne", "notre", "nos", "ou", "par", "pas", "plus"),
        *("pour", "qu", "que", "qui", "sa", "sans", "se", "ses", "son", "sont", "sur", "tous", "tout", "toute"),
        *("toutes", "un", "une", "vers", "mettre", "permettre", "notamment", "ils", "elles", "il", "on"),
    )
)


@dataclass(frozen=True, slots=True)
class Promise:
    """What is compared of a promise: its words, those of the headings above it, its theme (a code, may be empty)."""

    key: Hashable
    text: str
    heading: str = ""
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Kin:
    """An upstream promise that a local one may apply; `score` from 0 to 1, `words` as the local text prints them."""

    key: Hashable
    score: float
    words: tuple[str, ...] = ()
    same_theme: bool = False


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A promise as weighted stems, with the word that each was; `length` is that of the vector."""

    promise: Promise
    weights: dict[str, float]
    printed: dict[str, str] = field(compare=False)
    length: float


def suggest(local: Sequence[Promise], upstream: Sequence[Promise], *, most: int = 5) -> list[list[Kin]]:
    """For each local promise, up to `most` upstream ones, the most akin first; an empty list when none is."""
    said = [_said(promise) for promise in (*local, *upstream)]
    rarity = _rarity(weights for weights, _ in said)
    weighed = [_weigh(promise, *one, rarity) for promise, one in zip((*local, *upstream), said, strict=True)]
    ours, theirs = weighed[: len(local)], weighed[len(local) :]
    index = _index(theirs)
    return [_ranked(one, theirs, index)[:most] for one in ours]


def _ranked(one: _Weighed, theirs: Sequence[_Weighed], index: dict[str, list[int]]) -> list[Kin]:
    """Only those that share a stem are looked at."""
    near = {position for stem in one.weights for position in index.get(stem, ())}
    found = [_kin(one, theirs[position]) for position in sorted(near)]
    return sorted((kin for kin in found if kin is not None), key=lambda kin: -kin.score)


def _kin(one: _Weighed, other: _Weighed) -> Kin | None:
    shared = {stem: weight * other.weights[stem] for stem, weight in one.weights.items() if stem in other.weights}
    likeness = sum(shared.values()) / (one.length * other.length)
    if likeness < LEAST:
        return None
    decisive = sorted(shared, key=lambda stem: (-shared[stem], stem))[:MOST_WORDS]
    theme = bool(one.promise.theme) and one.promise.theme == other.promise.theme
    score = min(1.0, likeness + OF_THEME * theme)
    return Kin(other.promise.key, round(score, 3), tuple(one.printed[stem] for stem in decisive), theme)


def _said(promise: Promise) -> tuple[dict[str, float], dict[str, str]]:
    """Each stem of a promise with what it weighs before its rarity, and the word that it was."""
    weights: dict[str, float] = {}
    printed: dict[str, str] = {}
    for text, weight in ((promise.text, 1.0), (promise.heading, OF_HEADING)):
        for word in _WORD.findall(text):
            if (plain := fold(word)) not in _STOP:
                weights.setdefault(_stem(plain), weight)
                printed.setdefault(_stem(plain), word.lower())
    return weights, printed


def _rarity(every: Iterable[dict[str, float]]) -> dict[str, float]:
    """ln(1 + promises / promises that say it), by stem."""
    many, counts = 0, Counter[str]()
    for weights in every:
        many += 1
        counts.update(weights.keys())
    return {stem: math.log(1 + many / count) for stem, count in counts.items()}


def _weigh(promise: Promise, said: dict[str, float], printed: dict[str, str], rarity: dict[str, float]) -> _Weighed:
    weights = {stem: weight * rarity[stem] for stem, weight in said.items()}
    return _Weighed(promise, weights, printed, math.hypot(*weights.values()) or 1.0)


def _index(theirs: Sequence[_Weighed]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for position, one in enumerate(theirs):
        for stem in one.weights:
            found.setdefault(stem, []).append(position)
    return found


@lru_cache(maxsize=50_000)
def _stem(plain: str) -> str:
    """A stemmer keeps its word in itself while it works, so each call has its own."""
    stemmed: str = Stemmer("french").stemWord(plain)
    # Snowball leaves « lieux », « enjeux » apart from their singular.
    return stemmed[:-1] if stemmed.endswith(("eux", "oux")) else stemmed
