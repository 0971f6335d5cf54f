"""Addresses of the search: `/recherche/?q=mesure+14`."""

from __future__ import annotations

from django.urls import path

from tenir.core.search import views

app_name = "search"
urlpatterns = [
    path("", views.results, name="results"),
    path("suggestions/", views.suggestions, name="suggestions"),
]
