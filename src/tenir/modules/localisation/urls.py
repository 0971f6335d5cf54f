"""Addresses of this module, below `/adresse/`."""

from __future__ import annotations

from django.urls import path

from tenir.modules.localisation import file_views

app_name = "localisation"

urlpatterns = [path("fichier/", file_views.count_file, name="file")]
