"""Addresses of sheets of figures, below `/chiffres/`; they stand before those of indicators."""

from __future__ import annotations

from django.urls import URLPattern, path

from tenir.modules.indicators.views import filling, importing

# Their first parts are no addresses of indicators: `envoyer`, `envois`, `classeur`, `preparer`.
IMPORTING: list[URLPattern] = [
    path("envoyer/", importing.send, name="send"),
    path("envois/<uuid:token>/", importing.batch, name="import"),
    path("envois/<uuid:token>/colonnes/", importing.columns, name="import-columns"),
    path("envois/<uuid:token>/verifier/", importing.check, name="import-check"),
    path("classeur/", filling.workbook, name="workbook"),
    path("preparer/", filling.prepare, name="prepare"),
    path("<slug:slug>/<slug:kind>/<str:code>/<str:period>/envoyer/", filling.figure, name="send-one"),
]
