"""Words that a scan or a slip has damaged: equal but for one letter, or two in a long word."""

from rapidfuzz.distance import Levenshtein


def near(word: str, wanted: str) -> bool:
    """Whether a word is the wanted one, give or take one edit in six letters (two at most, none in short words)."""
    allowed = 0 if len(wanted) < 5 else 1 if len(wanted) < 9 else 2
    if word == wanted:
        return True
    return abs(len(word) - len(wanted)) <= allowed and edits(word, wanted, allowed) <= allowed


def near_any(word: str, wanted: tuple[str, ...]) -> bool:
    return any(near(word, one) for one in wanted)


def edits(left: str, right: str, most: int) -> int:
    """Letters to change, add or take away, counted up to `most` + 1."""
    return Levenshtein.distance(left, right, score_cutoff=most)


def alike(left: list[str], right: list[str]) -> bool:
    """Whether two lines say the same but for damaged words: six words in ten stand in the same order."""
    if not right or abs(len(left) - len(right)) > 1:
        return False
    from_start = sum(near(one, other) for one, other in zip(left, right, strict=False))
    from_end = sum(near(one, other) for one, other in zip(reversed(left), reversed(right), strict=False))
    return max(from_start, from_end) * 10 >= len(right) * 6


class Vocabulary:
    """Words of five letters or more by their first two and last three letters, one of which outlives most damage."""

    def __init__(self, words: frozenset[str]) -> None:
        self.words = words
        self.ends: dict[str, list[str]] = {}
        for word in sorted(words):
            for end in {word[:2], word[-3:]} if len(word) >= 5 else ():
                self.ends.setdefault(end, []).append(word)

    def like(self, word: str) -> list[str]:
        return [*self.ends.get(word[:2], ()), *self.ends.get(word[-3:], ())]

    def nearest(self, word: str) -> str | None:
        if not 4 <= len(word) <= 18:
            return None
        alike = [one for one in self.like(word) if abs(len(one) - len(word)) <= 2 and near(word, one)]
        return min(alike, key=lambda one: (edits(word, one, 2), one), default=None)
