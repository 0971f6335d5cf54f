"""Addresses of this module, below `/chiffres/`."""

from __future__ import annotations

app_name = "indicators"
urlpatterns: list[object] = []
