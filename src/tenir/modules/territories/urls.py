"""Addresses of territories, below `/territoires/`."""

from __future__ import annotations

from django.urls import path

from tenir.modules.territories.views import importing, mapping

app_name = "territories"

urlpatterns = [
    path("", mapping.france, name="map"),
    path("importer/", importing.drop, name="import"),
    path("importer/<uuid:token>/", importing.check, name="check"),
]
