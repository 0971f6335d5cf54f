"""Numbers as people write them, kept as whole numbers of the smallest unit, and printed back.

An indicator has `decimals` (0 to 6): with 2, « 1 234,5 » is kept as 123450. Nothing is rounded on the way in: what has
more decimals than its indicator keeps is refused. Rounding is for the eye, on the way out, half up (away from zero).
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from fractions import Fraction

from tenir.engines.documents.french import NARROW, counted
from tenir.engines.rollup.errors import BadFigure

MOST_DECIMALS = 6
# The largest figure, in smallest units: sums of millions of them stay exact in 64 bits.
LARGEST = 10**12
_SPACES = " \t\u00a0\u202f\u2009\u2007"
_MINUS = "-−"
# Groups of three after a space, or no group at all; a comma or a point before decimals.
_NUMBER = re.compile(
    rf"(?P<sign>[{_MINUS}]?)(?P<whole>[0-9]{{1,3}}(?:[{_SPACES}][0-9]{{3}})+|[0-9]+)(?:[.,](?P<part>[0-9]+))?"
)
_LONGEST = 40
# Digits of a floating-point number that a spreadsheet vouches for.
_SHEET_DIGITS = 15


def parse(given: str | int | float | Decimal, *, decimals: int, signed: bool = False, percent: bool = False) -> int:
    """What a person or a sheet gives, in smallest units (10^-decimals).

    Text is French or plain (« 1 234,5 », `1234.5`); `signed` takes figures below zero, `percent` a « % » after the
    number. BadFigure, in French, for anything else: no number, too many decimals, more than `LARGEST`.
    """
    _check_decimals(decimals)
    value = _of_text(given, percent=percent) if isinstance(given, str) else _of_number(given)
    return _scaled(value, decimals, signed)


def show(units: int, *, decimals: int) -> str:
    """French: spaces between thousands, a comma, all the decimals of the indicator (« 1 234,50 »)."""
    _check_decimals(decimals)
    whole, part = divmod(abs(units), 10**decimals)
    sign = "−" if units < 0 else ""
    grouped = f"{whole:,}".replace(",", NARROW)
    return f"{sign}{grouped},{part:0{decimals}}" if decimals else f"{sign}{grouped}"


def plain(units: int, *, decimals: int) -> str:
    """As data files carry it: a point, no spaces, all the decimals (`1234.50`)."""
    _check_decimals(decimals)
    whole, part = divmod(abs(units), 10**decimals)
    sign = "-" if units < 0 else ""
    return f"{sign}{whole}.{part:0{decimals}}" if decimals else f"{sign}{whole}"


def half_up(value: Fraction, *, decimals: int = 0) -> int:
    """An exact number in units of 10^-decimals; a half goes away from zero."""
    _check_decimals(decimals)
    scale: int = 10**decimals
    units = math.floor(abs(value) * scale + Fraction(1, 2))
    return -units if value < 0 else units


def percentage(numerator: int, denominator: int, *, decimals: int = 1) -> int | None:
    """A share in units of 10^-decimals of a percent, half up; None when nobody is in the denominator."""
    return half_up(Fraction(numerator * 100, denominator), decimals=decimals) if denominator else None


def _of_text(text: str, *, percent: bool) -> Decimal:
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    bare = text.strip(_SPACES)
    if percent:
        bare = bare.removesuffix("%").rstrip(_SPACES)
    match = _NUMBER.fullmatch(bare) if len(bare) <= _LONGEST else None
    if match is None:
        raise BadFigure(f"« {shown} » n'est pas un nombre.", remedy=_remedy(bare, percent))
    whole = re.sub(rf"[{_SPACES}]", "", match["whole"])
    return Decimal(f"{'-' if match['sign'] else ''}{whole}.{match['part'] or '0'}")


def _remedy(bare: str, percent: bool) -> str:
    """What to do about the mistakes that are made most."""
    if bare.endswith("%") and not percent:
        return "Donnez le nombre sans « % » ; pour une part, donnez le numérateur et le dénominateur."
    if any(sign.isdecimal() and not sign.isascii() for sign in bare):
        return "Écrivez-le avec les chiffres ordinaires, de 0 à 9."
    if any(sign.isalpha() or sign in "€$%" for sign in bare):
        return "Donnez le nombre seul, sans unité ni mot, par exemple 1234,5."
    return "Écrivez-le par exemple 1234,5 ou « 1 234,5 »."


def _of_number(given: object) -> Decimal:
    """A number of a sheet or of JSON; true and false are numbers for Python only."""
    if isinstance(given, bool) or not isinstance(given, int | float | Decimal):
        raise BadFigure(f"« {given} » n'est pas un nombre.", remedy="Donnez un nombre.")
    # 0.1 + 0.2 of a spreadsheet is 0.3 there and 0.30000000000000004 here.
    value = Decimal(f"{given:.{_SHEET_DIGITS}g}") if isinstance(given, float) else Decimal(given)
    if not value.is_finite():
        raise BadFigure(f"« {given} » n'est pas un nombre.", remedy="Donnez un nombre fini.")
    return value


def _scaled(value: Decimal, decimals: int, signed: bool) -> int:
    """Exact: through fractions, which know no precision. Sizes are looked at first, before digits are written out."""
    if value and value.adjusted() > len(str(LARGEST)):
        raise _too_large(decimals)
    if (value and value.adjusted() < -_LONGEST) or (units := Fraction(value) * 10**decimals).denominator != 1:
        raise _too_fine(value, decimals)
    if abs(units) > LARGEST:
        raise _too_large(decimals)
    if units < 0 and not signed:
        raise BadFigure(f"« {_comma(value)} » est négatif.", remedy="Cet indicateur n'a pas de valeur sous zéro.")
    return int(units)


def _too_fine(value: Decimal, decimals: int) -> BadFigure:
    kept = counted(decimals, "décimale") + " au plus" if decimals else "un nombre entier"
    return BadFigure(f"« {_comma(value)} » a trop de décimales.", remedy=f"Cet indicateur attend {kept}.")


def _too_large(decimals: int) -> BadFigure:
    most = show(LARGEST, decimals=decimals)
    return BadFigure("Ce nombre est trop grand.", remedy=f"Un chiffre ne dépasse pas {most} ; vérifiez l'unité.")


def _comma(value: Decimal) -> str:
    return str(value).replace(".", ",")


def _check_decimals(decimals: int) -> None:
    if not 0 <= decimals <= MOST_DECIMALS:
        raise ValueError(f"decimals go from 0 to {MOST_DECIMALS}")
