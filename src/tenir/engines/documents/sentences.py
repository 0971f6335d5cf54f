"""Whether a printed line ends what it says: the signs by which lines are joined or kept apart."""

import re

from tenir.engines.documents.french import fold, word_set

_ARTICLES = word_set("de d des du la le les l un une au aux a ce cet cette ces leur leurs son sa ses nos vos")
_LINKS = word_set("et ou en dans par pour sur avec sans dont que qui ne sous entre vers ainsi afin plus")
_OPEN_ENDS = (",", "-", "(", "'", "’", ":", "/")
_CLOSED = re.compile(r"[.!?;…](?: ?[»)\]\"”])*$|[\])]$")


def unfinished(text: str) -> bool:
    """Whether a line calls for the next one: it ends with an article, a preposition, a comma or a cut word."""
    last = fold(text.rsplit(None, 1)[-1]) if text.strip() else ""
    return last.endswith(_OPEN_ENDS) or last in _ARTICLES or last in _LINKS


def finished(text: str) -> bool:
    """Whether a line closes a sentence: full stop, semicolon, closing bracket."""
    return bool(_CLOSED.search(text.rstrip()))


def balanced(text: str) -> bool:
    """Whether parentheses, brackets and guillemets close."""
    return all(text.count(opening) == text.count(closing) for opening, closing in ("()", "[]", "«»"))


def starts_small(text: str) -> bool:
    """Whether the first letter printed is a small one: the line goes on with what stands above."""
    first = next((character for character in text if character.isalpha()), "")
    return first.islower()
