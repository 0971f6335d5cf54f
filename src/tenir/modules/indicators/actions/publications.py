"""Making figures of persons and companies public, small counts hidden."""

from __future__ import annotations

from django.utils import timezone

from tenir.core import rights
from tenir.core.actions import Actor, action
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.engines.rollup.model import Period
from tenir.modules.indicators import counting, permissions, releases, secrecy
from tenir.modules.indicators.enums import Rounding
from tenir.modules.indicators.models import Indicator, Margin, Publication, PublishedFigure

BATCH = 1000


@action
def publish_period(*, by: Actor, indicator: Indicator, period: Period, base: int = Rounding.EXACT) -> Publication:
    """Release what counts of a period; the ledger keeps it for ever, and later releases are checked together with it.

    `base`: each shown figure is rounded to a multiple of it, half up. Raises `BadInput` where nothing may be said, on
    another rounding than those offered, and on an indicator whose figures are public as soon as accepted.
    """
    rights.require(by, permissions.PUBLISH, on=indicator)
    if not secrecy.is_controlled(indicator):
        raise BadInput(
            f"«\u202f{indicator.title}\u202f» ne compte ni personnes ni entreprises\u202f: ses chiffres sont publics "
            "dès qu'ils sont acceptés.",
        )
    if base not in Rounding.values:
        raise BadInput(
            f"aucun arrondi à {base} n'est proposé.", remedy="Choisissez des chiffres exacts, arrondis à 5 ou à 10."
        )
    # Linked indicators too: a value accepted meanwhile would be in neither of the two states.
    counting.hold_all(secrecy.linked(indicator))
    release = releases.prepare(indicator, period, base)
    publication = Publication.objects.create(indicator=indicator, period=period.id, at=timezone.now(), base=base)
    PublishedFigure.objects.bulk_create(
        (
            PublishedFigure(
                publication=publication,
                place_id=place,
                numerator=value.numerator if value else None,
                denominator=value.denominator if value else None,
            )
            for place, value in sorted(release.figures.items())
        ),
        batch_size=BATCH,
    )
    told = chain.created("indicators.publish_period", publication)
    chain.record(told, by=by)
    return publication


@action
def set_parts(*, by: Actor, indicator: Indicator, parts: list[Indicator]) -> None:
    """Say of which indicators one is the sum: all persons, of which women and men. Empty: of none that we know."""
    rights.require(by, permissions.DESCRIBE, on=indicator)
    known = {row.part_id: row for row in Margin.objects.filter(whole=indicator)}
    wanted = {part.pk: part for part in parts}
    for part in parts:
        if part.pk == indicator.pk or part.panel_id != indicator.panel_id or part.periodicity != indicator.periodicity:
            raise BadInput(
                f"«\u202f{part.title}\u202f» ne peut pas être une partie de «\u202f{indicator.title}\u202f».",
                remedy="Les parties se demandent aux mêmes lieux et aux mêmes périodes que l'ensemble.",
            )
    events = [
        chain.Event("indicators.remove_margin", on=row, before={"part": row.part_id})
        for pk, row in known.items()
        if pk not in wanted
    ]
    added = [Margin.objects.create(whole=indicator, part=part) for pk, part in wanted.items() if pk not in known]
    events += [chain.created("indicators.create_margin", row) for row in added]
    if events:
        chain.record_all(events, by=by)
    else:
        chain.nothing_to_record()
    Margin.objects.filter(pk__in=[row.pk for pk, row in known.items() if pk not in wanted]).delete()
