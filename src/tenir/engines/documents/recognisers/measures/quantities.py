"""Key figures in prose: a number and what it counts, money, shares. Dates, ages and durations are none."""

import re

from tenir.engines.documents.french import fold, word_set
from tenir.engines.documents.model import Figure, FigureKind

_SMALL = (
    *("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize"),
    *("quatorze", "quinze", "seize"),
)
_ROUND = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "cent": 100, "mille": 1000}
_WORDS = {word: value for value, word in enumerate(_SMALL, start=2)} | _ROUND
_NUMBER = r"(?P<digits>\d{1,3}(?:[ \u202f\u00a0.]\d{3}){1,3}(?!\d)|\d{1,9}(?:,\d{1,3})?)"
_SPELT = rf"(?P<spelt>{'|'.join(_WORDS)})"
_ADJECTIVE = r"(?:(?:nouveaux|nouvelles|nouvel|premiers|premieres|grands|grandes|autres|jeunes (?=dipl))\s)?"
_COUNT = re.compile(
    rf"(?<![\w,.#/°-])(?:{_NUMBER}|{_SPELT}) {_ADJECTIVE}(?:(?P<scale>millions?|milliards?) (?:de |d'))?"
    r"(?P<noun>[a-z][a-z-]{2,25}[sx])\b"
)
_SHARE = re.compile(r"(?<![\d,])(?P<digits>\d{1,3}(?:,\d+)?) ?%")
_MONEY = re.compile(
    rf"(?<![\d,]){_NUMBER}(?: (?P<scale>millions?|milliards?))? ?(?:d'euros?|euros?|€)|"
    r"(?P<one>un) (?P<unit>million|milliard) d'euros"
)
_NO_UNIT = word_set(
    "ans mois jours heures minutes semaines annees fois plus pres dans sous sans tous toutes entre euros"
    " millions milliards janviers mars dernieres derniers prochaines prochains premiers pays leurs des les"
    " ces ses nos vos aux"
)
_AHEAD = re.compile(r"\b(?:objectif|cible|d'ici|prevus?|prevues?|sera|seront|vise|ambition|horizon|permettra)\b")
_SCALES = {"million": 10**6, "milliard": 10**9}


def quantities(sentence: str) -> tuple[Figure, ...]:
    """Figures of a sentence, in the order of the text; a sentence that looks ahead gives targets."""
    plain = fold(sentence)
    kind = FigureKind.TARGET if _AHEAD.search(plain) else FigureKind.FACT
    found = [(match.start(), _money(match)) for match in _MONEY.finditer(plain)]
    found += [(match.start(), Figure(_value(match["digits"]), "%", kind)) for match in _SHARE.finditer(plain)]
    money = [match.span() for match in _MONEY.finditer(plain)]
    for match in _COUNT.finditer(plain):
        inside = any(first <= match.start() < last for first, last in money)
        if not inside and match["noun"] not in _NO_UNIT and not _is_year(match):
            found.append((match.start(), _count(sentence, match, kind)))
    return tuple(dict.fromkeys(figure for _, figure in sorted(found, key=lambda pair: pair[0])))


def _is_year(match: re.Match[str]) -> bool:
    return bool(match["digits"]) and bool(re.fullmatch(r"(?:19|20)\d\d", match["digits"])) and _dated(match)


def _dated(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 12) : match.start()]
    return bool(re.search(r"(?:en|fin|ete|rentree|annee|depuis|des|janvier|mars|juin|octobre) $", before))


def _money(match: re.Match[str]) -> Figure:
    if match["one"]:
        return Figure(_SCALES[match["unit"]], "euros", FigureKind.AMOUNT)
    scale = _SCALES.get((match["scale"] or "").rstrip("s"), 1)
    return Figure(_value(match["digits"], scale), "euros", FigureKind.AMOUNT)


def _count(sentence: str, match: re.Match[str], kind: FigureKind) -> Figure:
    scale = _SCALES.get((match["scale"] or "").rstrip("s"), 1)
    value = _value(match["digits"], scale) if match["digits"] else _WORDS[match["spelt"]]
    return Figure(value, sentence[match.start("noun") : match.end("noun")], kind)


def _value(digits: str, scale: int = 1) -> int | float:
    whole, _, decimals = re.sub(r"[ \u202f\u00a0.]", "", digits).partition(",")
    power = int("1" + "0" * len(decimals))
    value, rest = divmod(int(whole + decimals) * scale, power)
    return int(whole + decimals) * scale / power if rest else value
