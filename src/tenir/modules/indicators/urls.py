"""Addresses of this module, below `/chiffres/`."""

from __future__ import annotations

from django.urls import URLPattern

from tenir.modules.indicators.importing_urls import IMPORTING

app_name = "indicators"
urlpatterns: list[URLPattern] = [*IMPORTING]
