"""What runs on a schedule; each is safe to run twice."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tenir.modules.indicators.models import ImportBatch, ImportState

KEPT_FOR = timedelta(days=1)


def forget_imports() -> str:
    """Erase files of figures that nobody committed within a day: no figure of theirs was kept (decision 14)."""
    waiting = ImportBatch.objects.filter(state=ImportState.WAITING, created_at__lt=timezone.now() - KEPT_FOR)
    count = waiting.count()
    waiting.delete()
    return f"Envois de chiffres oubliés\u202f: {count}."
