"""An invented duty of a territory, followed there, late: arguments of its screens."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from tenir.core.actions import System
from tenir.core.places.models import Place
from tenir.modules.commitments.models import Framework
from tenir.modules.governance.actions import duties as actions
from tenir.modules.governance.models import Duty, DutyInstance

BY = System("sweep")


def arguments(place: Place, board: str) -> dict[str, dict[str, str]]:
    """Arguments of the screens of duties, for a duty that the town's own contract poses."""
    framework = Framework.objects.select_related("source").get(slug=board)
    Framework.objects.filter(pk=framework.pk).update(kind="contrat_de_ville")
    slug = f"obligation-{place.code.lower()}"
    fields = {"owed_by": "prefets", "modality": "doit", "fulfilled_by": "rapport", "reach": "contrat"}
    duty = Duty.objects.create(
        slug=slug,
        place=place,
        source=framework.source,
        position=1,
        title="Rendre compte",
        sentence="Dire ce qui a été fait.",
        recurrence="P1M",
        first_due=date(2019, 1, 31),
        **fields,
    )
    start = actions.follow_duty(by=BY, duty=duty, place=place, since=timezone.localdate())
    instance = DutyInstance.objects.filter(duty=duty).order_by("due_on")[0]
    one = {"pk": str(instance.pk)}
    names = ("duty-instance", "fulfil-duty", "produce-duty", "waive-duty", "reopen-duty", "duty-document")
    return {
        **{f"governance:{name}": {"slug": slug} for name in ("duty", "follow-duty", "amend-duty")},
        **{f"governance:{name}": one for name in names},
        "governance:stop-duty": {"pk": str(start.pk)},
    }
