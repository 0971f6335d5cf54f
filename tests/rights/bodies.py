"""An invented body of a territory, its meetings, a decision, a text with a recommendation: arguments of its screens."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from tenir.core.actions import System
from tenir.core.people.models import Organisation
from tenir.core.places.models import Place
from tenir.modules.commitments.actions import adopt_framework
from tenir.modules.commitments.descriptions import (
    CommitmentDescription,
    FrameworkDescription,
    ProvisionDescription,
    SourceDescription,
)
from tenir.modules.commitments.enums import FrameworkKind, ProvisionKind
from tenir.modules.commitments.models import Framework
from tenir.modules.governance import actions
from tenir.modules.governance.actions import BodyContent, DecisionContent, MinutesContent, Point, When
from tenir.modules.governance.enums import BodyKind, Presence, SeatRole
from tenir.modules.governance.models import Body, Meeting

BY = System("sweep")


def arguments(place: Place, organisation: Organisation) -> dict[str, dict[str, str]]:
    """Arguments of the screens of bodies, for one of `place` in which `organisation` sits."""
    text = _text(place)
    content = BodyContent(BodyKind.COPIL, f"Comité de {place.name}", every="P6M", frameworks=(text,), is_invented=True)
    body = actions.create_body(by=BY, place=place, content=content)
    seat = actions.give_seat(by=BY, body=body, organisation=organisation, role=SeatRole.CHAIR, since=date(2024, 1, 1))
    held, written, coming = (_meeting(body, days) for days in (-9, -40, 9))
    actions.write_minutes(by=BY, meeting=written, content=MinutesContent("Compte rendu à relire"), revision=1)
    actions.record_attendance(by=BY, meeting=held, wanted={organisation: Presence.PRESENT}, seen={})
    item = actions.add_points(by=BY, meeting=held, points=[Point("Ouvrir la salle")])[0]
    decision = actions.take_decision(by=BY, meeting=held, content=DecisionContent("Ouvrir la salle le soir"))
    slug = {"slug": body.slug}
    of_held, of_coming = {**slug, "pk": str(held.pk)}, {**slug, "pk": str(coming.pk)}
    return {
        **{f"governance:{name}": slug for name in ("body", "amend-body", "seats", "plan-meeting")},
        **{f"governance:{name}": {**slug, "pk": str(seat.pk)} for name in ("represent", "end-seat")},
        **{f"governance:{name}-meeting": of_coming for name in ("move", "cancel", "hold")},
        **{f"governance:{name}": of_held for name in ("agenda", "attendance", "minutes", "take-decision")},
        "governance:meeting-file": {**of_coming, "format": "docx"},
        **{f"governance:{name}": {**slug, "pk": str(written.pk)} for name in ("meeting", "approve-minutes")},
        **{f"governance:{name}-point": {**of_held, "item": str(item.pk)} for name in ("move", "remove")},
        **{
            f"governance:{name}": {**slug, "pk": str(decision.pk)}
            for name in ("decision", "follow-decision", "amend-decision")
        },
        **{f"api:{name}": slug for name in ("show_body", "list_meetings")},
        "governance:recommendations": {"slug": text.slug},
        "governance:answer": {"slug": text.slug, "key": "preconisation-1"},
    }


def _meeting(body: Body, days: int) -> Meeting:
    when = When(timezone.now() + timedelta(days=days), where="Salle inventée")
    meeting = actions.plan_meeting(by=BY, body=body, when=when, is_invented=True)
    return actions.hold_meeting(by=BY, meeting=meeting) if days < 0 else meeting


def _text(place: Place) -> Framework:
    slug = f"evaluation-{place.code.lower()}"
    described = FrameworkDescription(
        slug=slug,
        kind=FrameworkKind.OTHER,
        title="Évaluation inventée",
        short_title="Évaluation inventée",
        source=SourceDescription(f"texte-{slug}", "Texte inventé"),
        place=(place.kind, place.code),
        provisions=(ProvisionDescription("preconisation-1", ProvisionKind.RECOMMENDATION, "Mieux évaluer"),),
        commitments=(CommitmentDescription(slug="1", number="1", title="Évaluer"),),
        is_invented=True,
    )
    return adopt_framework(by=BY, description=described).framework
