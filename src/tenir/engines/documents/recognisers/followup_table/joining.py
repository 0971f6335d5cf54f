"""Printed lines of a cell joined into one text."""

import re

_CUT = re.compile(r"\w-$")


def join(texts: list[str]) -> str:
    """A space between lines; a hyphen at a line end stays, as `égalité-` + `diversité` or `2018-` + `2019` ask."""
    joined = ""
    for text in texts:
        glued = not joined or (_CUT.search(joined[-2:]) and text[:1].isalnum())
        joined += text if glued else f" {text}"
    return joined
