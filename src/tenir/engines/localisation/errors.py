"""The one error of this engine: zones or a file that it will not use, said so that a person knows what to do."""

from tenir.engines.documents.french import typeset


class BadZones(ValueError):
    """`sentence`: what is wrong; `where`: in which zone or line; `remedy`: what to do; `str()`: all of it."""

    def __init__(self, sentence: str, *, where: str = "", remedy: str = "") -> None:
        self.sentence = typeset(sentence)
        self.where = typeset(where)
        self.remedy = typeset(remedy)
        super().__init__(self.sentence, self.where, self.remedy)

    def __str__(self) -> str:
        place = f"{self.where}\u202f: " if self.where else ""
        return " ".join(part for part in (f"{place}{self.sentence}", self.remedy) if part)


class BadFile(BadZones):
    """A file of people that cannot be counted."""
