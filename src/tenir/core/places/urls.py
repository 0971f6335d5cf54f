"""Addresses of places: `/lieux/`, `/lieux/departement/21/`."""

from __future__ import annotations

from django.urls import path

from tenir.core.places import views

app_name = "places"

urlpatterns = [
    path("", views.places, name="list"),
    path("<slug:kind>/<str:code>/", views.place, name="place"),
]
