"""Addresses of the journal: `/journal/`, `/journal/tete.json`, `/journal/evenements/`."""

from __future__ import annotations

from django.urls import path

from tenir.core.journal import views

app_name = "journal"

urlpatterns = [
    path("", views.head, name="head"),
    path("tete.json", views.head_file, name="head_file"),
    path("evenements/", views.entries, name="entries"),
    path("evenements/<int:sequence>/", views.entry, name="entry"),
]
