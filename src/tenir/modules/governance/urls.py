"""Addresses of this module."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from tenir.modules.governance.duties_urls import DUTIES

app_name = "governance"
urlpatterns: list[URLPattern | URLResolver] = [
    path("obligations/", include(DUTIES)),
]
