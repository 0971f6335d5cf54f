"""Bodies, their meetings and their decisions, for programs. Organisations speak here, never persons."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema

from tenir.core.places.models import Place
from tenir.core.web.api import Limit, Offset, Page, access, paged
from tenir.core.web.pages import PUBLIC
from tenir.modules.commitments.enums import State
from tenir.modules.commitments.models import Framework
from tenir.modules.governance.enums import BodyKind, DecisionKind, DecisionState, MeetingState, SeatRole
from tenir.modules.governance.models import Body, Decision, Meeting, Seat
from tenir.modules.governance.reading.decisions import decisions_in_full, tied
from tenir.modules.governance.reading.standing import standings

router = Router(tags=["Instances"])


class BodyOut(Schema):
    """Une instance, sa cadence et ce qui la fonde."""

    slug: str = Field(title="Adresse")
    name: str = Field(title="Nom")
    kind: BodyKind = Field(title="Sorte")
    place: str = Field(title="Lieu", description="sorte:code.")
    organisation: str = Field(title="Organisation qui l'anime", description="Son adresse\u202f; vide si non dite.")
    frameworks: list[str] = Field(title="Textes suivis", description="Leurs adresses.")
    every: str = Field(title="Délai", description="Entre deux réunions, durée ISO 8601\u202f; vide si non fixé.")
    times_a_year: int | None = Field(title="Réunions par an, au moins")
    followed_from: date | None = Field(title="Réunions suivies depuis le")
    ended_on: date | None = Field(title="A pris fin le")
    is_pattern: bool = Field(title="Modèle", description="Chaque territoire a la sienne.")
    is_invented: bool = Field(title="Inventée pour la démonstration")


class SittingOut(Schema):
    """Une organisation qui siège."""

    organisation: str = Field(title="Organisation", description="Son adresse.")
    role: SeatRole = Field(title="Rôle")
    since: date = Field(title="Depuis le")


class BodyInFullOut(BodyOut):
    """Une instance, qui y siège et où elle en est."""

    seats: list[SittingOut] = Field(title="Sièges en cours")
    last_held: date | None = Field(title="Dernière réunion")
    due: date | None = Field(title="Doit se réunir au plus tard le")
    is_late: bool = Field(title="En retard sur sa cadence")


class MeetingOut(Schema):
    """Une réunion. Le compte rendu n'est donné qu'approuvé."""

    id: int = Field(title="Numéro")
    body: str = Field(title="Instance", description="Son adresse.")
    starts_at: datetime = Field(title="Commence")
    ends_at: datetime | None = Field(title="Finit")
    where: str = Field(title="Endroit")
    state: MeetingState = Field(title="État")
    agenda: list[str] = Field(title="Ordre du jour")
    minutes: str | None = Field(title="Compte rendu approuvé")
    minutes_approved_on: date | None = Field(title="Approuvé le")
    is_invented: bool = Field(title="Inventée pour la démonstration")


class DecisionOut(Schema):
    """Une décision et ce qu'elle est devenue."""

    id: int = Field(title="Numéro")
    body: str = Field(title="Instance", description="Son adresse.")
    meeting: int = Field(title="Réunion", description="Son numéro.")
    taken_on: date = Field(title="Prise le")
    kind: DecisionKind = Field(title="Sorte")
    text: str = Field(title="Texte")
    holder: str = Field(title="Organisation qui doit le faire", description="Son adresse\u202f; vide si non dite.")
    due_on: date | None = Field(title="À faire avant le")
    state: DecisionState = Field(title="État")
    closed_on: date | None = Field(title="Close le")
    is_late: bool = Field(title="En retard")
    commitments: list[str] = Field(title="Engagements visés", description="cadre/engagement.")
    is_invented: bool = Field(title="Inventée pour la démonstration")


@router.get("instances", response=Page[BodyOut], summary="Instances, par nom", operation_id="list_bodies")
@access(PUBLIC)
def list_bodies(
    request: HttpRequest, kind: BodyKind | None = None, place: str = "", limit: Limit = 50, offset: Offset = 0
) -> dict[str, Any]:
    """Toutes, celles d'une sorte, ou celles qui valent dans un lieu (`place`, sorte:code)."""
    found = _in_full(Body.objects.of_kind(kind or ""))
    if place:
        found = found.around(_place(place))
    return paged(request, found.order_by("name", "pk"), limit, offset, _each(_body))


