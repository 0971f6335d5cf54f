"""The words by which cells are known: what an indicator begins with, what a line cannot end with."""

import re

# Head nouns of indicators in follow-up tables of the State (a count, a share, a state of progress), singular or plural.
_NOUNS = (
    "Nombre|Part|Taux|Montant|Proportion|Pourcentage|Suivi|Respect|R[ée]alisation|R[ée]sultat|Volume|Effectif|Délai|Evolution|"
    "Évolution|Existence|Surface|Superficie|Budget|Dépense|Indice|Score|Moyenne|Ratio|Durée|Fréquence|Somme|Total"
)
INDICATOR_NOUN = re.compile(rf"(?:{_NOUNS})s?\b", re.IGNORECASE)
INDICATOR_NOUN_INSIDE = re.compile(rf"(?<=[\w)»\"] )(?:{_NOUNS})s?\b(?= d)")
BULLET = re.compile(r"[-–—•▪●*◦‣➢] ?(?=[^\W_])")
_ARTICLES = {"de", "d", "des", "du", "la", "le", "les", "l", "un", "une", "au", "aux", "à", "a"}
_LINKS = {
    "et",
    "ou",
    "en",
    "dans",
    "par",
    "pour",
    "sur",
    "avec",
    "sans",
    "dont",
    "que",
    "qui",
    "ne",
    "sous",
    "entre",
    "vers",
}
_UNFINISHED = _ARTICLES | _LINKS


def unfinished(text: str) -> bool:
    """Whether a line calls for the next one: it ends with an article, a preposition, a comma or a cut word."""
    words = text.rsplit(None, 1)
    last = words[-1].lower() if words else ""
    return last.endswith((",", "-", "(", "'", "’")) or last in _UNFINISHED


def balanced(text: str) -> bool:
    """Whether parentheses, brackets and guillemets close."""
    return all(text.count(opening) == text.count(closing) for opening, closing in ("()", "[]", "«»"))
