"""Figures of a promise in a list, where its words leave no doubt: counts after the verb, minima, factors.

A number in the name of a plan (`PLAN 2000 ARBRES`), an age or a rank is none.
"""

import re

from tenir.engines.documents.dates import due_of
from tenir.engines.documents.figures import FACTORS, NOUN, QUANTITY, number_of, title_figures, unit_of
from tenir.engines.documents.french import fold
from tenir.engines.documents.model import Figure, FigureKind
from tenir.engines.documents.numerals import ABOUT, WRITTEN, about_number, written_number

_VERB = (
    r"^(?:[a-z']{3,20}(?:er|ir|re) )(?:et [a-z]{3,20}(?:er|ir|re) )?"
    r"(?:(?:au moins|plus de|pres de|environ|jusqu'a) )?"
)
_WHEN = r"20\d\d(?:-20\d\d)?"
_WRITTEN = re.compile(rf"{_VERB}(?P<written>{WRITTEN}) {NOUN}")
_ABOUT = re.compile(rf"\b(?P<about>{ABOUT}) (?:de |d'){NOUN}")
_FLOOR = re.compile(
    rf"\b(?:a minima|au moins|au minimum) (?:(?P<written>une?|{WRITTEN})|{QUANTITY}) (?P<first>[^\W\d_][\w'-]+)"
)
_FACTOR = re.compile(r"\b(?P<verb>doubl|tripl|quadrupl)(?:ant|ement|er) (?:le |la |les |du |de la |des |de )?")
_GOAL = re.compile(
    rf"\b(?:objectif|cible|soit)(?: de| est de| d'atteindre| ?:)? {QUANTITY} {NOUN}"
    rf"(?:(?: [a-z-]+){{0,3}}? en (?P<when>{_WHEN}))?(?!\w)"
)
_AIMED = re.compile(rf"\bobjectif de [^.;]{{0,60}}?\b(?:les |des )?{QUANTITY} {NOUN}")
_DATED = re.compile(rf"\({QUANTITY} {NOUN}(?: [a-z-]+){{0,3}}? (?:en|d'ici) (?P<when>{_WHEN})\)")
_SHARE = re.compile(rf"{_VERB}(?:a |de )?(?P<digits>\d{{1,3}}(?:,\d+)?) ?%")
_EXTRA = re.compile(
    rf"(?:\(|\bet |, ){QUANTITY} {NOUN}(?: [a-z-]+){{0,2}}? (?:supplementaires|nouveaux|nouvelles|de plus)"
)
_PAIRED = re.compile(rf"\({QUANTITY} {NOUN} et (?=\d)")
_CAPITALS = re.compile(r"\b[A-ZÀ-Þ]{2,} \d[\d ]*\d")


def promise_figures(text: str) -> tuple[Figure, ...]:
    """What a follow-up table's titles say, and what only lists say: written numbers, minima, factors."""
    named = _CAPITALS.sub(lambda match: re.sub(r"\d", "x", match[0]), text)
    plain, due = fold(named), due_of(text)
    found = [
        *title_figures(named),
        *_written(named, plain, due),
        *_floors(named, plain, due),
        *_goals(named, plain, due),
    ]
    if factor := _FACTOR.search(plain):
        found.append(Figure(FACTORS[f"{factor['verb']}er"], "fois", FigureKind.RELATIVE, due))
    if share := _SHARE.match(plain):
        kind = FigureKind.MINIMUM if "au moins" in share[0] else FigureKind.TARGET
        found.append(Figure(number_of(share["digits"]), "%", kind, due))
    return _each_once(found)


def _written(text: str, plain: str, due: str | None) -> list[Figure]:
    found = list[Figure]()
    match = _WRITTEN.match(plain)
    if match and (value := written_number(match["written"])) and (unit := unit_of(text, match)):
        kind = FigureKind.MINIMUM if "au moins" in match[0] or "plus de" in match[0] else FigureKind.TARGET
        found.append(Figure(value, unit, kind, due))
    for about in _ABOUT.finditer(plain):
        if value := about_number(about["about"]):
            found.append(Figure(value, unit_of(text, about), FigureKind.TARGET, due))
    return found


def _floors(text: str, plain: str, due: str | None) -> list[Figure]:
    match = _FLOOR.search(plain)
    if not match:
        return []
    value = written_number(match["written"]) if match["written"] else number_of(match["digits"], match["scale"])
    unit = text[match.start("first") : match.end("first")]
    return [Figure(value, unit, FigureKind.MINIMUM, due)] if value else []


def _goals(text: str, plain: str, due: str | None) -> list[Figure]:
    found = list[Figure]()
    for pattern in (_GOAL, _AIMED, _DATED, _PAIRED, _EXTRA):
        for match in pattern.finditer(plain):
            if unit := unit_of(text, match):
                when = match.groupdict().get("when") or due
                found.append(Figure(number_of(match["digits"], match["scale"]), unit, FigureKind.TARGET, when))
    return found


def _each_once(found: list[Figure]) -> tuple[Figure, ...]:
    """The same count of the same thing read by two rules is one; the surer rule comes first."""
    kept: dict[tuple[float, str | None], Figure] = {}
    for figure in found:
        kept.setdefault((float(figure.value), figure.unit), figure)
    return tuple(kept.values())