@router.get("instances/{slug}", response=BodyInFullOut, summary="Une instance", operation_id="show_body")
@access(PUBLIC)
def show_body(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Qui y siège, et si elle tient sa cadence."""
    body = _one(slug)
    standing = standings([body])[0]
    seats = Seat.objects.filter(body=body).in_force().in_order()
    return {
        **_body(body),
        "seats": [{"organisation": one.organisation.slug, "role": one.role, "since": one.since} for one in seats],
        "last_held": standing.held[-1] if standing.held else None,
        "due": standing.due,
        "is_late": standing.is_late,
    }


@router.get(
    "instances/{slug}/reunions",
    response=Page[MeetingOut],
    summary="Réunions d'une instance",
    operation_id="list_meetings",
)
@access(PUBLIC)
def list_meetings(request: HttpRequest, slug: str, limit: Limit = 50, offset: Offset = 0) -> dict[str, Any]:
    """Les dernières d'abord, celles qui sont prévues comprises."""
    rows = Meeting.objects.filter(body=_one(slug)).select_related("body").prefetch_related("items")
    return paged(request, rows.order_by("-starts_at", "-pk"), limit, offset, _each(_meeting))


@router.get("decisions", response=Page[DecisionOut], summary="Décisions des instances", operation_id="list_decisions")
@access(PUBLIC)
def list_decisions(
    request: HttpRequest,
    body: str = "",
    state: DecisionState | None = None,
    late: bool = False,
    limit: Limit = 50,
    offset: Offset = 0,
) -> dict[str, Any]:
    """Toutes, celles d'une instance (`body`, son adresse), dans un état, ou seulement celles en retard (`late`)."""
    rows = decisions_in_full(Decision.objects.late(timezone.localdate()) if late else Decision.objects.all())
    rows = rows.filter(meeting__body=_one(body)) if body else rows
    rows = rows.filter(state=state) if state else rows
    return paged(request, rows, limit, offset, _each(_decision))


def _in_full(rows: Any) -> Any:
    public = Prefetch("frameworks", Framework.objects.filter(state=State.PUBLIC).order_by("slug"))
    return rows.select_related("place", "organisation").prefetch_related(public)


def _one(slug: str) -> Body:
    found: Body | None = _in_full(Body.objects.filter(slug=slug.replace("\0", ""))).first()
    if found is None:
        raise Http404("Aucune instance n'a cette adresse.")
    return found


def _place(told: str) -> Place:
    kind, _, code = told.replace("\0", "").partition(":")
    found = Place.objects.filter(kind=kind, code=code).first()
    if found is None:
        raise Http404("Aucun lieu n'a ce code. Écrivez par exemple commune:21231.")
    return found


def _each(shape: Callable[[Any], dict[str, Any]]) -> Callable[[Iterable[Any]], Iterable[Any]]:
    return lambda rows: [shape(one) for one in rows]


def _body(row: Body) -> dict[str, Any]:
    plain = ("slug", "name", "kind", "every", "times_a_year", "followed_from", "ended_on", "is_pattern", "is_invented")
    return {
        **{name: getattr(row, name) for name in plain},
        "place": f"{row.place.kind}:{row.place.code}",
        "organisation": row.organisation.slug if row.organisation else "",
        "frameworks": [one.slug for one in row.frameworks.all()],
    }


def _meeting(row: Meeting) -> dict[str, Any]:
    plain = ("id", "starts_at", "ends_at", "where", "state", "minutes_approved_on", "is_invented")
    return {
        **{name: getattr(row, name) for name in plain},
        "body": row.body.slug,
        "agenda": [one.title for one in row.items.all()],
        "minutes": row.minutes if row.is_approved else None,
    }


def _decision(row: Decision) -> dict[str, Any]:
    plain = ("id", "kind", "text", "due_on", "state", "closed_on", "is_invented")
    return {
        **{name: getattr(row, name) for name in plain},
        "body": row.meeting.body.slug,
        "meeting": row.meeting_id,
        "taken_on": row.meeting.day,
        "holder": row.holder.slug if row.holder else "",
        "is_late": row.is_late(timezone.localdate()),
        "commitments": tied(row),
    }
