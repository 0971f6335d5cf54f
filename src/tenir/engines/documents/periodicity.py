"""How often: the words of a report or of a meeting that comes back, as an ISO 8601 duration."""

import re

from tenir.engines.documents.french import fold
from tenir.engines.documents.numerals import SMALL_NUMBER, small_number

_UNITS = {"jour": "D", "semaine": "W", "mois": "M", "trimestre": "M3", "semestre": "M6", "an": "Y", "annee": "Y"}
_UNIT = r"(?P<unit>jours?|semaines?|mois|trimestres?|semestres?|ans?|annees?)"
_EVERY = re.compile(rf"\btou(?:te)?s les (?:(?P<count>{SMALL_NUMBER}) )?{_UNIT}\b")
_EACH = re.compile(r"\b(?:chaque|par) (?P<unit>semaine|mois|trimestre|semestre|an|annee)\b")
_SESSIONS = "fois|reunions?|rencontres?|seances?|points?|bilans?|comites?|forums?|ateliers?|visites?|journees?"
_TIMES = re.compile(
    rf"\b(?P<times>{SMALL_NUMBER}) (?:{_SESSIONS})"
    r"(?: [a-z]+){0,3}? (?:par|chaque|dans l') ?(?P<unit>semaine|mois|trimestre|semestre|an|annee)\b"
)
_ADJECTIVES = {
    "hebdomadaire": "P1W",
    "bimensuel": "P15D",
    "mensuel": "P1M",
    "bimestriel": "P2M",
    "trimestriel": "P3M",
    "quadrimestriel": "P4M",
    "semestriel": "P6M",
    "biannuel": "P6M",
    "annuel": "P1Y",
    "bisannuel": "P2Y",
    "biennal": "P2Y",
    "triennal": "P3Y",
}
# An adjective says how often only of what comes back: an annual budget is no rhythm.
_REPEATED = (
    "bilan|rapport|point|reunion|comite|revue|compte rendu|evaluation|suivi|rencontre|conference|dialogue|etat|seance|"
    "assemblee|enquete|tableau|transmission|publication|actualisation|mise a jour|remontee|visite|frequence|"
    "periodicite|rythme|fois|base|maniere|facon|forum|seminaire|journee|questionnaire|diagnostic|observatoire|examen|audit"
)
_ADJECTIVE = re.compile(
    rf"\b(?:{_REPEATED})s?(?: [a-z'-]+){{0,4}}? (?P<word>{'|'.join(_ADJECTIVES)})(?:le|s|les)?\b"
    rf"|\b(?P<adverb>{'|'.join(_ADJECTIVES)})lement\b|\b(?P<other>hebdomadaire)ment\b"
)


_OF_OTHERS = re.compile(r"\b(?:qui|que|dont) (?:[a-z' ]{0,20}[a-z]{2,}ent [^,;:.()]{0,40}|[a-z]{2,}ent )$")


def periodicity_of(text: str) -> str | None:
    """`tous les six mois` is `P6M`, `chaque trimestre` `P3M`, `deux fois par an` `P6M`, `bilan annuel` `P1Y`."""
    plain = fold(text)
    if match := _TIMES.search(plain):
        return _shared_out(match["unit"], small_number(match["times"]) or 1)
    match = _EVERY.search(plain)
    if match and not _OF_OTHERS.search(plain[: match.start()]):
        return _duration(match["unit"], small_number(match["count"] or "") or 1)
    match = _EACH.search(plain)
    if match and _returns(match[0], plain[: match.start()]):
        return _duration(match["unit"], 1)
    if match := _ADJECTIVE.search(plain):
        return _ADJECTIVES[match["word"] or match["adverb"] or match["other"]]
    return None


def _returns(words: str, before: str) -> bool:
    """`par an` alone is a rate (`200 logements par an`); `qui arrivent chaque année` is a fact about others."""
    if words.startswith("chaque"):
        return not _OF_OTHERS.search(before)
    return before.endswith(("une fois ", "1 fois "))


def _duration(unit: str, count: int) -> str:
    letter = _UNITS.get(unit) or _UNITS[unit.rstrip("s")]
    return f"P{count * int(letter[1:] or 1)}{letter[0]}"


def _shared_out(unit: str, times: int) -> str:
    """Twice a year is every six months; what does not fall on whole months keeps the unit."""
    months = {"an": 12, "annee": 12, "semestre": 6, "trimestre": 3}.get(unit)
    if months and times and months % times == 0:
        months //= times
        return "P1Y" if months == 12 else f"P{months}M"
    return _duration(unit, 1) if times == 1 else f"P{30 // times}D" if unit == "mois" else _duration(unit, 1)
