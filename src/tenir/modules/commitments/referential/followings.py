"""Which indicators follow which promises (`referentials/figures/commitments.csv`)."""

from __future__ import annotations

from tenir.core import referentials
from tenir.core.actions import Actor
from tenir.modules.commitments.actions import follow_by_indicator
from tenir.modules.commitments.models import Commitment, Following
from tenir.modules.indicators.models import Indicator

FILE = "figures/commitments.csv"
COLUMNS = ("framework", "commitment", "indicator")


def bring_up_to_date(*, by: Actor) -> int:
    """Add what is missing; how many were added. What people added stays."""
    known = set(Following.objects.values_list("commitment", "indicator"))
    commitments = {
        (framework, slug): pk for pk, framework, slug in Commitment.objects.values_list("pk", "framework__slug", "slug")
    }
    indicators = dict(Indicator.objects.values_list("slug", "pk"))
    added = 0
    for row in referentials.read(FILE, COLUMNS):
        commitment = commitments.get((row.text("framework"), row.text("commitment")))
        indicator = indicators.get(row.text("indicator"))
        if commitment is None or indicator is None:
            raise row.wrong("indicator", "cet engagement ou cet indicateur n'existe pas.")
        if (commitment, indicator) not in known:
            follow_by_indicator(
                by=by,
                commitment=Commitment.objects.select_related("framework").get(pk=commitment),
                indicator=Indicator.objects.get(pk=indicator),
            )
            added += 1
    return added
