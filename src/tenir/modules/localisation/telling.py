"""The sentences of an answer, on the screen and in the API."""

from __future__ import annotations

from tenir.core.web.french import accord, date_longue, nombre
from tenir.engines.localisation.precision import Answer
from tenir.modules.localisation.addresses import Point
from tenir.modules.localisation.answers import Reason, Said
from tenir.modules.localisation.editions import Edition

WORDS = {Answer.YES: "Oui", Answer.NO: "Non", Answer.CANNOT_SAY: "On ne peut pas dire"}
NARROW = "\u202f"


def title(edition: Edition) -> str:
    """« Quartiers de 2024, depuis le 1er janvier 2024 »."""
    words = [f"Quartiers de {edition.generation}", _period(edition)]
    return ", ".join(word for word in words if word)


def _period(edition: Edition) -> str:
    since, until = edition.since, edition.until
    if since and until:
        return f"du {date_longue(since)} au {date_longue(until)}"
    if until:
        return f"jusqu'au {date_longue(until)}"
    return f"depuis le {date_longue(since)}" if since else ""


def why(said: Said, point: Point) -> str:
    """What an answer rests on, where its word alone does not say it."""
    if said.answer is Answer.YES:
        return ""
    if said.reason is Reason.DOUBT:
        return point.doubt
    if said.reason is Reason.BORDER:
        return (
            f"La limite {_of(said)} passe à {distance(said.distance)}, et l'on connaît ce point et cette limite "
            f"à {distance(said.reach)} près."
        )
    if said.reason is Reason.PARTIAL:
        return "Aucun des contours installés ne contient ce point, mais il en manque pour une partie de la France."
    return f"Le plus proche, «{NARROW}{_name(said)}{NARROW}», est à {distance(said.distance)}." if _name(said) else ""


def sentence(said: Said, point: Point) -> str:
    """The whole answer as one line."""
    word = WORDS[said.answer]
    if said.place:
        return f"{word}{NARROW}: {said.place.name}."
    return " ".join(part for part in (f"{word}.", why(said, point)) if part)


def distance(metres: float) -> str:
    """« 8 m », « 340 m », « 1,2 km »: no finer than what is known."""
    if metres < 1:
        return f"moins de 1{NARROW}m"
    if metres < 100:
        return f"{metres:.0f}{NARROW}m"
    if metres < 995:
        return f"{round(metres, -1):.0f}{NARROW}m"
    return f"{metres / 1000:.1f}{NARROW}km".replace(".", ",")


def promises(said: Said) -> str:
    """« 51 promesses sont suivies ici »."""
    count = said.promises or 0
    if not count:
        return "Aucune promesse n'est encore suivie ici."
    return f"{accord(count, 'promesse est suivie', 'promesses sont suivies')} ici."


def precision(edition: Edition) -> str:
    """How far a line may be off, where its file tells."""
    return f"précision d'environ {nombre(round(edition.precision))}{NARROW}m" if edition.precision else ""


def _name(said: Said) -> str:
    return said.nearest.name if said.nearest else said.nearest_code


def _of(said: Said) -> str:
    return f"de «{NARROW}{_name(said)}{NARROW}»" if _name(said) else "d'un quartier"
