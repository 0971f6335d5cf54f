"""Who commits: the State or the city, only when a heading, a band or a sentence names them."""

import re

from tenir.engines.documents.french import fold, word_set
from tenir.engines.documents.nearness import near

STATE, CITY = "state", "city"

_STATE = word_set("etat prefet prefete prefets prefecture ministere ministeres ministre gouvernement")
_CITY = word_set(
    "ville villes commune communes collectivite collectivites agglomeration agglomerations metropole metropoles"
    " intercommunalite intercommunalites communaute communautes maire maires mairie epci municipalite nous"
)
# Long enough to be known when a letter is damaged.
_STATE_LONG = ("prefecture", "ministere", "gouvernement")
_CITY_LONG = ("collectivite", "collectivites", "agglomeration", "metropole", "intercommunalite", "communaute")
_WORD = re.compile(r"[a-z]+")
# `PEtat`, `I'Etat`, `LETAT`: what a scan leaves of the apostrophe.
_SCANNED_STATE = re.compile(r"[a-z|1]?etat")
_NOT_THE_STATE = re.compile(
    r"\bpolitique de la ville\b|\bcontrats? de villes?\b|\betat des lieux\b|\ben l'etat\b|\bbon etat\b"
)


def side_of(text: str) -> str | None:
    """`state`, `city`, or None when neither or both are named."""
    plain = _NOT_THE_STATE.sub(" ", fold(text))
    words = _WORD.findall(plain)
    state = any(_is_state(word) for word in words)
    city = any(word in _CITY or any(near(word, one) for one in _CITY_LONG) for word in words)
    if state == city:
        return None
    return STATE if state else CITY


def _is_state(word: str) -> bool:
    return word in _STATE or bool(_SCANNED_STATE.fullmatch(word)) or any(near(word, one) for one in _STATE_LONG)
