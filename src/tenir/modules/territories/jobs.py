"""What runs on a schedule; safe to run twice."""

from __future__ import annotations

from django.utils import timezone

from tenir.modules.territories.models import WAITS, WaitingFile


def forget_waiting() -> str:
    """Erase files of contours that nobody confirmed within a day."""
    waiting = WaitingFile.objects.filter(created_at__lt=timezone.now() - WAITS)
    count = waiting.count()
    waiting.delete()
    return f"Contours déposés et oubliés\u202f: {count}."
