"""Text as it is compared: no accents, no capitals, so that both databases find the same."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """`Île-de-France, œuvre` becomes `ile-de-france, oeuvre`."""
    plain = text.replace("œ", "oe").replace("Œ", "oe").replace("’", "'")
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).lower()
