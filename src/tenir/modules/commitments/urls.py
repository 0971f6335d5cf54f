"""Addresses of frameworks and commitments: `/cadres/pacte-de-dijon/1.a/`; of levers; of an organisation's file."""

from __future__ import annotations

from django.urls import include, path

from tenir.modules.commitments.editing_urls import EDITING
from tenir.modules.commitments.views import commitments, frameworks, levers, organisations

app_name = "commitments"
FRAMEWORKS = [
    *EDITING,
    path("", frameworks.frameworks, name="frameworks"),
    path("<slug:slug>/", frameworks.board, name="board"),
    path("<slug:slug>/<str:number>/", commitments.commitment, name="commitment"),
]
urlpatterns = [
    path("cadres/", include(FRAMEWORKS)),
    path("leviers/", levers.levers, name="levers"),
    path("leviers/<slug:code>/", levers.lever, name="lever"),
    path(
        "organisations/<slug:slug>/engagements.<slug:format>", organisations.organisation_file, name="organisation-file"
    ),
]
