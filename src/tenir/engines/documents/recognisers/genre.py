"""What sort of document a text says it is, where that decides who reads it."""

import re

from tenir.engines.documents.work import Line

HEAD = 60  # lines at the head of a document that may say that it is minutes
_MINUTES = re.compile(
    r"\b(?:compte[- ]rendu|proces[- ]verbal|releve (?:de|des) (?:decisions|conclusions)|minutes de la|"
    r"memorandum de reunion|pv (?:de|du) )"
)
_ATTENDANCE = re.compile(
    r"(?:(?:etaient |sont )?(?:presents?|excuses?|absents?)(?: excuses?)?|participants?|ordre du jour)\b"
)


def is_minutes(lines: tuple[Line, ...]) -> bool:
    """The document calls itself minutes in a short line of its head, or lists who attended and the agenda."""
    head = [line for line in lines if line.text][:HEAD]
    named = any(len(line.text) <= 120 and _MINUTES.search(line.plain) for line in head)
    return named or sum(bool(_ATTENDANCE.match(line.plain)) for line in head) >= 2
