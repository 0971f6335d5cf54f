"""What the environment says of the pictures that may lie under a map."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from tenir.config.variables import Reader
from tenir.core.errors import BadInput
from tenir.outside import fetching

PARTS = ("{z}", "{x}", "{y}")
# A policy, and the header that holds it, are made of these.
UNSAFE = set(" \"'<>;,\\")


@dataclass(frozen=True)
class Tiles:
    """A template of addresses with `{z}`, `{x}` and `{y}`, and the words that its service asks for."""

    template: str
    attribution: str

    @property
    def origin(self) -> str:
        """What the Content-Security-Policy lets pictures come from."""
        parts = urlsplit(self.template)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def host(self) -> str:
        """The name of the service, for whoever looks at the map."""
        return urlsplit(self.template).hostname or ""


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
    if UNSAFE & set(template) or not fetching.is_safe(template):
        return False
    parts = urlsplit(template)
    host, path = parts.netloc, f"{parts.path}?{parts.query}"
    asked = all(path.count(part) == 1 for part in PARTS) and path.count("{") == len(PARTS)
    return asked and not set("{}@*") & set(host) and not parts.fragment
