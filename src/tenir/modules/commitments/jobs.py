"""What runs on a schedule; each is safe to run twice."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tenir.modules.commitments.models import SheetProposal

KEPT_FOR = timedelta(days=1)


def forget_sheets() -> str:
    """Erase sheets that nobody committed within a day; a sheet is no promise, and its file is with who sent it."""
    count, _ = SheetProposal.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
    return f"Feuilles proposées et oubliées\u202f: {count}."
