"""The table of a duty's instances, on screen and as a file, and the public files."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from tenir.core.web.columns import Column
from tenir.core.web.exports import Sheet
from tenir.core.web.tables import Table
from tenir.modules.governance.duties import reading
from tenir.modules.governance.duties.enums import Standing
from tenir.modules.governance.models import Duty, DutyInstance


def _standing(row: Any) -> str:
    return str(Standing(row.standing_now).label)


def _late(row: Any) -> int | None:
    return row.late_by() or None


def _place_words(row: Any) -> str:
    return f"{row.place.name} ({row.place.code})"


_WHERE = Column("lieu", "Lieu", kind="link", value=_place_words, url=lambda row: row.get_absolute_url(),
                sortable=True, order="place__name")  # fmt: skip
_DUE = Column("echeance", "À faire avant le", kind="date", value="due_on", sortable=True)
_STATE = Column(
    "etat",
    "État",
    value=_standing,
    order="standing_now",
    sortable=True,
    filterable=True,
    choices=tuple(Standing.choices),
)
_MORE = Column("precisions", "Précisions", value=reading.in_words)
INSTANCES = Table(
    key="echeances",
    caption="Par lieu",
    columns=(_WHERE, _DUE, _STATE, _MORE),
    things=("échéance", "échéances"),
    sort="-echeance",
    page_size=110,
    empty_title="Aucune échéance n'est ouverte",
    empty="Elles paraîtront ici quand le pilote national ou une préfecture suivra cette obligation sur son territoire.",
)


def all_duties() -> Sheet:
    """Every duty with its rule and its lines, for `/donnees/`."""
    rows = Duty.objects.select_related("source", "organisation", "place").order_by("source__slug", "position")
    columns = (
        Column("adresse", "Adresse", value="slug"),
        Column("titre", "Titre", value="title"),
        Column("obligation", "Ce qui est dû", value="sentence"),
        Column("due_par", "Due par", value=lambda row: row.get_owed_by_display()),
        Column("organisation", "Organisation nommée", value="organisation__name"),
        Column("due_a", "Due à", value=lambda row: row.owed_to or None),
        Column("modalite", "Ce que dit le texte", value=lambda row: row.get_modality_display()),
        Column("echeance", "Échéance", kind="date", value="due_on"),
        Column("recurrence", "Récurrence", value=lambda row: row.recurrence or None),
        Column("premiere_echeance", "Première échéance", kind="date", value="first_due"),
        Column("regle", "Règle de l'échéance", value=lambda row: row.due_words or None),
        Column("remplie_par", "Ce qui la montre", value=lambda row: row.get_fulfilled_by_display()),
        Column("attendu", "Ce qui est attendu", value=lambda row: row.deliverable or None),
        Column("portee", "Où elle se suit", value=lambda row: row.get_reach_display()),
        Column("territoire", "Écrite pour le territoire", value=lambda row: row.place.name if row.place else None),
        Column("texte", "Texte", value="text"),
        Column("lignes", "Lignes", value=lambda row: row.where),
        Column("inventee", "Inventée", value="is_invented"),
    )
    return Sheet(title="Obligations", columns=columns, rows=rows, source="Les textes nommés à chaque ligne")


def all_instances() -> Sheet:
    """Every instance by place, for `/donnees/`: what shows it done is told, its document is not for everybody."""
    rows: QuerySet[DutyInstance] = (
        DutyInstance.objects.in_full().with_standing().order_by("duty__slug", "place__kind", "place__code", "due_on")
    )
    columns = (
        Column("obligation", "Obligation", value="duty__slug"),
        Column("sorte_lieu", "Sorte de lieu", value="place__kind"),
        Column("code_lieu", "Code du lieu", value="place__code"),
        Column("lieu", "Lieu", value="place__name"),
        _DUE,
        _STATE,
        Column("retard", "Retard (jours)", kind="number", value=_late),
        Column("le", "Faite ou dispensée le", kind="date", value="settled_on"),
        Column("par", "Par", value="organisation__name"),
        Column("notifiee_le", "Échéance notifiée le", kind="date", value="notified_on"),
        Column("document_sha256", "Empreinte du document", value=lambda row: row.file_sha256 or None),
        Column("document_produit", "Document produit par Tenir", value="is_generated"),
        Column("lien", "Lien", value=lambda row: row.url or None),
        Column("note", "Note", value=lambda row: row.note or None),
        Column("motif", "Motif de la dispense", value=lambda row: row.reason or None),
        Column("inventee", "Inventée", value="is_invented"),
    )
    return Sheet(
        title="Échéances des obligations", columns=columns, rows=rows, source="Saisies des services, dans Tenir"
    )
