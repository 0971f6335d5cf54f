"""What runs on a schedule; each is safe to run twice."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice

from django.utils import timezone

from tenir.modules.commitments.evidence import deposits, files
from tenir.modules.commitments.evidence.enums import EvidenceState
from tenir.modules.commitments.models import Evidence, SheetProposal

KEPT_FOR = timedelta(days=1)
FILES_AT_ONCE = 500


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
    old, erased = filter(files.is_old, files.stored()), 0
    while found := list(islice(old, FILES_AT_ONCE)):
        known = _needed([file.name for file in found])
        # Asked again just before: a proof may have been given while the others were looked at.
        erased += sum(file.name not in known and not _needed([file.name]) and files.erase(file) for file in found)
    return f"Fichiers sans preuve effacés\u202f: {erased}."


def _needed(names: list[str]) -> set[str]:
    """Those of these fingerprints that a proof names."""
    rows = Evidence.objects.filter(file_sha256__in=names).exclude(state=EvidenceState.WITHDRAWN)
    return set(rows.values_list("file_sha256", flat=True))
