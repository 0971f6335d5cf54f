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
