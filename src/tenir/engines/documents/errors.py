"""The one error of this engine: a document that it will not read, said so that a person knows what to do."""

from tenir.engines.documents.french import typeset


class UnreadableDocument(Exception):
    """`sentence`: what is wrong; `where`: which file, which line; `remedy`: what to do; `str()`: one sentence."""

    def __init__(self, *, sentence: str, where: str, remedy: str) -> None:
        self.sentence = typeset(sentence)
        self.where = typeset(where)
        self.remedy = typeset(remedy)
        super().__init__(self.sentence, self.where, self.remedy)

    def __str__(self) -> str:
        return typeset(f"{self.where} {self.sentence} ; {self.remedy}.")
