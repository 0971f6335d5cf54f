"""Numbers of promises, only where the wording leaves no doubt about what the number is.

What is not sure is not said: `dans 60 quartiers`, `les 50 QPV les plus carencés` are left in the text.
"""

import re

from tenir.engines.documents.dates import due_of
from tenir.engines.documents.french import fold
from tenir.engines.documents.model import Figure, FigureKind

_DIGITS = r"\d{1,3}(?: \d{3}){1,3}(?!\d)|\d{1,9}(?:,\d{1,3})?"
QUANTITY = rf"(?P<digits>{_DIGITS})(?: (?P<scale>millions?|milliards?))?"
_SCALES = {"": 1, "million": 10**6, "milliard": 10**9}
NOUN = r"(?P<noun>[^\W\d_][\w-]{2,30})"
# A unit is a plural noun; these plurals are none.
_NOT_UNITS = {
    "plus",
    "pres",
    "fois",
    "dans",
    "sans",
    "sous",
    "tous",
    "toutes",
    "ans",
    "mois",
    "jours",
    "millions",
    "milliards",
}

_WHEN = r"(?P<when>(?:(?:la )?rentree |la fin |fin |debut |(?:\d{1,2}(?:er)? )?[a-z]{3,9} )?20\d\d)"
_MONEY = re.compile(rf"(?<![\d,]){QUANTITY} ?(?:(?:d'|d )?euros?\b|€)")
_LEADING_COUNT = re.compile(
    rf"(?:(?P<verb>[a-z]{{2,20}}(?:er|ir|re)) )?(?:(?P<floor>au moins|plus de) |pres de )?{QUANTITY} {NOUN}"
)
_LEADING_SHARE = re.compile(r"(?P<digits>\d{1,3}(?:,\d+)?) ?% (?:de|du|des|d')")
_DOUBLE = re.compile(r"(?P<verb>doubler|tripler|quadrupler) (?:le|la|les) ")
_RAISE_TO = re.compile(rf"\bporter (?:a|au nombre de) {QUANTITY} {NOUN}")
_AGAINST = re.compile(rf"\bcontre {QUANTITY}")
_COUNT_AGAINST = re.compile(rf"\({QUANTITY} {NOUN} contre ")
_NATIONAL_GOAL = re.compile(rf"\(objectif (?:national )?(?:de creation )?de {QUANTITY} {NOUN}")

_SHARE_TARGET = re.compile(r"\bcible ?: ?(?P<digits>\d{1,3}(?:,\d+)?) ?%")
_SHARE_BY = re.compile(rf"(?<![\d,])(?P<digits>\d{{1,3}}(?:,\d+)?) ?% d'ici (?:a |au )?(?:la )?{_WHEN}")
_FROM_TO = re.compile(rf"\bpasser de (?P<from>{_DIGITS}) a (?P<to>{_DIGITS})(?P<percent> ?%)?")
_COUNTED_NOUN = re.compile(r"nombre (?:de |d'|des )(?:nouveaux |nouvelles )?(?P<noun>[^\W\d_][\w-]{2,30})")
_IN_YEAR = re.compile(r" en (?P<when>20\d\d)")
FACTORS = {"doubler": 2, "tripler": 3, "quadrupler": 4}


def title_figures(text: str) -> tuple[Figure, ...]:
    """Figures of a promise: what its verb aims at, money, a factor, what stood before."""
    plain, due = fold(text), due_of(text)
    found = [*_money(plain), *_aimed_at(text, plain, due), *_factor(plain, due)]
    return tuple(dict.fromkeys(found))


def indicator_figures(text: str) -> tuple[Figure, ...]:
    """Targets printed with an indicator: `cible : 20 %`, `100 % d'ici 2020`, `passer de 10 à 20 000`."""
    plain = fold(text)
    found = list[Figure]()
    for match in _SHARE_TARGET.finditer(plain):
        year = _IN_YEAR.match(plain, match.end())
        found.append(Figure(number_of(match["digits"]), "%", FigureKind.TARGET, year["when"] if year else None))
    for match in _SHARE_BY.finditer(plain):
        when = text[match.start("when") : match.end("when")]
        found.append(Figure(number_of(match["digits"]), "%", FigureKind.TARGET, when))
    return (*dict.fromkeys(found), *_from_to(text, plain))


def number_of(digits: str, scale: str | None = None) -> int | float:
    """`10 000` is 10000; `1,5` with `milliard` is 1500000000, an integer."""
    value = digits.replace(" ", "")
    factor = _SCALES[(scale or "").rstrip("s")]
    if "," not in value:
        return int(value) * factor
    whole, decimals = value.split(",")
    scaled, rest = divmod(int(whole + decimals) * factor, 10 ** len(decimals))
    return float(value.replace(",", ".")) * factor if rest else scaled


def _money(plain: str) -> list[Figure]:
    return [
        Figure(number_of(match["digits"], match["scale"]), "euros", FigureKind.AMOUNT)
        for match in _MONEY.finditer(plain)
    ]


def _aimed_at(text: str, plain: str, due: str | None) -> list[Figure]:
    found = list[Figure]()
    if share := _LEADING_SHARE.match(plain):
        found.append(Figure(number_of(share["digits"]), "%", FigureKind.TARGET, due))
    for pattern in (_LEADING_COUNT, _RAISE_TO, _COUNT_AGAINST, _NATIONAL_GOAL):
        match = pattern.match(plain) if pattern is _LEADING_COUNT else pattern.search(plain)
        if match and (unit := unit_of(text, match)):
            kind = FigureKind.MINIMUM if match.groupdict().get("floor") else FigureKind.TARGET
            found.append(Figure(number_of(match["digits"], match["scale"]), unit, kind, due))
    if found and (against := _AGAINST.search(plain)):
        found.append(Figure(number_of(against["digits"], against["scale"]), found[-1].unit, FigureKind.BASELINE))
    return found


def unit_of(text: str, match: re.Match[str]) -> str | None:
    """The plural noun counted, as printed; money and durations have rules of their own."""
    noun = match["noun"]
    if noun in _NOT_UNITS or noun.startswith("euro") or noun[-1] not in "sx":
        return None
    return text[match.start("noun") : match.end("noun")]


def _factor(plain: str, due: str | None) -> list[Figure]:
    match = _DOUBLE.match(plain)
    return [Figure(FACTORS[match["verb"]], "fois", FigureKind.RELATIVE, due)] if match else []


def ambiguous_start(text: str) -> bool:
    """Whether `passer de 10 à 20 000` leaves open if the start is 10 or 10 000."""
    match = _FROM_TO.search(fold(text))
    return bool(match and number_of(match["from"]) < 1000 <= number_of(match["to"]))


def _from_to(text: str, plain: str) -> list[Figure]:
    """`de 10 à 20 000` may mean 10 or 10 000 to start with: the target is sure, the start is not said."""
    match = _FROM_TO.search(plain)
    if not match:
        return []
    counted = _COUNTED_NOUN.match(plain)
    unit = "%" if match["percent"] else (text[counted.start("noun") : counted.end("noun")] if counted else None)
    start, target = number_of(match["from"]), number_of(match["to"])
    figures = [Figure(target, unit, FigureKind.TARGET)]
    if not ambiguous_start(text):
        figures.insert(0, Figure(start, unit, FigureKind.BASELINE))
    return figures
