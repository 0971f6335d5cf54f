"""Addresses of sheets of figures, below `/chiffres/`; they stand before those of indicators."""

from __future__ import annotations

from django.urls import URLPattern, path

from tenir.modules.indicators.views import importing

# Their first parts are no addresses of indicators: `envoyer`, `envois`.
IMPORTING: list[URLPattern] = [
    path("envoyer/", importing.send, name="send"),
    path("envois/<uuid:token>/", importing.batch, name="import"),
    path("envois/<uuid:token>/colonnes/", importing.columns, name="import-columns"),
    path("envois/<uuid:token>/verifier/", importing.check, name="import-check"),
]
