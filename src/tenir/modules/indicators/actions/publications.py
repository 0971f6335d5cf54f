"""Making figures of persons and companies public, small counts hidden."""

from __future__ import annotations

from django.utils import timezone

from tenir.core import rights
from tenir.core.actions import Actor, action
from tenir.core.errors import BadInput
from tenir.core.journal import chain
from tenir.engines.rollup.model import Period
from tenir.modules.indicators import counting, permissions, releases, secrecy
from tenir.modules.indicators.describing.parts import require_sound
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
    """Say of which indicators one is the sum: all persons, of which women and men. Empty: of none that we know.

    Raises `BadInput` on parts that cannot be summed, and when a part of which figures are public is taken away by
    somebody who may not publish; `rights.Refused` on an indicator, or a new part, of another territory.
    """
    rights.require(by, permissions.DESCRIBE, on=indicator)
    # A release that is being prepared meanwhile would not know of the tie.
    counting.hold_all([indicator.pk, *(part.pk for part in parts)])
    known = {row.part_id: row for row in Margin.objects.filter(whole=indicator).select_related("part")}
    added = [part for part in parts if part.pk not in known]
    gone = [row for pk, row in known.items() if pk not in {part.pk for part in parts}]
    for part in added:
        rights.require(by, permissions.DESCRIBE, on=part)
    require_sound(indicator, parts)
    _require_unpublished(by, indicator, gone)
    events = [chain.Event("indicators.remove_margin", on=row, before={"part": row.part_id}) for row in gone]
    events += [
        chain.created("indicators.create_margin", Margin.objects.create(whole=indicator, part=part)) for part in added
    ]
    if events:
        chain.record_all(events, by=by)
    else:
        chain.nothing_to_record()
    Margin.objects.filter(pk__in=[row.pk for row in gone]).delete()


def _require_unpublished(by: Actor, indicator: Indicator, gone: list[Margin]) -> None:
    """A sum that is forgotten hides nothing any more: what a release withheld could follow from the next."""
    ends = [indicator.pk, *(row.part_id for row in gone)]
    if not gone or rights.may(by, permissions.PUBLISH, on=indicator):
        return
    if Publication.objects.filter(indicator__in=ends).exists():
        raise BadInput(
            "des chiffres sont déjà publiés\u202f: sans cette somme, des nombres masqués pourraient se retrouver.",
            remedy="Demandez à la préfecture ou au ministère de la retirer.",
        )
