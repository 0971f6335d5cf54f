"""Addresses of frameworks and commitments: `/cadres/pacte-de-dijon/`, `/cadres/pacte-de-dijon/1.a/`."""

from __future__ import annotations

from django.urls import path

from tenir.modules.commitments import views

app_name = "commitments"
urlpatterns = [
    path("", views.frameworks, name="frameworks"),
    path("<slug:slug>/", views.board, name="board"),
    path("<slug:slug>/<str:number>/", views.commitment, name="commitment"),
]
