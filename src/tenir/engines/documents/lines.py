"""Text to lines. Lines are those of the source and keep their numbers whatever happens to them afterwards."""

from dataclasses import replace

from tenir.engines.documents.decoding import unreadable
from tenir.engines.documents.french import counted, fold
from tenir.engines.documents.work import Line, Work

LIMIT = 200_000  # lines: about 4,000 pages; bounds memory where a file holds little but line ends


def split_lines(work: Work) -> tuple[Work, str]:
    """Split on newlines only: a form feed or a carriage return inside a line does not shift the numbers people see."""
    if work.lines:
        return work, ""
    if (count := work.text.count("\n")) > LIMIT:
        sentence = f"compte {count} lignes alors que la limite est de {LIMIT}"
        raise unreadable(work.source.name, sentence, "découpez le document ou n'en gardez que la partie utile")
    texts = work.text.split("\n")
    if texts[-1] == "":
        texts.pop()
    plain = fold(work.text).split("\n")
    lines = tuple(map(Line, range(1, len(texts) + 1), texts, plain))
    source = replace(work.source, lines=len(lines))
    return replace(
        work, source=source, lines=lines, printed=tuple(texts), text=""
    ), f"{counted(len(lines), 'ligne lue', 'lignes lues')}."
