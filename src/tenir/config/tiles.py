"""What the environment says of the pictures that may lie under a map."""

from __future__ import annotations

from urllib.parse import urlsplit

from tenir.config.variables import Reader
from tenir.core.errors import BadInput
from tenir.outside import fetching
from tenir.outside.tiles import Tiles

PARTS = ("{z}", "{x}", "{y}")
# A policy, and the header that holds it, are made of these.
UNSAFE = set(" \"'<>;,\\")


def map_tiles(reader: Reader) -> Tiles | None:
    """None when nobody chose a service."""
    template, attribution = reader.text("MAP_TILES"), reader.text("MAP_TILES_ATTRIBUTION")
    if not template:
        return None
    if not _is_template(template):
        raise BadInput(
            f"«\u202f{template}\u202f» n'est pas une adresse https avec {{z}}, {{x}} et {{y}} après le nom du service.",
            where="MAP_TILES",
            remedy="Écrivez par exemple https://fonds.example.org/plan/{z}/{x}/{y}.png.",
        )
    if not attribution:
        remedy = "Écrivez ce que le service demande de citer, par exemple son nom."
        raise BadInput("la valeur manque.", where="MAP_TILES_ATTRIBUTION", remedy=remedy)
    return Tiles(template, attribution)


def _is_template(template: str) -> bool:
    try:
        parts, _ = urlsplit(template), urlsplit(template).port
    except ValueError:  # no address at all: a bracket left open, a port in letters
        return False
    if UNSAFE & set(template) or not fetching.is_safe(template):
        return False
    path = f"{parts.path}?{parts.query}"
    asked = all(path.count(part) == 1 for part in PARTS) and path.count("{") == len(PARTS)
    return asked and not set("{}@*") & set(parts.netloc) and not parts.fragment
