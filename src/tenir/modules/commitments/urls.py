"""Addresses of frameworks and commitments: `/cadres/pacte-de-dijon/`, `/cadres/pacte-de-dijon/1.a/`."""

from __future__ import annotations

from django.urls import path

from tenir.modules.commitments.views import commitments, frameworks

app_name = "commitments"
urlpatterns = [
    path("", frameworks.frameworks, name="frameworks"),
    path("<slug:slug>/", frameworks.board, name="board"),
    path("<slug:slug>/<str:number>/", commitments.commitment, name="commitment"),
]
