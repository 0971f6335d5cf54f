"""What leaves with a link to a promise: its name, the sentence of its state, the code that shows its card elsewhere."""

from __future__ import annotations

from django.utils.html import escape

from tenir.core.web import french
from tenir.core.web.signs import BY_CODE
from tenir.modules.commitments.enums import Shown
from tenir.modules.commitments.models import Commitment, Framework
from tenir.modules.commitments.moments import Moment

# Height of the frame in pixels, enough for the longest titles of the sources at the width of a phone.
CARD_HEIGHT = 300
BOARD_CARD_HEIGHT = 440
STATUS_WORDS: dict[str, str] = {
    Shown.DECLARED: "déclaré",
    Shown.VERIFIED: "vérifié",
    Shown.CONTESTED: "déclaré, contesté",
}
NOT_VERIFIED: dict[str, str] = {Shown.DECLARED: "pas encore vérifié", Shown.CONTESTED: "contesté"}


def name_of(row: Commitment) -> str:
    """« Mesure 14 », or « Mesure » where the text prints no number."""
    return f"{row.framework.noun.capitalize()} {row.number}".strip()


def said_words(level: str, status: str, moment: Moment) -> str:
    """« en cours de lancement, vérifié, janvier 2019 »."""
    return f"{BY_CODE[level].word.lower()}, {STATUS_WORDS[status]}, {moment.words}"


def newest_words(since: str, status: str) -> str:
    """« déclaré depuis : suspendu, pas encore vérifié », « pas encore vérifié », « contesté », or nothing."""
    if since:
        return f"déclaré depuis : {BY_CODE[since].word.lower()}, {NOT_VERIFIED[status]}"
    return NOT_VERIFIED.get(status, "")


def state_words(row: Commitment) -> str:
    """« en cours de lancement, vérifié, janvier 2019 », or « niveau non renseigné »."""
    if not row.level or row.level_moment is None:
        return "niveau non renseigné"
    return said_words(row.level, row.level_status, row.level_moment)


def state_sentence(row: Commitment) -> str:
    """« Soixante cités éducatives expérimentées : en cours de lancement, vérifié, janvier 2019. »."""
    title = french.typographie(row.title).rstrip(" .;")
    return f"{title}{french.NARROW}: {state_words(row)}."


def embed_code(address: str, title: str, height: int) -> str:
    """The line that a city pastes in its own page: HTML with its values escaped, itself no part of ours."""
    attributes = {
        "src": f"{address}carte/",
        "title": title,
        "width": "100%",
        "height": str(height),
        "loading": "lazy",
    }
    told = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items())
    return f"<iframe {told}></iframe>"


def shared(subject: Commitment | Framework) -> tuple[str, str, int]:
    """Address, name and height of the card of what is shared."""
    if isinstance(subject, Framework):
        return subject.get_absolute_url(), subject.short_title, BOARD_CARD_HEIGHT
    name = f"{name_of(subject)}, {subject.framework.short_title}"
    return subject.get_absolute_url(), name, CARD_HEIGHT
