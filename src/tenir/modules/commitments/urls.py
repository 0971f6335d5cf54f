"""Addresses of frameworks and commitments: `/cadres/pacte-de-dijon/1.a/`; of levers; of an organisation's file."""

from __future__ import annotations

from django.urls import include, path

from tenir.modules.commitments.views import commitments, frameworks

app_name = "commitments"
FRAMEWORKS = [
    path("", frameworks.frameworks, name="frameworks"),
    path("<slug:slug>/", frameworks.board, name="board"),
    path("<slug:slug>/<str:number>/", commitments.commitment, name="commitment"),
]
urlpatterns = [
    path("cadres/", include(FRAMEWORKS)),
]
