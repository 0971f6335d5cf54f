"""Addresses for machines."""

from __future__ import annotations

from django.urls import path

from tenir.core.operations import views

app_name = "operations"
# No slash: probes are configured by hand, and a redirect would hide a failure.
urlpatterns = [path("health", views.health, name="health")]
