"""The one error of this engine: a figure or a period that cannot be read, said so that a person knows what to do."""

from tenir.engines.documents.french import typeset


class BadFigure(ValueError):
    """`sentence`: what is wrong with what was given; `remedy`: what to do; `str()`: both."""

    def __init__(self, sentence: str, *, remedy: str = "") -> None:
        self.sentence = typeset(sentence)
        self.remedy = typeset(remedy)
        super().__init__(self.sentence, self.remedy)

    def __str__(self) -> str:
        return " ".join(part for part in (self.sentence, self.remedy) if part)
