"""Lines that say something of the items above them: partners, deadline, rhythm, means."""

import re
from typing import NamedTuple

from tenir.engines.documents.dates import told_date
from tenir.engines.documents.french import fold
from tenir.engines.documents.periodicity import periodicity_of
from tenir.engines.documents.recognisers.lists.model import Notes
from tenir.engines.documents.recognisers.mending import mended_with_places

_SORTS = {
    "partners": r"partenaires?(?: (?:associes|mobilises|principaux|locaux|potentiels))?|"
    r"acteurs(?: (?:mobilises|associes|concernes))?",
    "levers": r"leviers?|moyens?(?: mobilises)?|dispositifs?(?: mobilises)?|outils?|financements?(?: mobilises)?",
    "due": r"echeances?|calendrier|delais?|date(?: limite)?|echeancier|mise en oeuvre prevue",
    "periodicity": r"periodicite|frequence|rythme",
    "other": r"pilotes?|porteurs?|responsables?|referents?|public(?:s| vise| cible)?|budget|cout|montant|contact|"
    r"indicateurs?(?: de (?:suivi|resultat))?|territoires? concernes?|resultats attendus|observations?|"
    r"etat d'avancement|maitrise d'ouvrage",
}
_LABEL = re.compile(
    r"(?:[-–•▪*] ?)?(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _SORTS.items()) + r") ?: ?"
)
HEAD = 40  # characters of a line in which a label stands
_BETWEEN = re.compile(r" ?[,;/•] ?| – | et (?=l[ae']|les )")


class Label(NamedTuple):
    """The sort of a labelled line and the words after the colon."""

    sort: str
    words: str


def label_of(text: str) -> Label | None:
    """A labelled line, its label damaged or not; None for any other line."""
    plain, places = mended_with_places(fold(text[:HEAD]))
    match = _LABEL.match(plain)
    return Label(match.lastgroup or "other", text[places[match.end()] :].strip()) if match else None


def notes_of(labels: list[Label]) -> Notes:
    """What several labels say together."""
    said = {sort: " ".join(one.words for one in labels if one.sort == sort).strip() for sort in _SORTS}
    due = said["due"].rstrip(".")
    return Notes(
        partners=_listed(said["partners"]),
        levers=_listed(said["levers"]),
        due=told_date(due) if due else None,
        periodicity=periodicity_of(f"fréquence {said['periodicity']}") if said["periodicity"] else None,
    )


def _listed(words: str) -> tuple[str, ...]:
    parts = (part.strip(" .-–•") for part in _BETWEEN.split(words))
    return tuple(part for part in parts if part)
