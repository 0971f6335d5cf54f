"""Words of proof: what it is made of, what was said of it, how it stands on a day."""

from __future__ import annotations

from django.db import models


class EvidenceKind(models.TextChoices):
    """What a proof is made of."""

    FILE = "fichier", "Fichier"
    LINK = "lien", "Lien"
    FIGURE = "chiffre", "Chiffre"
    DECISION = "decision", "Décision"


class FileSort(models.TextChoices):
    """Files that may be proof; the sort is read from the content, never from the name. The value is the extension."""

    PDF = "pdf", "PDF"
    JPEG = "jpg", "Photo (JPEG)"
    PNG = "png", "Image (PNG)"
    DOCX = "docx", "Texte (DOCX)"
    XLSX = "xlsx", "Tableur (XLSX)"
    PPTX = "pptx", "Présentation (PPTX)"
    ODT = "odt", "Texte (ODT)"
    ODS = "ods", "Tableur (ODS)"
    ODP = "odp", "Présentation (ODP)"

    @property
    def is_picture(self) -> bool:
        """Whether Tenir wrote it anew, so that a page may show it."""
        return self in (FileSort.JPEG, FileSort.PNG)

    @property
    def media_type(self) -> str:
        """As HTTP says it."""
        return _MEDIA_TYPES[self]


_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
_MEDIA_TYPES = {
    FileSort.PDF: "application/pdf",
    FileSort.JPEG: "image/jpeg",
    FileSort.PNG: "image/png",
    FileSort.DOCX: f"{_OOXML}.wordprocessingml.document",
    FileSort.XLSX: f"{_OOXML}.spreadsheetml.sheet",
    FileSort.PPTX: f"{_OOXML}.presentationml.presentation",
    FileSort.ODT: f"{_ODF}.text",
    FileSort.ODS: f"{_ODF}.spreadsheet",
    FileSort.ODP: f"{_ODF}.presentation",
}


class EvidenceState(models.TextChoices):
    """What was last said of a proof."""

    GIVEN = "donnee", "Donnée, pas encore jugée"
    ACCEPTED = "acceptee", "Acceptée"
    REFUSED = "refusee", "Refusée"
    WITHDRAWN = "retiree", "Retirée"


class Standing(models.TextChoices):
    """How a proof stands on a day: its state, unless time or a better proof went past it."""

    GIVEN = "donnee", "Donnée, pas encore jugée"
    ACCEPTED = "acceptee", "Acceptée"
    REFUSED = "refusee", "Refusée"
    WITHDRAWN = "retiree", "Retirée"
    EXPIRED = "perimee", "Périmée"
    REPLACED = "remplacee", "Remplacée"


# What was refused or taken back proves nothing: it replaces no other, counts nowhere and is never public.
VOID = (EvidenceState.REFUSED, EvidenceState.WITHDRAWN)
