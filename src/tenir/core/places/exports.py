"""The public file of places."""

from __future__ import annotations

from tenir.core.places.models import Place
from tenir.core.web.columns import Column
from tenir.core.web.exports import Sheet

COLUMNS = (
    Column("sorte", "Sorte", value="kind"),
    Column("code", "Code officiel"),
    Column("nom", "Nom", value="name"),
    Column("invente", "Inventé pour la démonstration", value="is_invented"),
)


def all_places() -> Sheet:
    """Every place, by kind and code."""
    rows = Place.objects.order_by("kind", "code").values("kind", "code", "name", "is_invented")
    return Sheet(title="Lieux", columns=COLUMNS, rows=rows, source="Code officiel géographique 2026, INSEE")
