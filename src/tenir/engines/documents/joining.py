"""Printed lines joined into one text, with the hyphens of cut words taken away and those of compounds kept."""

import re

from tenir.engines.documents.french import fold, word_set

_CUT = re.compile(r"(?P<head>[^\W\d_]+)[-‐\u00ad]$")
_TAIL = re.compile(r"[^\W\d_]+")
# What stands before a hyphen in a compound that a line end may cut.
_PREFIXES = word_set(
    "socio micro macro demi semi mi non co auto peri ex eco multi inter sous sur avant apres mini anti pluri vice haut"
    " contre porte post pre pro quasi sapeurs rendez peut dix vingt trente quarante cinquante soixante quatre bien mal"
    " hors outre tout demi centre sport sante ville emploi egalite nord sud est ouest ile saint sainte chef art video"
    " medico psycho politico techno agro bio geo info tele ci celui celle la"
)


def join(texts: list[str]) -> str:
    """A space between lines; `déve-` + `loppement` is one word, `socio-` + `sportif` and `2018-` + `2019` stay."""
    joined = ""
    for text in texts:
        if not joined or not joined.endswith(("-", "‐", "\u00ad")) or not text[:1].isalnum():
            joined += text if not joined or joined.endswith(("'", "’")) else f" {text}"
        elif _hyphen_stays(joined, text):
            joined += text
        else:
            joined = joined[:-1] + text
    return joined


def _hyphen_stays(before: str, after: str) -> bool:
    """A hyphen belongs to the words after a prefix, beside a capital or a figure."""
    cut, tail = _CUT.search(before), _TAIL.match(after)
    if not cut or not tail or after[0].isupper() or cut["head"].isupper():
        return True
    return fold(cut["head"]) in _PREFIXES
