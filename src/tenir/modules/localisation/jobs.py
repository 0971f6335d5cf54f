"""What runs on a schedule; safe to run twice."""

from __future__ import annotations

from tenir.core.places.models import PlaceKind
from tenir.modules.localisation import editions, layers
from tenir.modules.territories.panels import OVERLAYS

# What addresses are looked for in, and what files of people are counted by.
KINDS = (*OVERLAYS, PlaceKind.COMMUNE)


def prepare_indexes() -> str:
    """Make the index of every generation whose contours changed, so that nobody waits for it."""
    found = editions.installed(KINDS)
    for edition in found:
        layers.of_edition(edition)
    return f"Contours prêts pour la recherche par adresse\u202f: {len(found)}."
