"""Signatures on somebody's desk: those that they have to answer, and those that they wait for from others."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from tenir.core import rights
from tenir.core.people import desk
from tenir.core.people.desk import DeskLine, DeskList
from tenir.core.people.models import User, places_reached_by
from tenir.core.web import french
from tenir.modules.commitments import permissions
from tenir.modules.commitments.enums import SigningState
from tenir.modules.commitments.models import SignatureInvitation, SignatureRound
from tenir.modules.commitments.signing import asked


def to_sign(user: User) -> DeskList:
    """Texts that wait for their signature or refusal; two queries."""
    return desk.cut(asked.waiting_for(user), _sign)


def awaited(user: User) -> DeskList:
    """Open rounds that they may collect and that somebody has not answered yet; three queries."""
    return desk.cut(_collected(user), _round)


def _collected(user: User) -> QuerySet[SignatureRound]:
    collecting = user.memberships.in_force().with_roles(rights.roles(permissions.COLLECT))
    reached = places_reached_by(collecting).values("pk")
    waiting = SignatureInvitation.objects.filter(round=OuterRef("pk"), state=SigningState.WAITING)
    rows = SignatureRound.objects.filter(Exists(waiting), closed_on=None, framework__place__in=reached)
    answered = Count("invitations", filter=~Q(invitations__state=SigningState.WAITING))
    counted = rows.annotate(answered=answered, invited=Count("invitations"))
    return counted.select_related("framework").order_by("due_on", "pk")


def _sign(one: SignatureInvitation) -> DeskLine:
    framework, due = one.round.framework, one.round.due_on
    said = f"votre réponse est attendue pour {one.organisation}"
    late = due < timezone.localdate()
    return DeskLine(
        f"Signer\u202f: {framework.short_title}", one.get_absolute_url(), due, said, late, framework.is_invented
    )


def _round(one: SignatureRound) -> DeskLine:
    answered, invited = one.answered, one.invited  # type: ignore[attr-defined]
    url = reverse("commitments:signatures", args=(one.framework.slug,))
    verb = "ont répondu" if answered > 1 else "a répondu"
    told = f"{french.accord(answered, 'organisation')} sur {french.nombre(invited)} {verb}"
    said = told if answered else f"aucune des {french.nombre(invited)} organisations invitées n'a répondu"
    if not answered and invited == 1:
        said = "l'organisation invitée n'a pas répondu"
    late = one.due_on < timezone.localdate()
    title = f"Signatures\u202f: {one.framework.short_title}"
    return DeskLine(title, url, one.due_on, said, late, one.is_invented)
