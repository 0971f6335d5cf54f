"""Addresses of bodies (`/instances/…`), their meetings, decisions and answers; those of duties are in `duties_urls`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from tenir.modules.governance.duties_urls import DUTIES
from tenir.modules.governance.views import (
    bodies,
    decisions,
    editing_bodies,
    editing_meetings,
    meeting_file,
    meetings,
    recommendations,
)

app_name = "governance"
MEETING: list[URLPattern | URLResolver] = [
    path("", meetings.meeting, name="meeting"),
    path("deplacer/", editing_meetings.move, name="move-meeting"),
    path("annuler/", editing_meetings.cancel, name="cancel-meeting"),
    path("tenue/", editing_meetings.hold, name="hold-meeting"),
    path("presences/", editing_meetings.attendance, name="attendance"),
    path("ordre-du-jour/", editing_meetings.agenda, name="agenda"),
    path("ordre-du-jour/<int:item>/deplacer/", editing_meetings.move_point, name="move-point"),
    path("ordre-du-jour/<int:item>/retirer/", editing_meetings.remove_point, name="remove-point"),
    path("compte-rendu/", editing_meetings.minutes, name="minutes"),
    path("approuver/", editing_meetings.approve, name="approve-minutes"),
    path("dossier/<str:format>/", meeting_file.meeting_file, name="meeting-file"),
    path("decisions/nouvelle/", decisions.take, name="take-decision"),
]
# The first words are no addresses of bodies (`actions.bodies.RESERVED`).
BODIES: list[URLPattern | URLResolver] = [
    path("", bodies.bodies, name="bodies"),
    path("nouvelle/", editing_bodies.create, name="create-body"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("preconisations/<slug:slug>/", recommendations.recommendations, name="recommendations"),
    path("preconisations/<slug:slug>/<str:key>/", recommendations.answer, name="answer"),
    path("<slug:slug>/", bodies.body, name="body"),
    path("<slug:slug>/corriger/", editing_bodies.amend, name="amend-body"),
    path("<slug:slug>/sieges/", editing_bodies.seats, name="seats"),
    path("<slug:slug>/sieges/<int:pk>/representant/", editing_bodies.represent, name="represent"),
    path("<slug:slug>/sieges/<int:pk>/finir/", editing_bodies.end_seat, name="end-seat"),
    path("<slug:slug>/reunions/nouvelle/", editing_meetings.plan, name="plan-meeting"),
    path("<slug:slug>/reunions/<int:pk>/", include(MEETING)),
    path("<slug:slug>/decisions/<int:pk>/", decisions.decision, name="decision"),
    path("<slug:slug>/decisions/<int:pk>/corriger/", decisions.amend, name="amend-decision"),
    path("<slug:slug>/decisions/<int:pk>/suite/", decisions.follow, name="follow-decision"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("instances/", include(BODIES)),
    path("obligations/", include(DUTIES)),
]
