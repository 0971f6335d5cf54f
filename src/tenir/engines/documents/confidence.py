"""How sure a reading is: named signs, each with its weight, and a ceiling when a sign that matters is missing."""

from typing import NamedTuple

from tenir.engines.documents.french import typeset


class Sign(NamedTuple):
    """`weight` is the share of certainty that the sign brings; without it certainty is at most `cap`.

    `told` is said when the sign holds, `missing` when it does not (French, no full stop); empty is not said.
    """

    weight: float
    holds: bool
    told: str
    missing: str = ""
    cap: float = 1.0


def weigh(*signs: Sign) -> tuple[float, str]:
    """The confidence (0 to 1, two decimals) and the sentence that names the signs, those missing first."""
    share = sum(sign.weight for sign in signs if sign.holds) / sum(sign.weight for sign in signs)
    ceiling = min(sign.cap for sign in signs if not sign.holds) if any(not sign.holds for sign in signs) else 1.0
    missing = [sign.missing for sign in signs if not sign.holds and sign.missing]
    told = [sign.told for sign in signs if sign.holds and sign.told]
    doubt = f"Doute : {', '.join(missing)}. " if missing else ""
    return round(min(share, ceiling), 2), typeset(f"{doubt}Signes : {', '.join(told)}.")
