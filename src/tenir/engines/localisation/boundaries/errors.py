"""The one error of a file of contours that cannot be read at all, said so that a person knows what to do."""

from __future__ import annotations

from tenir.engines.documents.french import typeset


class UnreadableBoundaries(ValueError):
    """`sentence`: what is wrong; `where`: which file, which part of it; `remedy`: what to do; `str()`: all three."""

    def __init__(self, sentence: str, *, where: str = "", remedy: str = "") -> None:
        self.sentence = typeset(sentence)
        self.where = typeset(where)
        self.remedy = typeset(remedy)
        super().__init__(self.sentence, self.where, self.remedy)

    def __str__(self) -> str:
        place = f"{self.where}\u202f: " if self.where else ""
        return " ".join(part for part in (f"{place}{self.sentence}", self.remedy) if part)
