"""The public file « Décisions »: what every body decided and what became of it."""

from __future__ import annotations

from django.utils import timezone

from tenir.core.web.columns import Column
from tenir.core.web.exports import Sheet
from tenir.modules.governance.models import Decision
from tenir.modules.governance.reading.decisions import decisions_in_full, tied


def decisions() -> Sheet:
    """One line a decision, the latest first."""
    return Sheet(
        title="Décisions des instances",
        columns=(
            Column("instance", "Instance", value=lambda row: row.meeting.body.name),
            Column("adresse_instance", "Adresse de l'instance", value=lambda row: row.meeting.body.slug),
            Column("prise_le", "Prise le", kind="date", value=lambda row: row.meeting.day),
            Column("sorte", "Sorte", value=lambda row: row.get_kind_display()),
            Column("texte", "Texte", value=lambda row: row.text),
            Column(
                "porteur", "Organisation qui doit le faire", value=lambda row: row.holder.name if row.holder else ""
            ),
            Column("echeance", "À faire avant le", kind="date", value=lambda row: row.due_on),
            Column("etat", "État", value=lambda row: row.get_state_display()),
            Column("close_le", "Close le", kind="date", value=lambda row: row.closed_on),
            Column("engagements", "Engagements visés", value=lambda row: "\u202f; ".join(tied(row))),
            Column("inventee", "Inventée pour la démonstration", value="is_invented"),
        ),
        rows=decisions_in_full(Decision.objects.all()),
        source="Décisions inscrites dans Tenir par les instances",
        as_of=timezone.localdate(),
    )
