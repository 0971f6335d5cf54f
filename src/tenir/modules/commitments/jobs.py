"""What runs on a schedule; each is safe to run twice."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tenir.modules.commitments.evidence import deposits, files
from tenir.modules.commitments.evidence.enums import EvidenceState
from tenir.modules.commitments.models import Evidence, SheetProposal

KEPT_FOR = timedelta(days=1)


def forget_sheets() -> str:
    """Erase sheets that nobody committed within a day; a sheet is no promise, and its file is with who sent it."""
    count, _ = SheetProposal.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
    return f"Feuilles proposées et oubliées\u202f: {count}."


def forget_deposits() -> str:
    """Erase deposits of files that began more than a day ago."""
    return f"Dépôts commencés et oubliés\u202f: {deposits.forget_old()}."


def erase_orphans() -> str:
    """Erase files that no proof needs: of proofs taken back, or of a form that was refused in the end.

    Old ones alone: a transaction under way may be about to name a young one.
    """
    needed = Evidence.objects.exclude(state=EvidenceState.WITHDRAWN)
    erased = 0
    for file in files.stored():
        # Asked again just before: a proof may have been given while the others were looked at.
        if files.is_old(file) and (files.is_half_written(file) or not needed.filter(file_sha256=file.name).exists()):
            erased += files.erase(file)
    return f"Fichiers sans preuve effacés\u202f: {erased}."
