"""Titles printed in capitals, said in small letters: names keep the capital that they have elsewhere in the text."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from tenir.engines.documents.french import fold

_WORD = re.compile(r"[^\W\d_]+")
_OPENS = re.compile(r"(?:^|[.!?;:•«\"(\n]\s*|[–-]\s+)$")


def names_of(texts: Iterable[str]) -> dict[str, str]:
    """Words that stand with a capital inside sentences, more often than without, by their folded form.

    Lines all in capitals say nothing of it; acronyms (`ANRU`) are such words too.
    """
    capital, small = Counter[str](), Counter[str]()
    for text in texts:
        if text.isupper():
            continue
        for match in _WORD.finditer(text):
            word = match.group()
            if word[0].islower():
                small[fold(word)] += 1
            elif not _OPENS.search(text[max(0, match.start() - 4) : match.start()]) or _is_acronym(word):
                capital[word] += 1
    kept = (word for word, times in capital.most_common() if len(word) > 1 and times > small[fold(word)])
    found = dict[str, str]()
    for word in kept:
        found.setdefault(fold(word), word)
    return found


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def quiet(title: str, names: Mapping[str, str]) -> str:
    """A title printed in capitals, without shouting; any other as it is."""
    if not title.isupper():
        return title
    return _WORD.sub(lambda match: names.get(fold(match.group()), match.group()), title.capitalize())
