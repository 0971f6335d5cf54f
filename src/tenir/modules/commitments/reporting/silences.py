"""Who has not answered: silent promises by who must keep them, in a place or everywhere; public, organisations only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from tenir.core.people.models import Organisation
from tenir.core.places.models import Place
from tenir.core.web import french
from tenir.modules.commitments.enums import HOLDING
from tenir.modules.commitments.models import Commitment, Party
from tenir.modules.commitments.promised.national import delays, silent_now


@dataclass(frozen=True)
class Silence:
    """What one organisation has not told of: how many of those that it holds, the oldest news among them."""

    organisation: Organisation
    held: int
    silent: int
    # None: some of them never had any news.
    oldest: date | None
    never: int

    @property
    def words(self) -> str:
        """« 3 engagements muets sur 12, dont 1 sans aucune nouvelle »."""
        told = f"{french.accord(self.silent, 'engagement muet', 'engagements muets')} sur {french.nombre(self.held)}"
        return told + (f", dont {french.nombre(self.never)} sans aucune nouvelle" if self.never else "")


def silences(place: Place | None = None, today: date | None = None) -> list[Silence]:
    """Every organisation with a silent promise, the most silent first; four queries whatever their number."""
    today = today or timezone.localdate()
    rows = Commitment.objects.public().counted()
    if place is not None:
        rows = rows.filter(place__in=Place.objects.within(place))
    quiet = rows.filter(silent_now(today, delays()))
    counts = {
        row["organisation"]: row
        for row in _holding(quiet).annotate(
            silent=Count("commitment", distinct=True),
            oldest=Min("commitment__news_on"),
            never=Count("commitment", distinct=True, filter=Q(commitment__news_on__isnull=True)),
        )
    }
    held = dict(_holding(rows).filter(organisation__in=counts).values_list("organisation", _COUNT))
    known = Organisation.objects.with_place().in_bulk(counts)
    found = [Silence(known[key], held[key], row["silent"], row["oldest"], row["never"]) for key, row in counts.items()]
    return sorted(found, key=lambda one: (-one.silent, one.organisation.name))


_COUNT = Count("commitment", distinct=True)


def _holding(rows: QuerySet[Commitment]) -> QuerySet[Party, Any]:
    held = Party.objects.filter(commitment__in=rows.order_by(), role__in=HOLDING).order_by()
    counted: QuerySet[Party, Any] = held.values("organisation")
    return counted


def sentence(found: Sequence[Silence], place: Place | None) -> str:
    """« 12 organisations n'ont pas dit où en sont leurs engagements. »."""
    where = f" à {place.name}" if place else ""
    if not found:
        return f"Toutes les organisations ont donné des nouvelles de leurs engagements{where}."
    who = french.accord(len(found), "organisation n'a pas dit", "organisations n'ont pas dit")
    whose = "en sont leurs engagements" if len(found) > 1 else "en sont tous ses engagements"
    return f"{who} où {whose}{where}, dans le délai de leur texte."
