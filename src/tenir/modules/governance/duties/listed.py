"""Pages of duties for `/sitemap.xml`."""

from __future__ import annotations

from django.db.models import QuerySet

from tenir.modules.governance.models import Duty


def duties() -> QuerySet[Duty]:
    """Every duty; all are public."""
    return Duty.objects.order_by("slug")
