"""French typography for screens: numbers, dates, agreement, narrow spaces. Pure functions.

A value that is missing is never a zero: it is « non renseigné » in text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

NARROW = "\u202f"  # espace fine insécable
MISSING = "non renseigné"
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
# Signs that follow one another (« ?! ») are one group; a colon inside a word (3:1) is not punctuation.
_BEFORE_SIGN = re.compile(r"(?<=[^\s;:!?])[ \u00a0\u202f]*([;!?%]|:(?=[\s»]|$))|(?<=[^\s«])[ \u00a0\u202f]*(»)")
_URL_OR_TIME = re.compile(r"(https?://\S+|\b\d{1,2}:\d{2}\b)")
_AFTER_OPENING = re.compile(r"«[ \u00a0\u202f]*(?=\S)")


def nombre(value: int | None) -> str:
    """10000 → « 10 000 »."""
    return MISSING if value is None else f"{value:,}".replace(",", NARROW).replace("-", "\u2212")


def decimal(value: Decimal | float | int | None, places: int = 1) -> str:
    """28.45 → « 28,5 »: half-up, comma, `places` decimals at most (zeros at the end are left out)."""
    if value is None:
        return MISSING
    rounded = half_up(Decimal(str(value)), places)
    whole, _, rest = f"{abs(rounded):f}".partition(".")
    rest = rest.rstrip("0")
    sign = "\u2212" if rounded < 0 else ""
    return sign + nombre(int(whole)) + (f",{rest}" if rest else "")


def pourcent(count: Decimal | int | None, total: Decimal | int | None, places: int = 0) -> str:
    """3 of 40 → « 8 % »; a share of nothing is not said."""
    share = percentage(count, total, places)
    return MISSING if share is None else f"{decimal(share, places)}{NARROW}%"


def percentage(count: Decimal | int | None, total: Decimal | int | None, places: int = 0) -> Decimal | None:
    """100 × count / total rounded half-up, from exact numbers; None when a part is missing or the total is zero."""
    if count is None or total is None or not total:
        return None
    # Scaled before dividing, so that a half is exactly a half: 2.5 is 3, not 2.
    return half_up(Decimal(100) * Decimal(count) / Decimal(total), places)


def half_up(value: Decimal, places: int = 0) -> Decimal:
    """Rounded as people round: a half goes away from zero."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def date_longue(day: date | None) -> str:
    """« 1er janvier 2019 », « 15 mars 2019 »."""
    if day is None:
        return MISSING
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTHS[day.month - 1]} {day.year}"


def mois_annee(day: date | None) -> str:
    """« janvier 2019 »."""
    return MISSING if day is None else f"{MONTHS[day.month - 1]} {day.year}"


def date_heure(moment: datetime | None) -> str:
    """« 15 mars 2019 à 9 h 05 », in the time zone of `moment`."""
    if moment is None:
        return MISSING
    return f"{date_longue(moment)} à {moment.hour}{NARROW}h{NARROW}{moment.minute:02d}"


def pluriel(count: int, one: str = "", many: str = "s") -> str:
    """The ending that goes with `count`: French has a singular up to 1.9."""
    return many if abs(count) >= 2 else one


def accord(count: int, one: str, many: str = "") -> str:
    """« 1 mesure », « 22 mesures », « 10 000 mesures »."""
    return f"{nombre(count)} {pluriel(count, one, many or one + 's')}"


def liste_et(items: Iterable[str]) -> str:
    """« a », « a et b », « a, b et c »."""
    parts = list(items)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} et {parts[-1]}"


def typographie(text: str) -> str:
    """Narrow no-break spaces before ; : ! ? % and inside « », in plain text; addresses and times stay as they are."""
    pieces = _URL_OR_TIME.split(text)
    return "".join(piece if index % 2 else _spaced(piece) for index, piece in enumerate(pieces))


def _spaced(text: str) -> str:
    text = _BEFORE_SIGN.sub(lambda found: NARROW + (found[1] or found[2]), text)
    return _AFTER_OPENING.sub(f"«{NARROW}", text)


def lignes(lines: tuple[int, int] | None) -> str:
    """« ligne 12 », « lignes 12 à 14 », or nothing."""
    if not lines:
        return ""
    first, last = lines
    return f"ligne {first}" if first == last else f"lignes {first} à {last}"
