"""How much proof one promise holds, so that no person fills the disk."""

from __future__ import annotations

from django.db.models import Sum

from tenir.core.errors import BadInput
from tenir.modules.commitments.evidence.enums import EvidenceState
from tenir.modules.commitments.evidence.received import LARGEST_TOGETHER
from tenir.modules.commitments.models import Commitment, Deposit, Evidence


def require(commitment: Commitment, length: int, *, but: Deposit | None = None) -> None:
    """Raise `BadInput` when `length` bytes more, with what is kept and under way, pass the limit of one promise.

    `but` is the deposit whose file is being given. Called while the promise's row is locked.
    """
    if not length:
        return
    kept = Evidence.objects.filter(commitment=commitment).exclude(state=EvidenceState.WITHDRAWN)
    under_way = Deposit.objects.filter(commitment=commitment)
    if but is not None:
        under_way = under_way.exclude(pk=but.pk)
    together = _sum(kept.aggregate(all=Sum("file_bytes"))) + _sum(under_way.aggregate(all=Sum("length"))) + length
    if together > LARGEST_TOGETHER:
        raise BadInput(
            f"les fichiers de cet engagement dépasseraient {LARGEST_TOGETHER // 1024 // 1024}\u00a0Mo.",
            where="fichier",
            remedy="Donnez un lien vers ce fichier, ou une copie plus légère.",
        )


def _sum(found: dict[str, int | None]) -> int:
    return found["all"] or 0
