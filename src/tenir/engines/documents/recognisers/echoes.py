"""Lines that say again, with damaged letters, what an intact line of the same text says: the rhythm of a document.

A protocol prints one heading above each of its parts, a list of measures one line under each title. Where a scan has
damaged some of these lines, the intact ones tell what they were. Figures are not compared: they count the parts.
"""

import re

from rapidfuzz import fuzz, process

ALIKE = 78  # of 100 letters: four or five damaged in twenty
_FIGURE = re.compile(r"\d+")
_SPACES = re.compile(r" +")


def form_of(plain: str) -> str:
    """What is compared of a folded line: its letters and signs, every figure the same."""
    return _SPACES.sub(" ", _FIGURE.sub("0", plain)).strip(" /.:")


class Echoes:
    """The intact lines of one sort; a text prints few of them in many places."""

    def __init__(self, plains: list[str], *, alike: int = ALIKE) -> None:
        self.forms = list(dict.fromkeys(filter(None, map(form_of, plains))))
        self.alike = alike
        self._lengths = range(min(map(len, self.forms), default=0) * 3 // 4, max(map(len, self.forms), default=0) + 6)

    def nearest(self, plain: str) -> str | None:
        """The form that a folded line repeats, or None."""
        found = self._scored(plain)
        return found[0] if found else None

    def nearest_tail(self, plain: str) -> tuple[int, str] | None:
        """The end of a folded line that best repeats a form: where it begins, and the form."""
        starts = [match.end() for match in re.finditer(" +", plain)]
        tails = [(found[1], start, found[0]) for start in starts if (found := self._scored(plain[start:]))]
        _, start, form = max(tails, default=(0.0, 0, ""))
        return (start, form) if form else None

    def _scored(self, plain: str) -> tuple[str, float] | None:
        if not self.forms or len(plain) not in self._lengths:
            return None
        found = process.extractOne(form_of(plain), self.forms, scorer=fuzz.ratio, score_cutoff=self.alike)
        return (found[0], found[1]) if found else None
