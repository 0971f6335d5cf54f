"""What runs on a schedule; safe to run twice."""

from __future__ import annotations

from django.utils import timezone

from tenir.core.actions import System
from tenir.modules.governance.actions.duties import open_instances
from tenir.modules.governance.models import Duty, DutyStart

BY = System("jobs")


def open_duties() -> str:
    """Open the instances of the coming quarter wherever a duty is followed, each duty in its own transaction."""
    followed = DutyStart.objects.in_force(timezone.localdate()).values("duty")
    count = sum(open_instances(by=BY, duty=duty) for duty in Duty.objects.filter(pk__in=followed).order_by("pk"))
    return f"Échéances d'obligations ouvertes ou déplacées\u202f: {count}."
